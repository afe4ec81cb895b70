"""The app in a real terminal, with a real browser: how it ends, however it is ended."""

import os
import re
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from terminal import Terminal

from optout_profiles.accounts import Account, BrowserKind, Session, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.practice import Behaviour, Member, PracticeSite
from optout_profiles.runs.keeping import kept
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault, open_vault
from optout_tui.cli.demo import sample_accounts

PASSPHRASE = "plainly fake passphrase"
PROGRAM = Path(sys.executable).with_name("optout-tui")
MEMBERS = tuple(
    Member(f"member-{name}", f"Member {name.title()}", f"{name}@practice.invalid", name, behaviour)
    for name, behaviour in (
        ("one", Behaviour.ON),
        ("two", Behaviour.ON),
        ("three", Behaviour.ON),
        ("four", Behaviour.SAVE_FAILS),
    )
)


@pytest.fixture
def site():
    with PracticeSite(MEMBERS) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, site: PracticeSite) -> Path:
    """Make a vault with accounts signed in at the practice site, and a profile leading there."""
    with create_vault(tmp_path / "list.vault", Secret(PASSPHRASE), TEST_COST) as vault:
        for account, member in zip(sample_accounts(site), site.members, strict=True):
            session = Session(
                account.id,
                member.handle,
                site.origin,
                BrowserKind.HEADLESS,
                now(),
                site.cookies(member.handle),
            )
            vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
    profile = files("optout_profiles.sites").joinpath("linkedin.toml").read_text()
    profile = profile.replace("https://www.linkedin.com", site.origin)
    (tmp_path / "moved.toml").write_text(profile.replace('"www.linkedin.com"', '"127.0.0.1"'))
    return tmp_path


@pytest.fixture
def start(place: Path):
    terminals: list[Terminal] = []

    def started() -> Terminal:
        command = [PROGRAM, "--vault", place / "list.vault", "--profile", place / "moved.toml"]
        terminals.append(Terminal(command, surroundings(place)))
        return terminals[-1]

    yield started
    for terminal in terminals:
        terminal.close()


def surroundings(place: Path) -> dict[str, str]:
    return {
        "HOME": str(place),
        "PLAYWRIGHT_BROWSERS_PATH": os.environ["PLAYWRIGHT_BROWSERS_PATH"],
        "OPTOUT_TUI_STATE": str(place / "state"),
        "OPTOUT_TUI_DATA": str(place / "data"),
        "OPTOUT_TUI_TEST_MARK": str(place),
    }


def left_behind(place: Path) -> list[str]:
    """Return the processes that still carry this test's mark in their environment."""
    mark = f"OPTOUT_TUI_TEST_MARK={place}".encode()
    found = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:80])
        except OSError:
            continue
    return found


def unlocked(terminal: Terminal) -> None:
    terminal.until("Passphrase")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until("4 accounts")


def opting_out(terminal: Terminal) -> None:
    unlocked(terminal)
    terminal.type("ao")
    terminal.until("Switch AI training off for 4 accounts?")
    terminal.type("yes\r")
    terminal.until("Opt out 2 of 4")


def standings(place: Path) -> dict[str | None, Account]:
    with open_vault(place / "list.vault", Secret(PASSPHRASE), writing=False) as vault:
        return {one.member: one for one in vault.all(Table.ACCOUNTS, Account)}


def assert_true_and_whole(place: Path, site: PracticeSite) -> None:
    """No account is lost, and none is called off that the site has on."""
    accounts = standings(place)
    assert set(accounts) == {member.handle for member in MEMBERS}
    for handle, account in accounts.items():
        assert handle
        if account.setting is Setting.OFF:
            assert site.is_off(handle)


def assert_nothing_left(place: Path) -> None:
    until = time.monotonic() + 8
    while left_behind(place) and time.monotonic() < until:
        os.sched_yield()
    assert left_behind(place) == []


def test_the_whole_job_by_keyboard_ends_with_true_settings_and_a_report(start, place, site):
    terminal = start()
    opting_out(terminal)
    for number in (2, 3, 4):
        terminal.until(f"Opt out {number} of 4")
    terminal.until("Opt out finished: 4 of 4", "3 turned off", "1 did not stick")
    terminal.type("w")
    terminal.until("Write the status report to")
    terminal.type("\r")
    terminal.until("The report is in")
    terminal.type("q")
    assert terminal.finish() == 0
    assert terminal.is_restored
    assert_true_and_whole(place, site)
    assert_nothing_left(place)
    (report,) = (place / "reports").iterdir()
    assert "off = 3" in report.read_text()
    assert site.log()["overlaps"] == 0
    assert site.log()["writes"] == {"allowDataForGenerativeAI": 4}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, None])
