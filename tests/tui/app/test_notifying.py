"""Being called: by a real command, which learns nothing of the list, and by the bell."""

import asyncio
import json
import sys
import time
from pathlib import Path

import pytest
from textual.app import App

from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.events import (
    Kind,
    QueueEnd,
    QueueEnded,
    QueueStarted,
    RunEnded,
    Step,
    StepReached,
)
from optout_tui.app import OptOutApp
from optout_tui.config import Config
from optout_tui.notifying import Calls, failure_of
from optout_tui.wording.app import ENDED, NEEDED

STARTED = QueueStarted("q", Kind.OPT_OUT, ("a", "b"))
PARKED = RunEnded("r", "a", Outcome.SIGN_IN_NEEDED, None, Setting.UNKNOWN)
DONE = RunEnded("r", "a", Outcome.TURNED_OFF, None, Setting.OFF)
TURN = StepReached("r", "a", Step.YOUR_TURN)
STEP = StepReached("r", "a", Step.READING)
OVER = QueueEnded("q", QueueEnd.FINISHED, ())

WRITE = "import json, os, sys; json.dump([sys.argv[2:], dict(os.environ)], open(sys.argv[1], 'a'))"


@pytest.mark.parametrize(
    ("events", "calls"),
    [
        ([STARTED, STEP, DONE, OVER], 1),
        ([STARTED, PARKED, PARKED, OVER], 2),
        ([STARTED, PARKED, OVER, STARTED, PARKED, OVER], 4),
        ([STARTED, TURN, DONE, TURN, DONE, OVER], 3),
    ],
)
def test_somebody_is_called_once_for_what_waits_and_at_the_end(events, calls):
    rung: list[None] = []
    heard = Calls(Config(bell=True), lambda: rung.append(None), print)
    for event in events:
        heard.hear(event)
    assert len(rung) == calls


async def test_the_command_gets_one_sentence_and_nothing_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("OPTOUT_TUI_PASSPHRASE_FILE", "/canary")
    told = tmp_path / "told"
    failures: list[str] = []
    config = Config(notify=(sys.executable, "-c", WRITE, str(told)))
    calls = Calls(config, lambda: None, failures.append)
    calls.hear(STARTED)
    calls.hear(PARKED)
    await calls.settle()
    words, environment = json.loads(told.read_text())
    assert words == [NEEDED]
    assert "PATH" in environment
    assert not [name for name in environment if name.startswith("OPTOUT_TUI_")]
    assert failures == []


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("/nowhere/notify",), "/nowhere/notify: No such file or directory"),
        ((sys.executable, "-c", "raise SystemExit(3)"), "ended with 3"),
        (("/etc/passwd",), "/etc/passwd: Permission denied"),
    ],
)
async def test_its_failure_is_a_line(command, told):
    failures: list[str] = []
    calls = Calls(Config(notify=command), lambda: None, failures.append)
    calls.hear(OVER)
    await calls.settle()
    (line,) = failures
    assert line.startswith("The config's notify command failed: ")
    assert told in line


async def test_a_command_without_end_is_ended(tmp_path):
    began = time.monotonic()
    command = ["/bin/sh", "-c", f"echo $$ > {tmp_path}/pid; sleep 60 & wait"]
    assert "took longer" in await failure_of(command, 0.2)
    assert time.monotonic() - began < 5
    pid = int((tmp_path / "pid").read_text())
    for _ in range(500):
        if not _lives(pid):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it still runs")


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


async def test_the_app_calls_when_a_queue_ends_and_says_what_failed(desk, tmp_path, shows):
    told = tmp_path / "told"
    config = Config(bell=True, notify=(sys.executable, "-c", WRITE, str(told)))
    rung: list[None] = []

    class Ringing(OptOutApp):
        def bell(self) -> None:
            rung.append(None)

    app: App[None] = Ringing(tmp_path / "x", lambda: desk.site, None, desk=desk, config=config)
    async with app.run_test(size=(80, 24)) as pilot:
        desk.go()
        await pilot.press("c")
        await shows(pilot, "finished: 1 of 1")
        for _ in range(500):
            if told.exists() and told.read_text():
                break
            await asyncio.sleep(0.01)
    assert json.loads(told.read_text())[0] == [ENDED]
    assert len(rung) == 1
    assert all(one.label not in told.read_text() for one in desk.accounts)


async def test_the_app_says_that_a_command_failed(desk, tmp_path, shows):
    config = Config(notify=("/nowhere/notify",))
    app = OptOutApp(tmp_path / "x", lambda: desk.site, None, desk=desk, config=config)
    async with app.run_test(size=(80, 24)) as pilot:
        desk.go()
        await pilot.press("c")
        await shows(pilot, "/nowhere/notify: No such file")
