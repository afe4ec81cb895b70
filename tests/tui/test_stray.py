"""Errors that nobody waits for end the work as a bug, or are noted; none is printed."""

import asyncio
import threading
from pathlib import Path

import pytest

from optout_tui.cli.interrupting import interruptible
from optout_tui.log import last_lines
from optout_tui.notifying import Calls
from optout_tui.stray import HOUSES


@pytest.fixture(autouse=True)
def hooks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Put back at the end what Python has for this itself."""
    monkeypatch.setattr("sys.unraisablehook", None)
    monkeypatch.setattr("threading.excepthook", None)
    monkeypatch.setenv("OPTOUT_TUI_STATE", str(tmp_path))


def complain(sentence: str) -> None:
    raise LookupError("planted-label")


async def a_call_that_fails() -> None:
    from optout_tui.config import Config

    missing = Config(notify=("/nowhere/at-all",))
    Calls(missing, lambda: None, complain).hear(an_end())
    await asyncio.Event().wait()  # until the bug ends it


def an_end():
    from optout_profiles.runs.events import QueueEnd, QueueEnded

    return QueueEnded("q", QueueEnd.FINISHED, ())


def test_a_bug_in_a_task_of_ours_ends_the_work(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LookupError):
        interruptible(a_call_that_fails())
    assert capfd.readouterr() == ("", "")
    told = "\n".join(last_lines(20))
    assert "bug type=LookupError" in told
    assert "planted" not in told


async def what_others_leave_behind() -> str:
    async def fail() -> None:
        raise LookupError("planted-label")

    task = asyncio.create_task(fail())
    await asyncio.wait({task})
    del task
    thread = threading.Thread(target=complain, args=("",))
    thread.start()
    await asyncio.to_thread(thread.join)

    class Ending:
        def __del__(self) -> None:
            raise LookupError("planted-label")

    Ending()
    return "done"


def test_what_others_leave_behind_is_noted_and_ends_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert not any(house in Path(__file__).parents for house in HOUSES)
    assert interruptible(what_others_leave_behind()) == "done"
    assert capfd.readouterr() == ("", "")
    told = "\n".join(last_lines(20))
    assert told.count("type=LookupError") == 3
    assert "planted" not in told
