"""The app as questions and lines, used by somebody who can't see a screen."""

import re
import threading
import time
import tomllib
from pathlib import Path

import pytest
import wallet

from optout_profiles.accounts import new_account
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour, Pace
from optout_profiles.vault.lock import lock_for_writing

ASKED = {"OPTOUT_TUI_PASSPHRASE_FILE": ""}
WHAT_NOW = "What now? A number, 0 quits, 12 tells them again: "


@pytest.fixture
def passphrase(program):
    return program.passphrase_file.read_text()


def test_the_whole_job_by_questions_alone(program, terminal, passphrase):
    site = program.practise(Behaviour.ON, Behaviour.OFF, Behaviour.NOT_OFFERED)
    program.make_list(site, signed_in=False)
    opened = terminal("--plain", **ASKED)
    opened.hear("Passphrase: ")
    opened.type(passphrase)
    said = opened.hear(WHAT_NOW)
    assert "3 accounts in the list, none chosen." in said
    assert "no live service." in said
    assert "1: on. AI training never checked; no sign-in." in told(opened, "1")
    assert "No account is chosen" in told(opened, "5")
    assert "Chosen: 2 of 3 accounts: on, off." in told(opened, "2", ("it is: ", "1-2"))
    first, second = (member.password for member in site.members[:2])
    typed = [("]: ", ""), ("Password: ", first), ("]: ", ""), ("Password: ", second)]
    assert "off: signed in as off-sample" in told(opened, "7", *typed)
    assert "on: on; would be switched off" in told(opened, "4")
    said = told(opened, "5", ("LinkedIn for 2 accounts? Type yes to go on: ", "yes"))
    assert "on: turned off, and off in two fresh readings" in said
    assert site.is_off("on-sample")
    assert "AI training off, read just now" in told(opened, "1")
    assert "on: put back on" in told(opened, "6", ("Type yes to go on: ", "yes"))
    assert not site.is_off("on-sample")
    assert "Chosen: 1 of 3 accounts: off." in told(opened, "2", ("it is: ", "setting:off"))
    assert "The report is in" in told(opened, "8", (".toml: ", ""))
    (report,) = (program.folder / "data" / "reports").glob("*.toml")
    assert tomllib.loads(report.read_text())["summary"]["accounts"] == 3
    opened.type("0\n")
    assert opened.finish() == 0
    assert opened.is_restored
    assert b"\x1b" not in opened.raw
    assert not re.search(rb"\r(?!\n)", opened.raw)
    assert program.accounts()["on"].setting is Setting.ON
    assert program.processes() == []


def told(opened, number: str, *answers: tuple[str, str]) -> str:
    """Choose a deed, answer its questions, and return what was said until the next choice."""
    opened.type(f"{number}\n")
    for question, words in answers:
        opened.hear(question)
        opened.type(f"{words}\n")
    return opened.hear(WHAT_NOW)


def test_a_new_list_is_made_and_filled(program, terminal):
    opened = terminal("--plain", **ASKED)
    opened.hear("Make one, encrypted? Type yes to go on: ")
    opened.type("yes\n")
    for prompt in ("Passphrase: ", "The same again: "):
        opened.hear(prompt)
        opened.type("canary passphrase of a test\n")
    assert "0 accounts in the list" in opened.hear(WHAT_NOW)
    typed = [("leaves: ", "-Ada"), ("none: ", ""), ("none: ", "ada-l"), ("none: ", "family")]
    typed += [("none: ", ""), ("none: ", "")]  # no holder, no note
    assert "-Ada is number 1 of the list." in told(opened, "9", *typed)
    opened.type("\x04")
    assert opened.finish() == 0
    account = program.accounts()["-Ada"]
    assert (account.login, account.member, account.group) == (None, "ada-l", "family")


@pytest.fixture
def soon(program):
    """Let the list be locked after a second and a half."""
    config = program.folder / "config" / "config.toml"
    config.parent.mkdir(exist_ok=True)
    config.write_text("lock_after = 0.025\n")


