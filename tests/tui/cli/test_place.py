"""What was found on the practice site never stands as the live service's, nor the other way."""

import json

import pytest

from optout_profiles.practice import Behaviour
from optout_profiles.runs.place import placed


@pytest.fixture
def site(program):
    """List one member, whose setting was found off on the practice site."""
    site = program.practise(Behaviour.OFF)
    program.make_list(site)
    assert program.run("check", "--all").code == 0
    return site


def test_a_list_of_the_practice_site_is_refused_to_the_live_service(program, site):
    live = {"OPTOUT_TUI_PROFILE": ""}
    touching = (
        ["check", "--all"],
        ["apply", "--all", "--yes"],
        ["undo", "--all", "--yes"],
        ["sign-in", "off", "--terminal"],
        ["doctor", "--live", "off"],
        ["report"],
    )
    for words in touching:
        ended = program.run(*words, **live)
        assert (ended.code, ended.out) == (2, ""), words
        assert "used on the practice site" in ended.err
    for words in (["list"], ["history", "off"], ["evidence", "off"], ["export", "-"]):
        ended = program.run(*words, **live)
        assert "used on" not in ended.err, words
    assert json.loads(program.run("report", "--json").out)["summary"]["off"] == 1


def test_a_list_of_the_live_service_is_refused_to_the_practice_site(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    with program.opened(writing=True) as vault:
        vault.write(placed("https://www.linkedin.com"))
    ended = program.run("check", "--all")
    assert ended.code == 2
    assert "used on the live service" in ended.err
    assert site.log()["requests"] == 0