def test_an_end_in_the_middle_closes_the_browser_and_keeps_what_is_known(
    start, place, site, number
):
    terminal = start()
    opting_out(terminal)
    began = time.monotonic()
    if number is None:
        terminal.type("\x03")
    else:
        terminal.program.send_signal(number)
    assert terminal.finish() == 130
    assert time.monotonic() - began < 6
    assert terminal.is_restored
    assert_true_and_whole(place, site)
    assert_nothing_left(place)
    done = standings(place)["member-one"]
    assert done.last_try
    assert done.last_try.outcome is Outcome.TURNED_OFF
    after = terminal.raw.decode().rsplit("\x1b[?1049l")[-1]
    assert "The last queue (opt out) was cut short: 1 done" in after
    again = start()
    unlocked(again)
    again.until("Go on with 3 accounts?")
    again.type("\x11")
    assert again.finish() == 0


def test_a_lost_connection_ends_it_too(start, place, site):
    terminal = start()
    opting_out(terminal)
    terminal.hang_up()
    terminal.program.wait(8)
    assert_true_and_whole(place, site)
    assert_nothing_left(place)


def test_quitting_in_the_middle_asks_and_then_waits_for_the_browser(start, place, site):
    terminal = start()
    opting_out(terminal)
    terminal.type("q")
    terminal.until("Stop it now and quit?")
    terminal.type("yes\r")
    assert terminal.finish() == 0
    assert terminal.is_restored
    assert_true_and_whole(place, site)
    assert_nothing_left(place)


def test_after_a_kill_nothing_is_lost_and_what_had_not_begun_is_marked(start, place, site):
    terminal = start()
    opting_out(terminal)
    terminal.program.kill()
    terminal.program.wait()
    assert_nothing_left(place)
    assert_true_and_whole(place, site)
    again = start()
    unlocked(again)
    again.until("cut short", "marked")
    again.type("\x11")
    assert again.finish() == 0
    assert_true_and_whole(place, site)


def test_keys_that_come_all_at_once_come_to_the_fields_they_are_meant_for(tmp_path: Path):
    made = tmp_path / "new.vault"
    terminal = Terminal([PROGRAM, "--vault", made], surroundings(tmp_path))
    try:
        terminal.until("There is no list yet")
        terminal.type(f"{PASSPHRASE}\r{PASSPHRASE}\r")
        terminal.until("No accounts yet")
        terminal.type("n")
        terminal.until("New account")
        terminal.type("alpha\rb@c.de\ralpha-b\rteam\r2026-11-01\x13")
        terminal.until("1 account", "alpha")
        terminal.type("q")
        assert terminal.finish() == 0
    finally:
        terminal.close()
    with open_vault(made, Secret(PASSPHRASE), writing=False) as vault:
        (account,) = vault.all(Table.ACCOUNTS, Account)
    assert (account.label, account.login) == ("alpha", "b@c.de")
    assert (account.member, account.group) == ("alpha-b", "team")


def test_ctrl_c_while_the_passphrase_is_typed_restores_the_terminal(start):
    terminal = start()
    terminal.until("Passphrase")
    terminal.type("half a passph\x03")
    assert terminal.finish() == 130
    assert terminal.is_restored


def test_the_demo_by_keyboard_prints_where_its_report_is(tmp_path: Path):
    terminal = Terminal([PROGRAM, "demo"], surroundings(tmp_path), columns=200)
    try:
        terminal.until("8 accounts", "nothing here is real")
        terminal.type(" c")
        terminal.until("Check finished: 1 of 1", "! 1 on")
        terminal.type("w")
        terminal.until("Write the status report to", "/state/reports/status-")
        terminal.type("\r")
        terminal.until("The report is in")
        terminal.type("q")
        assert terminal.finish() == 1
        assert terminal.is_restored
        report = Path(re.findall(r"/[^\x1b\s]+\.toml", terminal.raw.decode())[-1])
        assert "on = 1" in report.read_text()
        assert report.is_relative_to(tmp_path / "state")
        assert len(list((tmp_path / "state" / "reports").iterdir())) == 2
    finally:
        terminal.close()
    assert_nothing_left(tmp_path)


def test_without_a_terminal_the_app_says_so():
    ended = subprocess.run(
        [PROGRAM], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "needs a terminal" in ended.stderr
