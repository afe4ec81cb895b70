"""The log: ids and outcomes only, closed to others, never too large, never in the way."""

import os
import re
import stat
from pathlib import Path

import pytest

from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.events import Kind, QueueStarted, QueueWaiting, RunEnded
from optout_tui import log
from optout_tui.log import last_lines, log_file, note, note_error, note_event

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \d+ [A-Za-z-]+( [a-z_]+=[\w.,:*-]+)*")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("OPTOUT_TUI_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_events_are_told_by_ids_and_closed_to_others(state) -> None:
    os.umask(os.umask(0))
    note_event(QueueStarted("q2", Kind.OPT_OUT, ("k3f9", "a2b4")))
    note_event(QueueWaiting("q2", 12))
    note_event(RunEnded("r2", "k3f9", Outcome.NOT_VERIFIED, Reason.INTERRUPTED, Setting.UNKNOWN))
    lines = last_lines(10)
    assert [line.split(" ", 2)[2] for line in lines] == [
        "QueueStarted queue_id=q2 kind=opt-out account_ids=2",
        "RunEnded run_id=r2 account_id=k3f9 outcome=changed-but-not-verified "
        f"reason={Reason.INTERRUPTED.value.replace(' ', '-')} setting=unknown more=False",
    ]
    assert all(LINE.fullmatch(line) for line in lines)
    assert (mode(state), mode(log_file())) == (0o700, 0o600)


HARMFUL = (
    *("Ada Lovelace; x", "ada@example.org", "/home/ada/list.vault", "\x1b]0;x\x07", "é", "a\nb"),
    *("x" * 61, "li_at=secret", {"li_at": "x"}, b"x", ""),
)


@pytest.mark.parametrize("value", HARMFUL, ids=repr)
def test_what_is_no_harmless_word_is_left_out(value) -> None:
    note("Odd", value=value)
    (line,) = last_lines(1)
    assert line.endswith(" Odd value=***")
    assert LINE.fullmatch(line)


def test_an_error_is_told_by_its_kind_and_a_bug_by_its_places_too() -> None:
    planted = "planted-secret"
    with pytest.raises(ValueError, match=planted) as raised:
        int(planted)
    note_error(raised.value)
    note_error(raised.value, is_bug=True)
    told = "\n".join(last_lines(10))
    assert "error type=ValueError" in told
    assert "bug type=ValueError" in told
    assert "bug-at place=test_log.py:" in told
    assert planted not in told


def test_a_full_log_turns_into_the_older_one_and_no_more_is_kept(state, monkeypatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 2000)
    for number in range(200):
        note("Line", number=number)
    assert {file.name for file in state.iterdir()} == {"log", "log.1"}
    assert all(file.stat().st_size <= 2000 for file in state.iterdir())
    assert all(mode(file) == 0o600 for file in state.iterdir())
    told = last_lines(30)
    assert [line.split("=")[1] for line in told] == [str(one) for one in range(170, 200)]


def test_a_log_that_is_no_plain_file_of_ours_is_left_alone(state, tmp_path) -> None:
    state.mkdir()
    theirs = tmp_path / "theirs"
    theirs.write_text("as it was")
    log_file().symlink_to(theirs)
    note("Line")
    log_file().unlink()
    log_file().hardlink_to(theirs)
    note("Line")
    assert theirs.read_text() == "as it was"
    log_file().unlink()
    os.mkfifo(log_file())
    note("Line")  # nobody reads from it, and it goes on
    log_file().unlink()
    state.rmdir()
    state.write_text("a file where the folder should be")
    note("Line")
    assert state.read_text() == "a file where the folder should be"
