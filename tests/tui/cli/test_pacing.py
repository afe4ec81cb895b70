"""How many accounts in one sitting, and how long between two."""

import json

import pytest

from optout_profiles.practice import Behaviour


@pytest.fixture
def site(program):
    site = program.practise(Behaviour.OFF, Behaviour.ON, Behaviour.LATE)
    program.make_list(site)
    return site


def told(ended):
    return [json.loads(line) for line in ended.lines]


def test_a_wait_is_told_in_one_line(program, site):
    ended = program.run("check", "off", "on", "--pause", "2.5")
    assert ended.code == 1
    assert ended.err.count("The next one begins in 3 s.") == 1
    assert ended.err.count("begins in") == 1


def test_a_wait_comes_once_in_json_and_by_the_environment_too(program, site):
    ended = program.run("check", "--all", "--json", OPTOUT_TUI_PAUSE="1.5")
    waits = [one["seconds"] for one in told(ended) if one["event"] == "queue_waiting"]
    assert waits == [2, 2]


def test_nothing_is_waited_for_on_this_machine(program, site):
    assert "begins in" not in program.run("check", "--all").err


@pytest.mark.parametrize("words", ["soon", "-1", "nan", "inf", "1e9"])
def test_a_pause_that_is_none_is_refused(program, site, words):
    named = program.run("check", "--all", f"--pause={words}")
    assert (named.code, "OPTOUT_TUI_PAUSE is" in named.err) == (2, False)
    assert "argument --pause: it must be a number of seconds" in named.err
    kept = program.run("check", "--all", OPTOUT_TUI_PAUSE=words)
    assert (kept.code, f"OPTOUT_TUI_PAUSE is “{words}”" in kept.err) == (2, True)
    assert site.log()["requests"] == 0


def test_a_sitting_takes_those_untried_for_longest_and_ends_with_all_done(program, site):
    orders = []
    for _ in range(2):
        ended = program.run("apply", "--all", "--yes", "--at-most", "2", "--json")
        assert "1 account left for another" in ended.err
        orders.append(told(ended)[0]["account_ids"])
    ids = [account.id for account in program.accounts().values()]
    assert orders[0] == ids[:2]
    assert ids[2] in orders[1]
    assert {account.standing for account in program.accounts().values()} == {"off"}


def test_what_a_sitting_leaves_counts_until_it_is_known_to_be_off(program, site):
    first = program.run("apply", "off", "on", "--yes", "--at-most", "1")
    assert (first.code, first.lines) == (1, ["off: already off"])
    assert "1 account: 1 already off. 1 account left for another sitting." in first.err
    second = program.run("apply", "off", "on", "--yes", "--at-most", "1")
    assert second.code == 0
    assert "1 account: 1 turned off. 1 account left for another sitting." in second.err


def test_who_has_no_sign_in_takes_no_place_and_is_counted_once(program, site):
    assert program.run("forget", "on").code == 0
    ended = program.run("apply", "on", "off", "--yes", "--at-most", "1")
    assert ended.lines == ["off: already off"]
    assert ended.err.count("No sign-in is kept of 1 account") == 1


def test_what_a_sitting_leaves_is_in_the_summary_in_json_too(program, site):
    ids = [account.id for account in program.accounts().values()]
    ended = program.run("check", "--all", "--json", OPTOUT_TUI_AT_MOST="1")
    summary = told(ended)[-1]
    assert (summary["left"], summary["not_begun"]) == (ids[1:], [])
    assert (ended.code, summary["exit_code"]) == (1, 1)


@pytest.mark.parametrize("words", ["0", "-1", "two", "1.5"])
def test_a_sitting_of_none_is_refused(program, site, words):
    assert program.run("check", "--all", f"--at-most={words}").code == 2


@pytest.mark.parametrize("command", [(), ("demo", "--plain"), ("check", "--all")])
def test_the_app_and_the_demo_refuse_the_same_words_as_a_command(program, site, command):
    ended = program.run(*command, OPTOUT_TUI_AT_MOST="many")
    assert ended.code == 2
    assert "argument --at-most: it must be a whole number" in ended.err
    assert "OPTOUT_TUI_AT_MOST is “many”" in ended.err
    assert program.run(*command, "--pause=-1").code == 2
    assert site.log()["requests"] == 0


def test_the_demo_in_lines_has_a_pace_too(program):
    ended = program.run("demo", "--plain", "--at-most", "2", "--pause", "1")
    assert ended.code == 1
    assert ended.err.count("The next one begins in 1 s.") == 1
    assert "2 accounts: " in ended.err
    assert "At most 2 in this sitting: " in ended.err