def test_a_list_that_is_left_alone_is_locked_whatever_is_asked(program, terminal, passphrase, soon):
    program.make_vault(new_account("Ada"))
    opened = terminal("--plain", **ASKED)
    opened.hear("Passphrase: ")
    opened.type(passphrase)
    opened.hear(WHAT_NOW)
    opened.type("9\n")
    opened.hear("leaves: ")
    opened.type("half a na")
    opened.hear("Locked. The passphrase opens it again.\r\nPassphrase: ")
    opened.type("no such passphrase\n")
    assert "Caps Lock" in opened.hear("Passphrase: ")
    opened.type(passphrase)
    opened.hear(WHAT_NOW)
    assert "1: Ada." in told(opened, "1")
    opened.hear("Locked.")
    opened.type("\x03")
    assert opened.finish() == 130
    assert opened.is_restored
    assert list(program.accounts()) == ["Ada"]


def test_what_the_keyring_opens_waits_for_somebody_once_it_is_locked(
    program, terminal, passphrase, soon
):
    program.make_vault(new_account("Ada"))
    there = {
        "PYTHON_KEYRING_BACKEND": "wallet.Wallet",
        "PYTHONPATH": str(Path(wallet.__file__).parent),
        "OPTOUT_TEST_WALLET": str(program.folder / "wallet"),
    }
    assert program.run("keyring", **there).code == 0
    opened = terminal("--plain", **ASKED, **there)
    assert "Passphrase" not in opened.hear(WHAT_NOW)
    opened.hear("Locked. The passphrase opens it again.\r\nPress enter to open it by the keyring: ")
    opened.type("\n")
    opened.hear(WHAT_NOW)
    opened.type("0\n")
    assert opened.finish() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4", "“4”: the list has 3 accounts."),
        ("3-1", "3-1 runs backwards."),
        ("setting:of", "at column 1: setting: takes on, off"),
        ("@mine", "no filter is saved as “mine”"),
        ("nobody", "No account fits the filter."),
        ("1, 3", "Chosen: 2 of 3 accounts: Ada, Cleo."),
        ("all", "Chosen: 3 of 3 accounts: Ada, Ben, Cleo."),
        ("-group:family", "Chosen: 1 of 3 accounts: Cleo."),
        ("", "3 accounts in the list, none chosen."),
    ],
)
def test_accounts_are_chosen_by_number_or_filter(program, terminal, typed, said):
    program.make_vault(
        new_account("Ada", group="family"), new_account("Ben", group="family"), new_account("Cleo")
    )
    opened = terminal("--plain")
    opened.hear(WHAT_NOW)
    assert said in told(opened, "2", ("leaves it as it is: ", typed))
    opened.type("0\n")
    assert opened.finish() == 0


def test_a_long_list_is_counted_first_and_told_once_that_is_wanted(program, terminal):
    program.make_vault(*(new_account(f"Client {number}") for number in range(21)))
    opened = terminal("--plain")
    opened.hear(WHAT_NOW)
    said = told(opened, "1", ("enter leaves: ", ""))
    assert "21 accounts: 21 never checked." in opened.raw.decode()
    assert "Client 1." not in said
    assert "21: Client 20. AI training" in told(opened, "1", ("enter leaves: ", "yes"))
    opened.type("0\n")
    assert opened.finish() == 0


def test_that_the_list_is_open_elsewhere_is_said_at_the_start(program, terminal):
    program.make_vault(new_account("Ada"))
    lock = lock_for_writing(program.vault)
    opened = terminal("--plain")
    assert "Until then the list can be read here, not changed" in opened.hear(WHAT_NOW)
    assert "1: Ada. AI training never checked" in told(opened, "1")
    lock.release()
    opened.type("0\n")
    assert opened.finish() == 0


