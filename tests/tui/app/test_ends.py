"""Every way to end the app, in every state: it is gone soon, and leaves nothing in disorder.

How many of the 35 pairs are tried can be set by ``OPTOUT_TUI_TEST_ENDS``; each state is among the
first seven. How long an end may take is ``OPTOUT_TUI_TEST_END_SECONDS``.
"""

import itertools
import os
import signal
import sys
import time
from pathlib import Path

import pytest
from terminal import Terminal

from optout_profiles.accounts import Account, BrowserKind, Session, new_account, now
from optout_profiles.outcomes import Outcome
from optout_profiles.practice import Behaviour, Pace, PracticeSite, member_with
from optout_profiles.runs.keeping import kept
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault, open_vault

PASSPHRASE = "plainly fake passphrase"
PROGRAM = Path(sys.executable).with_name("optout-tui")
PAIRS = int(os.environ.get("OPTOUT_TUI_TEST_ENDS", "7"))
SECONDS = float(os.environ.get("OPTOUT_TUI_TEST_END_SECONDS", "4"))
"""Two are asked for; beside other tests, on few cores, it may take twice as long."""
STATES = ("unlocking", "table", "form", "queue", "typing", "signing in", "locked")
ENDS = (signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM, "closed terminal", signal.SIGINT)
ALL = [
    (state, ENDS[(place + turn) % len(ENDS)])
    for turn in range(len(ENDS))
    for place, state in enumerate(STATES)
]


@pytest.fixture(scope="module")
def site():
    members = [member_with(Behaviour.SLOW_SAVE), member_with(Behaviour.ENDLESS)]
    with PracticeSite(members, pace=Pace(saving=3.0)) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, site: PracticeSite) -> Path:
    with create_vault(tmp_path / "list.vault", Secret(PASSPHRASE), TEST_COST) as vault:
        for member in site.members:
            account = new_account(member.name, login=member.login, member=member.handle)
            cookies = site.cookies(member.handle)
            by = BrowserKind.HEADLESS
            session = Session(account.id, member.handle, site.origin, by, now(), cookies)
            vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
    (tmp_path / "practice.toml").write_text(site.profile_text)
    return tmp_path


@pytest.fixture
def terminal(place: Path):
    command = [PROGRAM, "--vault", place / "list.vault", "--profile", place / "practice.toml"]
    folders = {
        f"OPTOUT_TUI_{name}": str(place / name.lower()) for name in ("STATE", "DATA", "CONFIG")
    }
    browsers = {"PLAYWRIGHT_BROWSERS_PATH": os.environ["PLAYWRIGHT_BROWSERS_PATH"]}
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    running = Terminal(command, {"HOME": str(place), **folders, **browsers, **nowhere})
    yield running
    running.close()


def reach(terminal: Terminal, state: str) -> None:
    terminal.until("Passphrase")
    if state == "unlocking":
        terminal.type("half a passph")
        return
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until("2 accounts")
    keys, words = {
        "table": ("j", "2 accounts"),
        "form": ("nhalf a name", "New account"),
        "queue": ("oyes\r", "Opt out 1 of 1"),
        "typing": ("s", "Email or phone"),
        "signing in": ("s", "Email or phone"),
        "locked": ("L", "Locked."),
    }[state]
    terminal.type(keys)
    terminal.until(words)
    if state == "queue":
        terminal.until("clicking the switch")
    if state == "signing in":
        terminal.type("\rwrong-password\r")
        terminal.until("Signing in")


def left_behind(place: Path) -> list[str]:
    """Return the processes that inherited this test's folders."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(place / "state").encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().decode())
        except OSError:
            continue
    return found


@pytest.mark.parametrize(("state", "end"), ALL[:PAIRS], ids=str)
def test_it_ends_soon_and_leaves_nothing_in_disorder(
    terminal, place, state, end, record_property
) -> None:
    reach(terminal, state)
    began = time.monotonic()
    if isinstance(end, str):
        terminal.hang_up()
        terminal.program.wait(20)
        took = time.monotonic() - began
    else:
        terminal.program.send_signal(end)
        assert terminal.finish() == 130
        took = time.monotonic() - began
        assert terminal.is_restored
        assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
        assert terminal.echoes
    record_property("seconds", took)
    assert took <= SECONDS
    assert left_behind(place) == []
    running = place / "state" / "running"
    assert not running.exists() or list(running.iterdir()) == []
    with open_vault(place / "list.vault", Secret(PASSPHRASE), writing=True) as vault:
        assert len(vault.all(Table.ACCOUNTS, Account)) == 2


@pytest.mark.parametrize("state", ["unlocking", "form", "queue"])
def test_impatience_makes_no_bug_of_an_end(terminal, place, state) -> None:
    reach(terminal, state)
    terminal.type("\x03\x03")
    for number in itertools.cycle(one for one in ENDS if not isinstance(one, str)):
        terminal.read_for(0.05)
        if terminal.program.poll() is not None:
            break
        terminal.program.send_signal(number)
    assert terminal.finish() == 130
    assert terminal.is_restored
    for noise in (b"This is a bug", b"Warning", b"Traceback"):
        assert noise not in terminal.raw
    assert (b"offers to go on" in terminal.raw) is (state == "queue")
    assert left_behind(place) == []


def test_locking_over_a_queue_closes_the_browser_and_lets_others_in(terminal, place, site) -> None:
    reach(terminal, "queue")
    name = site.members[0].name
    assert name in terminal.text
    assert len(left_behind(place)) > 2
    terminal.type("L")
    terminal.until("Stop it now and lock?")
    terminal.type("yes\r")
    text = terminal.until("Locked.", "Passphrase")
    assert name not in text
    assert len(left_behind(place)) == 1  # the app itself
    with open_vault(place / "list.vault", Secret(PASSPHRASE), writing=True) as vault:
        slow = next(one for one in vault.all(Table.ACCOUNTS, Account) if one.last_try)
    assert slow.last_try.outcome is Outcome.NOT_VERIFIED
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until("Go on with", "is read first")
