"""A bug wherever it is: one line, and nothing of what was in memory, on the screen or in a file."""

import sys
from pathlib import Path

import pytest
from terminal import Terminal

from optout_profiles.accounts import new_account
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

APP = Path(__file__).with_name("app_with_a_bug.py")
PLANTED = ("planted-passphrase", "planted-cookie", "planted-label")
WHERE = {
    "an action over the details": "\r\x1b[24~",
    "an action over a form": "nplanted-label\x1b[24~",
    "a worker": "\x1b[15~",
    "a thread": "\x1b[17~",
    "a timer over the help": "?\x1b[18~",
    "a widget that is drawn": "\x1b[19~",
    "the queue": "c",
}
"""What is typed to come to a bug there: f12, f5, f6, f7, f8 and the key for a check."""


@pytest.mark.parametrize("keys", WHERE.values(), ids=WHERE)
def test_a_bug_is_one_line_without_what_it_was_about(tmp_path: Path, keys: str) -> None:
    with create_vault(tmp_path / "list.vault", Secret("planted-passphrase"), TEST_COST) as vault:
        account = new_account("planted-label")
        vault.write(Put(Table.ACCOUNTS, account.id, account))
    folders = {f"OPTOUT_TUI_{name}": str(tmp_path / name) for name in ("STATE", "DATA", "CONFIG")}
    environment = {"HOME": str(tmp_path), **folders}
    terminal = Terminal([sys.executable, APP, tmp_path / "list.vault"], environment, columns=200)
    try:
        terminal.until("planted-label")
        terminal.type(keys)
        assert terminal.finish() == 70
        assert terminal.is_restored
        said = terminal.raw.decode()[terminal.raw.decode().rindex("\x1b[?1049l") :]
    finally:
        terminal.close()
    assert "This is a bug (ValueError at app_with_a_bug.py:" in said.replace("\r\n", " ")
    assert "Traceback" not in said
    written = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    for planted in PLANTED:
        assert planted not in said
        assert [file for file, text in written.items() if planted.encode() in text] == []
    log = (tmp_path / "STATE" / "log").read_text()
    assert "bug type=" in log
    assert "bug-at place=app_with_a_bug.py:" in log
