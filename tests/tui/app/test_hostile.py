"""Hostile words on every screen, in a real terminal: none is obeyed, all are shown as they are."""

import sys
from pathlib import Path

import pytest
from hostile import LABELS, codes_in
from terminal import Terminal

from optout_profiles.accounts import Account, Attempt, now
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

APP = Path(__file__).with_name("hostile_app.py")
STEP = 5
"""Each account has six of the labels: every fifth one shows them all."""

ESC = "\x1b[27u"
"""As terminals send it that tell a key from the begin of a sequence."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make a list whose every word is hostile: nothing has cleaned it on its way in."""
    with create_vault(
        tmp_path / "list.vault", Secret("plainly fake passphrase"), TEST_COST
    ) as made:
        for number, label in enumerate(LABELS):
            tried = Attempt("r", now(), Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, label)
            said = {
                name: LABELS[(number + place) % len(LABELS)]
                for place, name in enumerate(("login", "group", "holder", "note", "member"))
            }
            account = Account(f"a{number}", label, now(), last_try=tried, tags=(label,), **said)
            made.write(Put(Table.ACCOUNTS, account.id, account))
    told = [label.replace("\0", "").replace('"', "") for label in LABELS]
    rows = ['name,"\x1b]0;x\x07",[/]', *(f'"{one}","{one}","{one}"' for one in told)]
    (tmp_path / "hostile.csv").write_text("\n".join(rows), newline="")
    return tmp_path


@pytest.fixture
def start(place: Path):
    terminals = []

    def started(*words: str) -> Terminal:
        folders = {f"OPTOUT_TUI_{name}": str(place / name) for name in ("STATE", "DATA", "CONFIG")}
        nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
        command = [sys.executable, APP, place / "list.vault", *words]
        environment = {"HOME": str(place), **folders, **nowhere}
        terminals.append(Terminal(command, environment, columns=180, rows=60))
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.close()


def test_no_word_of_a_list_rules_the_terminal_on_any_screen(start, place) -> None:
    terminal = start()
    text = terminal.until(f"{len(LABELS)} accounts", "[bold red]x")
    for literal in ("[@click=app.e", "\ufffd]0;owned\ufffdti", "[/] ", "=1+1", "漢字"):
        assert literal in text
    for _ in LABELS[::STEP]:
        terminal.type(f"\r{ESC}e")
        terminal.until("Edit account")
        terminal.type_until_gone(ESC, "Edit account")
        terminal.type("j" * STEP)
    terminal.type("".join(f"{key}{ESC}{ESC}" for key in "dFsnwERmSQ:?") + "a")
    terminal.until(f"{len(LABELS)} marked")
    for key in "do":
        terminal.type(key)
        terminal.until(f"{len(LABELS)} accounts", "type 27")
        terminal.type(ESC)
        terminal.wait(lambda text: "type 27" not in text, "the list alone")
    terminal.type("I")
    terminal.until("Take accounts in from a file")
    terminal.type(f"{place / 'hostile.csv'}\r\r")
    terminal.until("Which column is what?")
    terminal.type("\x13")
    terminal.until("rejected")
    terminal.type(ESC)
    terminal.type("/")
    terminal.type("\x1b[200~[/] \x1b]0;x\x07 \x9b2J\x1b[201~")
    terminal.until("0 shown")
    terminal.type_until(ESC, f"{len(LABELS)} accounts, {len(LABELS)} marked")
    terminal.type("uc")
    terminal.until("Check 1 of")
    terminal.type("Q")
    terminal.until("esc")
    terminal.type(ESC)
    terminal.type("x")
    terminal.until("Stop the queue?")
    terminal.type("yes\r")
    terminal.until("not begun")
    terminal.type("q")
    assert terminal.finish() == 0
    assert codes_in(terminal.raw) == set()


def test_without_the_cleaner_the_same_look_finds_much(start) -> None:
    terminal = start("uncleaned")
    terminal.wait(lambda _: b"WWWWWW" in terminal.raw, "the last label")
    assert len(codes_in(terminal.raw)) >= 5
