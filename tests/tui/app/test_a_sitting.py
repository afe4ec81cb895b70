"""A sitting by keys alone: 300 accounts taken in, some of them opted out, the report written.

How many can be set by ``OPTOUT_TUI_TEST_SITTING``.
"""

import os
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from terminal import Terminal

from optout_profiles.accounts import Account, BrowserKind, Session, new_account, now
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Pace, PracticeSite, members_for_load
from optout_profiles.runs.keeping import kept
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault, open_vault

PASSPHRASE = "plainly fake passphrase"
PROGRAM = Path(sys.executable).with_name("optout-tui")
SIGNED_IN, ALL = int(os.environ.get("OPTOUT_TUI_TEST_SITTING", "15")), 300


@pytest.fixture
def site():
    with PracticeSite(members_for_load(SIGNED_IN), pace=Pace(saving=0.05, drawing=0.0)) as running:
        yield running


@pytest.fixture
def place(tmp_path: Path, site: PracticeSite) -> Path:
    """Make a list of the accounts that are signed in, and a file of all of them."""
    rows = ["Client;E-mail;Profile;Team"]
    with create_vault(tmp_path / "list.vault", Secret(PASSPHRASE), TEST_COST) as vault:
        for member in site.members:
            account = new_account(member.name, login=member.login, member=member.handle)
            cookies = site.cookies(member.handle)
            by = BrowserKind.HEADLESS
            session = Session(account.id, member.handle, site.origin, by, now(), cookies)
            vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
            rows.append(f"{member.name};{member.login};{member.handle};signed in")
    new = range(SIGNED_IN, ALL)
    rows += [f"Client {n};client{n}@practice.invalid;client-{n};new" for n in new]
    (tmp_path / "clients.csv").write_text("\n".join(rows), "utf-16")
    profile = files("optout_profiles.sites").joinpath("linkedin.toml").read_text()
    for old, told in (
        ("https://www.linkedin.com", site.origin),
        ('"www.linkedin.com"', '"127.0.0.1"'),
        ("read_again_after = [1.0, 3.0]", "read_again_after = [0.1, 0.2]"),
        ("steady_for = 0.7", "steady_for = 0.1"),
    ):
        assert old in profile
        profile = profile.replace(old, told)
    (tmp_path / "practice.toml").write_text(profile)
    return tmp_path


@pytest.fixture
def terminal(place: Path):
    command = [PROGRAM, "--vault", place / "list.vault", "--profile", place / "practice.toml"]
    environment = {
        "HOME": str(place),
        "PLAYWRIGHT_BROWSERS_PATH": os.environ["PLAYWRIGHT_BROWSERS_PATH"],
        "OPTOUT_TUI_STATE": str(place / "state"),
        "OPTOUT_TUI_DATA": str(place / "data"),
        "OPTOUT_TUI_CONFIG": str(place / "config"),
    }
    running = Terminal(command, environment, columns=120, rows=40)
    yield running
    running.close()


def test_a_sitting_of_three_hundred_accounts_by_keys_alone(terminal, place, site) -> None:
    terminal.until("Passphrase")
    terminal.type(f"{PASSPHRASE}\r")
    terminal.until(f"{SIGNED_IN} accounts")

    terminal.type("I")
    terminal.until("Take accounts in from a file")
    terminal.type(f"{place / 'clients.csv'}\r\r")
    terminal.until("Which column is what?")
    terminal.type("\x13")
    terminal.until(
        f"300 rows in a CSV: {ALL - SIGNED_IN} new, {SIGNED_IN} there already, 0 rejected."
    )
    terminal.type(f"{ALL - SIGNED_IN}\r")
    terminal.until(f"{ALL} accounts")

    terminal.type("/session:kept\r")
    terminal.until(f"{ALL} accounts, {SIGNED_IN} shown")
    terminal.type("ao")
    terminal.until(f"Switch AI training off for {SIGNED_IN} accounts?")
    terminal.type(f"{SIGNED_IN}\r")
    terminal.until(f"Opt out 2 of {SIGNED_IN}")
    terminal.type("p")
    terminal.until("paused; p goes on")
    terminal.type("p")
    for place_in_queue in range(
        10, SIGNED_IN, 10
    ):  # each within the time that a terminal waits for one thing
        terminal.until(f"Opt out {place_in_queue} of {SIGNED_IN}")
    terminal.until(f"Opt out finished: {SIGNED_IN} of {SIGNED_IN}")

    terminal.type("w")
    terminal.until("report")
    terminal.type("\r")
    terminal.until("The report is in")
    terminal.type("q")
    assert terminal.finish() == 0

    assert all(site.is_off(member.handle) for member in site.members)
    log = site.log()
    assert (sum(log["writes"].values()), log["overlaps"]) == (SIGNED_IN, 0)
    with open_vault(place / "list.vault", Secret(PASSPHRASE), writing=False) as vault:
        accounts = vault.all(Table.ACCOUNTS, Account)
    states = [account.setting for account in accounts]
    assert (len(states), states.count(Setting.OFF)) == (ALL, SIGNED_IN)
    (report,) = (place / "reports").glob("*.toml")
    assert tomllib.loads(report.read_text())["summary"]["off"] == SIGNED_IN
