"""Questions at a terminal: hidden secrets, a full "yes", and a way out that leaves no trace."""

import signal

import pytest

from optout_profiles.accounts import BrowserKind, Session, new_account, now
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour, Pace
from optout_profiles.vault import Put, Table

ASKED = {"OPTOUT_TUI_PASSPHRASE_FILE": ""}


@pytest.fixture
def passphrase(program):
    return program.passphrase_file.read_text().strip()


def test_the_passphrase_is_asked_for_and_not_shown(program, terminal, passphrase):
    program.make_vault(new_account("Ada"))
    opened = terminal("list", **ASKED)
    opened.hear("Passphrase: ")
    assert not opened.echoes
    opened.type(f"{passphrase}\n")
    code, shown = opened.end()
    assert code == 0
    assert "Ada" in shown
    assert passphrase not in shown
    assert opened.is_restored


def test_a_new_passphrase_is_asked_for_twice(program, terminal):
    opened = terminal("init", **ASKED)
    opened.hear("Passphrase: ")
    opened.type("one two three four\n")
    opened.hear("The same again: ")
    opened.type("one two three five\n")
    code, shown = opened.end()
    assert code == 2
    assert "differ" in shown
    assert not program.vault.exists()
    assert opened.is_restored


def test_a_new_passphrase_that_is_too_short_is_asked_for_again(program, terminal):
    opened = terminal("init", **ASKED)
    opened.hear("Passphrase: ")
    opened.type("short\n")
    opened.hear("too short: 7 more characters")
    opened.hear("Passphrase: ")
    opened.type("one two three four\n")
    opened.hear("The same again: ")
    opened.type("one two three four\n")
    code, shown = opened.end()
    assert code == 0
    assert "one two" not in shown
    assert program.vault.exists()


@pytest.mark.parametrize("way", ["ctrl-c", "SIGTERM", "SIGHUP", "SIGQUIT"])
def test_leaving_the_prompt_ends_with_130_and_an_echo(program, terminal, way):
    program.make_vault()
    opened = terminal("list", **ASKED)
    opened.hear("Passphrase: ")
    assert not opened.echoes
    if way == "ctrl-c":
        opened.type("\x03")
    else:
        opened.program.send_signal(signal.Signals[way])
    code, shown = opened.end()
    assert code == 130
    assert "Traceback" not in shown
    assert opened.is_restored


def test_the_end_of_input_at_a_prompt_is_no_bug(program, terminal):
    program.make_vault()
    opened = terminal("list", **ASKED)
    opened.hear("Passphrase: ")
    opened.type("\x04")
    code, shown = opened.end()
    assert code in {4, 130}
    assert "bug" not in shown
    assert opened.is_restored


@pytest.mark.parametrize("answer", ["yes", "no", "", "y", "YES please", "\x04"])
def test_only_a_full_yes_switches_anything_off(program, terminal, answer):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    opened = terminal("apply", "--all")
    asked = opened.hear("Type yes to go on: ")
    assert "for 1 account?" in asked
    opened.type(answer if answer == "\x04" else f"{answer}\n")
    code, shown = opened.end()
    assert (code, site.is_off("on-sample")) == ((0, True) if answer == "yes" else (1, False))
    assert "Nothing was done" in shown or answer == "yes"
    assert (site.log()["requests"] == 0) == (answer != "yes")


def test_removing_asks_with_the_count(program, terminal):
    program.make_vault(new_account("Ada"), new_account("Ben"))
    opened = terminal("remove", "--all")
    asked = "Remove 2 accounts from the list? Their sign-ins, history and evidence go too."
    assert asked in opened.hear("Type yes to go on: ")
    opened.type("no\n")
    code, shown = opened.end()
    assert code == 0
    assert "Nothing was removed." in shown
    assert len(program.accounts()) == 2


@pytest.mark.parametrize(("answer", "left"), [("yes", 10), ("10", 0)])
def test_ten_accounts_are_removed_by_their_number_only(program, terminal, answer, left):
    program.make_vault(*(new_account(f"Client {place}") for place in range(10)))
    opened = terminal("remove", "--all")
    assert "Remove 10 accounts from the list?" in opened.hear("Type 10 to go on: ")
    opened.type(f"{answer}\n")
    opened.end()
    assert len(program.accounts()) == left


