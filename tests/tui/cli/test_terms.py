"""The page before a live run, the answer that a list keeps, and what needs it."""

import json

import pytest

from optout_profiles.accounts import new_account
from optout_profiles.practice import Behaviour
from optout_profiles.runs.choice import Way, choice_of, choose


@pytest.fixture
def live(program):
    """Make a list for the live service whose one account has no sign-in: nothing is ever sent."""
    program.make_vault(new_account("Ada", member="ada-lovelace"))
    program.environment |= {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    return program


def answer(program):
    with program.opened() as vault:
        return choice_of(vault)


def test_the_page_says_the_rules_and_where_to_read_them(program):
    told = program.run("terms")
    assert told.code == 0
    words = " ".join(told.out.split())
    for rule in ("2.2", "8.2 (1)", "8.2 (12)", "8.2 (13)", "8.2 (14)", "restrict", "2025-11-03"):
        assert rule in words
    for link in ("legal/user-agreement", "answer/a6278444", "answer/a5538339", "ask/TS-DPRO"):
        assert f"https://www.linkedin.com/{link}" in words or link in words
    assert "terms --choose guided" in words
    assert max(map(len, told.lines)) <= 90


def test_the_page_needs_no_list_and_comes_as_an_object_too(program):
    told = json.loads(program.run("terms", "--json").out)
    assert set(told) == {"title", "sections", "question", "answers"}
    assert set(told["answers"]) == set(Way)
    assert not program.vault.exists()


def test_an_answer_is_kept_with_its_date_and_changed(live):
    given = live.run("terms", "--choose", "guided")
    assert given.code == 0
    assert "On this machine guided runs can't work" in given.err  # it may be used elsewhere
    first = answer(live)
    assert first.way is Way.GUIDED
    assert given.lines == [f"Runs on LinkedIn are guided, as answered on {first.made_at:%Y-%m-%d}."]
    changed = live.run("terms", "--choose", "automatic", "--json")
    assert "guided" in changed.err
    assert "On this machine" not in changed.err
    assert json.loads(changed.out)["way"] == "automatic"
    assert answer(live).way is Way.AUTOMATIC


def test_an_answer_that_is_none_is_refused(live):
    refused = live.run("terms", "--choose", "guidd")
    assert refused.code == 2
    assert "It is guided or automatic." in refused.err
    assert answer(live) is None


@pytest.mark.parametrize("how", [[], ["--guided"], ["--automatic"]])
def test_apply_on_the_live_service_needs_an_answer_and_says_how_to_give_it(live, how):
    ended = live.run("apply", "--all", "--yes", "--vault", live.vault, *how)
    assert (ended.code, ended.out) == (2, "")
    for way in Way:
        assert f"optout-tui terms --choose {way} --vault {live.vault}" in ended.err
    assert live.accounts()["Ada"].last_try is None


def test_a_check_on_the_live_service_only_says_so(live):
    ended = live.run("check", "--all")
    assert ended.code == 3
    assert "optout-tui terms" in ended.err
    assert "no sign-in is kept" in ended.out
    with live.opened(writing=True) as vault:
        choose(vault, Way.AUTOMATIC)
    ended = live.run("check", "--all")
    assert "optout-tui terms" not in ended.err
    assert "display" not in ended.err  # no sign-in was made in a window


def test_the_answer_is_how_apply_runs(live):
    with live.opened(writing=True) as vault:
        choose(vault, Way.GUIDED)
    guided = live.run("apply", "--all", "--yes", "--json")
    assert guided.code == 5  # a window, and nowhere to show it
    assert "no display" in guided.err
    assert "which a guided run needs" in guided.err
    assert "--terminal" not in guided.err
    automatic = live.run("apply", "--all", "--yes", "--automatic", "--json")
    assert automatic.code == 3
    assert json.loads(automatic.out.splitlines()[0])["kind"] == "opt out"


def test_nothing_is_asked_on_this_machine(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    ended = program.run("apply", "--all", "--yes")
    assert ended.code == 0
    assert "terms" not in ended.err
