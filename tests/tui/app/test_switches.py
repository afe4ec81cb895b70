"""Switches in the environment that make Textual write or do things: the app hears none of them."""

import sys
from pathlib import Path

from terminal import Terminal

from optout_profiles.accounts import new_account
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

PASSPHRASE = "plainly fake passphrase"
PROGRAM = Path(sys.executable).with_name("optout-tui")


def test_no_switch_makes_the_app_write_down_or_press_anything(tmp_path: Path) -> None:
    with create_vault(tmp_path / "list.vault", Secret(PASSPHRASE), TEST_COST) as vault:
        account = new_account("Ada Canary")
        vault.write(Put(Table.ACCOUNTS, account.id, account))
    made = tmp_path / "made"
    made.mkdir()
    left = tmp_path / "state" / "running" / "dead"
    left.mkdir(parents=True)
    left.with_suffix(".lock").touch()
    switches = {
        "TEXTUAL": "debug,devtools",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_LOG": str(made / "log"),
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(made),
        "TEXTUAL_DRIVER": "nowhere:Driver",
        "PYTHONASYNCIODEBUG": "1",
    }
    folders = {
        f"OPTOUT_TUI_{name}": str(tmp_path / name.lower()) for name in ("STATE", "DATA", "CONFIG")
    }
    terminal = Terminal(
        [PROGRAM, "--vault", tmp_path / "list.vault"],
        {"HOME": str(tmp_path), **folders, **switches},
        folder=made,
    )
    try:
        terminal.until("Passphrase")
        terminal.type(f"{PASSPHRASE}\r")
        terminal.until("Ada Canary")
        assert list((tmp_path / "state" / "running").iterdir()) == []  # what a kill left is swept
        terminal.type("q")
        assert terminal.finish() == 0
    finally:
        terminal.close()
    assert list(made.iterdir()) == []
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert not [file for file in written if b"Ada Canary" in file.read_bytes()]