def test_a_member_that_can_t_be_one_is_asked_for_again_at_once(program, terminal):
    program.make_vault(new_account("Ada"))
    opened = terminal("--plain")
    assert "no live service" not in opened.hear(WHAT_NOW)
    typed = [("leaves: ", "Eve"), ("none: ", ""), ("/in/…, enter for none: ", "no one/at all?")]
    typed += [("/in/…, enter for none: ", "eve-s"), *[("none: ", "")] * 3]
    assert "Eve is number 2 of the list." in told(opened, "9", *typed)
    opened.type("0\n")
    assert opened.finish() == 0
    assert program.accounts()["Eve"].member == "eve-s"


def test_on_a_live_service_the_rules_come_before_the_first_change(program, terminal):
    program.make_vault(new_account("Ada"))
    opened = terminal("--plain")
    opened.hear(WHAT_NOW)
    told(opened, "2", ("it is: ", "1"))
    assert "Type yes" not in told(opened, "5", ("2 automatic, 0 leaves it open: ", "0"))
    assert "User Agreement" in opened.raw.decode()
    assert "Runs on LinkedIn are automatic" in told(opened, "11", ("leaves it open: ", "2"))
    question = "Switch the setting off at LinkedIn for 1 account? Type yes to go on: "
    assert "Nothing was done." in told(opened, "5", (question, "no"))
    opened.type("\x03")
    assert opened.finish() == 130


def test_a_wrong_passphrase_may_be_typed_again(program, terminal, passphrase):
    program.make_vault(new_account("Ada"))
    opened = terminal("--plain", **ASKED)
    opened.hear("Passphrase: ")
    opened.type("something else\n")
    assert "does not open" in opened.hear("Passphrase: ")
    opened.type(passphrase)
    opened.hear(WHAT_NOW)
    opened.type("ten\n13\n\n0\n")
    code, shown = opened.end()
    assert code == 0
    assert shown.count("A number from 0 to 12, please.") == 3


def test_a_deed_that_fails_is_told_and_the_next_one_can_be_chosen(program, terminal):
    program.make_vault(new_account("Ada"))
    opened = terminal("--plain", OPTOUT_TUI_BROWSER="no-such-program")
    opened.hear(WHAT_NOW)
    told(opened, "2", ("it is: ", "all"))
    assert "The browser no-such-program can't be used" in told(opened, "3")
    assert "/nowhere/x.toml" in told(opened, "8", (".toml: ", "/nowhere/x.toml"))
    assert "Ada. AI training never checked" in told(opened, "1")
    opened.type("0\n")
    assert opened.finish() == 0


def test_a_clock_is_told_in_lines_where_nothing_may_move(program, terminal):
    site = program.practise(Behaviour.APP_APPROVAL, pace=Pace(approving=1.5))
    program.make_list(site, signed_in=False)
    opened = terminal("sign-in", "--all", "--terminal", "--plain")
    for question, words in (("]: ", ""), ("Password: ", site.members[0].password)):
        opened.hear(question)
        opened.type(f"{words}\n")
    code, shown = opened.end()
    assert code == 0
    assert shown.count(" left: approve it in the service's app") == 1
    assert not re.search(rb"\r(?!\n)", opened.raw)


def wait_until(holds) -> None:
    deadline, pause = time.monotonic() + 20, threading.Event()
    while not holds():
        assert time.monotonic() < deadline
        pause.wait(0.02)


def test_ctrl_c_ends_what_is_at_work_and_leads_back_to_the_menu(program, terminal):
    program.make_list(program.practise(Behaviour.ENDLESS, Behaviour.ON))
    opened = terminal("--plain")
    opened.hear(WHAT_NOW)
    told(opened, "2", ("it is: ", "all"))
    opened.type("3\n")
    opened.hear("1 of 2: endless")
    wait_until(program.processes)
    opened.type("\x03")
    said = opened.hear(WHAT_NOW)
    assert "(check) was cut short: 0 done, 2 left to do." in said
    assert "Stopped. Nothing that was saved is lost." in said
    opened.type("0\n")
    assert opened.finish() == 0
    assert program.processes() == []
