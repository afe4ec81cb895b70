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
    assert program.run("check", "--all", f"--pause={words}").code == 2
    assert program.run("check", "--all", OPTOUT_TUI_PAUSE=words).code == 2
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


@pytest.mark.parametrize("words", ["0", "-1", "two", "1.5"])
def test_a_sitting_of_none_is_refused(program, site, words):
    assert program.run("check", "--all", f"--at-most={words}").code == 2
