"""Forgetting sign-ins, and how old they are in the list."""

import json

import pytest

from optout_profiles.accounts import Session
from optout_profiles.practice import Behaviour
from optout_profiles.vault import Table


@pytest.fixture
def site(program):
    """List two members with a sign-in each."""
    site = program.practise(Behaviour.ON, Behaviour.OFF)
    program.make_list(site)
    return site


def kept(program):
    with program.opened() as vault:
        return {session.member for session in vault.all(Table.SESSIONS, Session)}


def test_a_forgotten_sign_in_is_gone_and_the_account_stays(program, site):
    ended = program.run("forget", "on")
    assert (ended.code, ended.lines) == (0, ["on: sign-in forgotten"])
    assert kept(program) == {"off-sample"}
    assert set(program.accounts()) == {"on", "off"}
    assert program.run("check", "on").code == 3
    assert site.log()["requests"] == 0


def test_what_a_page_said_outlives_its_sign_in(program, site):
    assert program.run("check", "off").code == 0
    before = program.accounts()["off"]
    program.run("forget", "off")
    assert program.accounts()["off"] == before


def test_all_are_forgotten_and_those_without_one_are_counted(program, site):
    program.run("forget", "on")
    ended = program.run("forget", "--all", "--yes", "--json")
    assert ended.code == 0
    assert json.loads(ended.out) == {"ids": [program.accounts()["off"].id]}
    assert "1 account had no sign-in kept" in ended.err
    assert kept(program) == set()
    assert program.run("forget", "--all").code == 0


@pytest.mark.parametrize("words", [["--all"], ["on", "off"], ["--filter", "session:kept"]])
def test_several_are_asked_about_and_without_a_terminal_need_yes(program, site, words):
    refused = program.run("forget", *words, typed="yes\n")
    assert (refused.code, refused.out) == (2, "")
    assert "--yes" in refused.err
    assert len(kept(program)) == 2


def test_nobody_named_is_refused(program, site):
    assert program.run("forget").code == 2
    assert program.run("forget", "nobody").code == 2
    assert len(kept(program)) == 2


def test_the_list_tells_how_old_a_sign_in_is_and_none_of_its_secrets(program, site):
    program.run("forget", "on")
    table = program.run("list").lines
    assert ["none" in line for line in table[1:]] == [True, False]
    assert "just now" in table[2]
    told = program.run("list", "--json").out
    by_label = {one["label"]: one for one in json.loads(told)["accounts"]}
    assert "session" not in by_label["on"]
    assert by_label["off"]["session"]["member"] == "off-sample"
    assert set(by_label["off"]["session"]) == {"member", "proved_at"}
    with program.opened() as vault:
        (session,) = vault.all(Table.SESSIONS, Session)
    assert not any(cookie.value in told for cookie in session.cookies)
