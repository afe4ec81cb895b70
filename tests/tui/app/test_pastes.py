"""What is pasted into the main screen: it is no key, and what breaks out of a paste changes little.

A terminal brackets a paste; one that holds the closing bracket makes keys of what follows.
"""

import sys
from pathlib import Path

import pytest
from terminal import Terminal

from optout_profiles.accounts import Account, new_account
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault, open_vault

PASSPHRASE = "plainly fake passphrase"
PROGRAM = Path(sys.executable).with_name("optout-tui")
ALL = 12
LINES = 5000
BEGIN, END = "\x1b[200~", "\x1b[201~"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with create_vault(tmp_path / "list.vault", Secret(PASSPHRASE), TEST_COST) as vault:
        accounts = [new_account(f"Client {place:02}") for place in range(ALL)]
        vault.write(*(Put(Table.ACCOUNTS, one.id, one) for one in accounts))
    return tmp_path


@pytest.fixture
def terminal(place: Path):
    folders = {
        f"OPTOUT_TUI_{name}": str(place / name.lower()) for name in ("STATE", "DATA", "CONFIG")
    }
    command = [PROGRAM, "--vault", place / "list.vault"]
    running = Terminal(command, {"HOME": str(place), **folders})
    yield running
    running.close()


def labels(place: Path) -> set[str]:
    with open_vault(place / "list.vault", Secret(PASSPHRASE), writing=False) as vault:
        return {account.label for account in vault.all(Table.ACCOUNTS, Account)}


def test_no_paste_removes_many_accounts(terminal, place) -> None:
    terminal.until("Passphrase")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until(f"{ALL} accounts")

    terminal.type(BEGIN + "ad12\r" * LINES + END)
    terminal.type("j")
    terminal.until(f"{ALL} accounts")
    assert "Take" not in terminal.text

    terminal.type(f"{BEGIN}words{END}adyes\r")  # as if the paste had held its own end
    terminal.until(f"Take {ALL} accounts off the list?", f"type {ALL} and press enter")
    terminal.type("\x1b")
    terminal.wait(lambda text: "Take" not in text, "the list alone")

    terminal.type("q")
    assert terminal.finish() == 0
    assert terminal.is_restored
    assert len(labels(place)) == ALL
