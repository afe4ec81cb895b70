"""Every key of the main screen, pressed in a real terminal: what the help lists does something."""

import os
import re
import sys
from pathlib import Path

import pytest
from terminal import Terminal

from optout_profiles.accounts import BrowserKind, Session, new_account, now
from optout_profiles.practice import Pace, PracticeSite, members_for_load
from optout_profiles.runs.keeping import kept
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault
from optout_tui.screens.help import HelpScreen

PASSPHRASE = "plainly fake passphrase"
PROGRAM = Path(sys.executable).with_name("optout-tui")
MEMBERS = members_for_load(2)
FIRST, SECOND = (member.name for member in MEMBERS)
LAST = "Client 27"
ESCAPE = "\x1b"
DOWN, UP, SHIFT_DOWN, SHIFT_UP = "\x1b[B", "\x1b[A", "\x1b[1;2B", "\x1b[1;2A"
HOME, END, PAGE_DOWN, PAGE_UP = "\x1b[H", "\x1b[F", "\x1b[6~", "\x1b[5~"

MOVES = (
    ("j", SECOND),
    ("k", FIRST),
    (DOWN, SECOND),
    (UP, FIRST),
    ("G", LAST),
    ("g", FIRST),
    (END, LAST),
    (HOME, FIRST),
    (PAGE_DOWN, "Client 25"),
    (PAGE_UP, FIRST),
)
MARKS = (
    (" ", "1 marked"),
    (SHIFT_DOWN, "3 marked"),
    (SHIFT_UP, "2 marked"),
    ("u", f"{len(MEMBERS) + 28} accounts ·"),
    ("vj", "2 marked"),
    ("v", "2 marked"),
    ("i", "28 marked"),
    ("a", "30 marked"),
    ("u", f"{len(MEMBERS) + 28} accounts ·"),
)
DIALOGS = (
    ("m", "Mark of those shown"),
    ("S", "Sort by"),
    ("\r", "esc: back to the list"),
    ("n", "New account"),
    ("e", "Edit account"),
    ("d", "Take 1 account off the list?"),
    ("F", "Forget the sign-in of 1 account?"),
    ("I", "Take accounts in from a file"),
    ("E", "the list"),
    ("w", "report"),
    ("s", "Password"),
    ("o", "Switch AI training off for 1 account?"),
    ("?", "Keys and signs"),
    (":", "Search for commands"),
    ("\x10", "Search for commands"),
)
SENTENCES = (
    ("b", "There is no display"),
    ("R", "This is no live service"),
    ("z", "No run of this list has"),
)
RUNS = (
    ("c", "Check finished: 1 of 1"),
    ("C", "8 on, 1 already off"),
    ("P", "Preview finished: 1 of 1"),
)
OF_QUEUES = ("p", "x", ".", "Q")
LAST_KEYS = ("/", "L", "q")

NAMES = {
    "space": " ",
    "⏎": "\r",
    "↓": DOWN,
    "↑": UP,
    "shift+↓": SHIFT_DOWN,
    "shift+↑": SHIFT_UP,
    "home": HOME,
    "end": END,
    "pgdn": PAGE_DOWN,
    "pgup": PAGE_UP,
    "^p": "\x10",
}
"""What a terminal sends for keys as the help names them."""


def pressed() -> set[str]:
    tables = (MOVES, MARKS, DIALOGS, SENTENCES, RUNS)
    single = {keys for table in tables for keys, _ in table if len(keys) == 1 or keys[0] == ESCAPE}
    return single | set(OF_QUEUES) | set(LAST_KEYS)


async def test_no_key_of_the_help_is_left_out(app) -> None:
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        listed = {key for keys in app.screen._deeds().values() for key in keys}
    assert {NAMES.get(key, key) for key in listed} <= pressed()


@pytest.fixture
def site():
    with PracticeSite(MEMBERS, pace=Pace(saving=0.05, drawing=0.0)) as running:
        yield running


@pytest.fixture
def terminal(tmp_path: Path, site: PracticeSite):
    with create_vault(tmp_path / "list.vault", Secret(PASSPHRASE), TEST_COST) as vault:
        for member in site.members:
            account = new_account(member.name, login=member.login, member=member.handle)
            cookies = site.cookies(member.handle)
            by = BrowserKind.HEADLESS
            session = Session(account.id, member.handle, site.origin, by, now(), cookies)
            vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
        for number in range(28):
            account = new_account(f"Client {number}")
            vault.write(Put(Table.ACCOUNTS, account.id, account))
    (tmp_path / "practice.toml").write_text(site.profile_text)
    options = ["--vault", tmp_path / "list.vault", "--profile", tmp_path / "practice.toml"]
    environment = {
        "HOME": str(tmp_path),
        "DISPLAY": "",
        "WAYLAND_DISPLAY": "",
        "PLAYWRIGHT_BROWSERS_PATH": os.environ["PLAYWRIGHT_BROWSERS_PATH"],
        "OPTOUT_TUI_STATE": str(tmp_path / "state"),
        "OPTOUT_TUI_DATA": str(tmp_path / "data"),
        "OPTOUT_TUI_CONFIG": str(tmp_path / "config"),
        "OPTOUT_TUI_PAUSE": "600",
    }
    running = Terminal([PROGRAM, *options], environment, columns=100, rows=30)
    yield running
    running.close()


def at_cursor(label: str):
    return lambda text: re.search(rf"^>..\s+{re.escape(label)}\b", text, re.MULTILINE)


def test_each_key_does_what_the_help_says(terminal) -> None:
    terminal.until("Passphrase")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until("30 accounts", FIRST)
    for key, label in MOVES:
        terminal.type(key)
        terminal.wait(at_cursor(label), f"{label} after {key!r}")
    for keys, words in MARKS:
        terminal.type(keys)
        terminal.until(words)
    terminal.type("g")
    for key, words in DIALOGS:
        terminal.type(key)
        terminal.until(words)
        leave(terminal, words)
    for key, words in (*SENTENCES, *RUNS):
        terminal.type(key)
        terminal.until(words)
    steer_a_queue(terminal)
    terminal.type(f"/{SECOND}\r")
    terminal.until("1 shown")
    terminal.type("L")
    terminal.wait(lambda text: "Passphrase" in text and SECOND not in text, "locked")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until("30 accounts", SECOND)
    terminal.type("q")
    assert terminal.finish() == 0


def leave(terminal, words: str) -> None:
    """Press escape, and nothing else before it is seen: both together would be another key."""
    terminal.type(ESCAPE)
    terminal.wait(lambda text: words not in text, f"{words} gone")


def steer_a_queue(terminal) -> None:
    terminal.wait(lambda text: "▶" not in text, "no queue at work")
    terminal.type("gvjvc")
    terminal.until("the next account begins in")
    terminal.type("p")
    terminal.until("paused; p goes on")
    terminal.type("p")
    terminal.until("the next account begins in")
    terminal.type("x")
    terminal.until("Stop the queue?")
    leave(terminal, "Stop the queue?")
    terminal.type("Q")
    terminal.until("To come: 1", "Done")
    leave(terminal, "To come")
    terminal.type(".")
    terminal.until("Check finished: 2 of 2")