def test_the_list_fits_into_the_terminal_and_a_pipe_gets_it_whole(program, terminal):
    long = "Ada " * 40 + "Lovelace"
    program.make_vault(new_account(long, group="everybody in the family"), new_account("Ben"))
    for columns in ("50", "80"):
        code, shown = terminal("list", "--quiet", COLUMNS=columns).end()
        assert code == 0
        lines = shown.splitlines()
        assert len(lines) == 3
        assert max(map(len, lines)) <= int(columns)
        assert lines[1].count("Ada") > 1
        assert "never checked" in shown or columns == "50"
    assert long in program.run("list").out


def test_the_app_takes_the_passphrase_from_its_file(program, terminal):
    program.make_vault(new_account("Ada"))
    opened = terminal()
    before = opened.hear("Ada")
    assert "Passphrase" not in before
    opened.type("\x11")
    assert opened.end()[0] == 0
    assert opened.is_restored
    program.opened(writing=True).close()


def test_a_vault_whose_name_is_too_long_is_told_before_the_app_takes_the_screen(terminal):
    code, shown = terminal("--vault", "x" * 300, **ASKED).end()
    assert code == 2
    assert "File name too long" in shown
    assert "\x1b" not in shown


def test_signing_in_asks_for_the_address_and_hides_the_password(program, terminal):
    site = program.practise(Behaviour.ON)
    (member,) = site.members
    program.make_list(site, signed_in=False)
    program.run("edit", "on", "--login", "")
    opened = terminal("sign-in", "on", "--terminal")
    assert opened.hear("Email or phone: ") == ""
    opened.type(f"{member.login}\n")
    assert opened.hear("Password: ") == f"{member.login}\r\n"
    assert not opened.echoes
    opened.type(f"{member.password}\n")
    code, shown = opened.end()
    assert code == 0
    assert member.password not in shown
    assert opened.is_restored


def test_signing_in_offers_the_login_of_the_list(program, terminal):
    program.make_vault(new_account("Ada", login="ada@practice.invalid"))
    opened = terminal("sign-in", "Ada", "--terminal")
    assert "ada@practice.invalid" in opened.hear(": ")
    opened.type("\n")
    opened.hear("Password: ")
    opened.type("\n")
    code, shown = opened.end()
    assert code == 2
    assert "Nothing was sent" in shown


@pytest.mark.parametrize("prompt", ["Email or phone", "Password: "])
def test_ctrl_c_at_the_questions_of_a_sign_in_leaves(program, terminal, prompt):
    program.make_vault(new_account("Ada", login="ada@practice.invalid"))
    opened = terminal("sign-in", "Ada", "--terminal")
    opened.hear("]: ")
    if prompt == "Password: ":
        opened.type("\n")
        opened.hear(prompt)
    opened.type("\x03")
    code, shown = opened.end()
    assert code == 130
    assert "Traceback" not in shown
    assert opened.is_restored


def test_a_password_is_hidden_where_talk_goes_elsewhere(program, terminal):
    program.make_vault(new_account("Ada", login="ada@practice.invalid"))
    opened = terminal("sign-in", "Ada", "--terminal", talk="/dev/null")
    opened.type("\n")
    opened.hear("Password: ")
    assert not opened.echoes
    opened.type("\x03")
    code, _ = opened.end()
    assert code == 130
    assert opened.is_restored


def test_ctrl_c_in_a_run_reaches_everybody_at_the_terminal_and_makes_no_noise(program, terminal):
    site = program.practise(Behaviour.SLOW_SAVE, Behaviour.ON, pace=Pace(saving=2.0))
    program.make_list(site)
    opened = terminal("apply", "--all", "--yes", "--json", "--quiet")
    opened.hear("clicking the switch")
    opened.type("\x03")
    code, shown = opened.end()
    assert code == 130
    assert shown.endswith("Interrupted. Nothing that was saved is lost.\r\n")
    assert "Traceback" not in shown
    assert "Error" not in shown
    assert program.processes() == []
    assert program.accounts()["slow save"].setting is not Setting.OFF
    assert opened.is_restored


def test_forgetting_many_is_agreed_to_by_their_number(program, terminal):
    site = program.practise(Behaviour.ON)
    accounts = [new_account(f"Sample {number}", member=f"m{number}") for number in range(10)]
    program.make_vault(*accounts)
    with program.opened(writing=True) as vault:
        made = (site.origin, BrowserKind.HEADLESS, now(), ())
        vault.write(*(Put(Table.SESSIONS, one.id, Session(one.id, "m", *made)) for one in accounts))
    for answer, left in (("yes", 10), ("10", 0)):
        asking = terminal("forget", "--all")
        asking.hear("Forget 10 sign-ins?")
        asking.type(f"{answer}\n")
        assert asking.end()[0] == 0
        with program.opened() as vault:
            assert len(vault.ids(Table.SESSIONS)) == left
