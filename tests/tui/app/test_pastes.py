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
BEGIN, END, ESC = "\x1b[200~", "\x1b[201~", "\x1b[27u"


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


@pytest.fixture
def opened(terminal):
    terminal.until("Passphrase")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until(f"{ALL} accounts")
    return terminal


def assert_all_is_there(opened: Terminal, place: Path) -> None:
    """Quit by a key; the list is as it was."""
    opened.type("q")
    assert opened.finish() == 0
    assert opened.is_restored
    assert len(labels(place)) == ALL


def test_a_paste_is_no_key(opened, place) -> None:
    opened.type(BEGIN + "ad12\r" * LINES + END)
    opened.until(f"{ALL} accounts")
    assert "Take" not in opened.text
    opened.type_until("?", "Keys and signs")  # one that comes at once would count as pasted
    opened.type(ESC)
    opened.wait(lambda text: "Keys and signs" not in text, "the list alone")
    assert_all_is_there(opened, place)


BREAKOUTS = {
    "one account": "dyes\r",
    "a few marked accounts": "   dyes\r",
    "all of them, whose number it knows": f"ad{ALL}\r",
    "again and again": "adyes\r" * 200,
    "a dialog that is left at once": f"d{ESC}{END}d{ESC}{END}dyes\r",
}


@pytest.mark.parametrize("typed", BREAKOUTS.values(), ids=BREAKOUTS)
def test_what_breaks_out_of_its_paste_is_no_key_either(opened, place, typed) -> None:
    opened.type(f"{BEGIN}words{END}{typed}{END}")  # the last one is the terminal's own
    opened.until("A paste held keys")
    assert "Take" not in opened.text
    opened.wait(lambda text: "A paste held keys" not in text, "the list alone")
    assert_all_is_there(opened, place)


def test_after_a_paste_the_keys_of_a_person_are_heard(opened, place) -> None:
    opened.type("/")
    opened.type(f"{BEGIN}client 07{END}")
    opened.until("12 accounts, 1 shown")
    opened.read_for(0.5)  # nobody is faster
    opened.type("\rd")
    opened.until("Take 1 account off the list?")
    opened.type("yes\r")
    opened.until("11 accounts, 0 shown")
    opened.type("\x11")
    assert opened.finish() == 0
    assert "Client 07" not in labels(place)


def test_no_number_is_found_by_trying_one_after_another(opened, place) -> None:
    """As a terminal does that puts no brackets around a paste."""
    opened.type("ad" + "".join(f"{number}\r" for number in range(9, ALL + 1)))
    opened.until("Nothing was done", "esc: back to the list")  # what is left opens the details
    opened.type(ESC)
    opened.wait(lambda text: "esc: back to the list" not in text, "the list alone")
    assert_all_is_there(opened, place)
