"""The pace that the app is started with reaches the app, by whatever way its list is opened."""

import pytest

from optout_profiles.practice import Behaviour


@pytest.mark.parametrize("is_asked", [True, False])
def test_the_app_takes_a_sitting_whether_it_asks_for_the_passphrase_or_not(
    program, terminal, is_asked
):
    site = program.practise(Behaviour.OFF, Behaviour.ON, Behaviour.LATE)
    program.make_list(site)
    passphrase = program.passphrase_file.read_text()
    if is_asked:
        opened = terminal("--at-most", "2", OPTOUT_TUI_PASSPHRASE_FILE="")
        opened.until("Passphrase")
        opened.type(passphrase.replace("\n", "\r"))
    else:
        opened = terminal(OPTOUT_TUI_AT_MOST="2")
    opened.until("3 accounts")
    opened.type("ao")
    opened.until("for 2 accounts?", "At most 2 in this sitting: 1 account left for another one.")
    opened.type("\x03")
    assert opened.finish() == 130
    assert site.log()["requests"] == 0


def test_the_demo_takes_a_sitting_too(program, terminal):
    opened = terminal("demo", "--at-most", "3")
    opened.until("nothing here is real")
    opened.type("ao")
    opened.until("for 3 accounts?", "At most 3 in this sitting")
    opened.type("\x03")
    assert opened.finish() == 130


def test_a_commands_pause_is_counted_down_and_ended_by_enter(program, terminal):
    site = program.practise(Behaviour.OFF, Behaviour.LATE)
    program.make_list(site)
    opened = terminal("check", "--all", "--pause", "25")
    opened.type("\n")  # meant for something else: it ends no pause
    opened.hear("begins in 25 s; enter goes on at once.")
    opened.hear("begins in 23 s; enter goes on at once.")
    assert site.log()["order"] == ["off-sample"]
    opened.type("\n")
    opened.hear("late: on")
    code, shown = opened.end()
    assert code == 1
    assert "2 accounts: 1 already off, 1 on." in shown
    assert "begins in" not in shown
    assert opened.is_restored
