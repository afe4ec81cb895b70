"""The doctor's look at a service, and the outline of a page that was not understood."""

import json
import re

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Session
from optout_profiles.practice import Behaviour
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Put, Table

REST = "0.05"
RELATED = [one.name for one in built_in_profile().related]


def test_each_line_of_the_profile_is_told_and_nothing_is_clicked(program):
    site = program.practise(Behaviour.ON, rest=REST)
    program.make_list(site)
    ended = program.run("doctor", "--live", "on")
    assert ended.code == 0
    found = {line[4:].partition(":")[0]: line[:2] for line in ended.lines}
    needed = ["setting.path", "setting.key", "members.navigation", "members.links"]
    needed += ["signed_in.cookie", "category.path", "category.settings_links", "home.path"]
    needed += [f"related.{name}.{part}" for name in RELATED for part in ("path", "key")]
    assert {line: found[line] for line in [*needed, "words.row"]} == dict.fromkeys(
        [*needed, "words.row"], "ok"
    )
    assert "words.row: en" in ended.out
    assert found["challenges"] == "--"
    assert re.search(r"checked = 20\d\d-\d\d-\d\d", ended.err)
    assert site.log()["writes"] == {}
    account = program.accounts()["on"]
    assert (account.last_try, account.related) == (None, {})


@pytest.mark.parametrize(
    ("behaviour", "code", "missing"),
    [
        (Behaviour.MOVED_KEY, 6, "setting.key"),
        (Behaviour.SIGNED_OUT, 3, "setting.path"),
        (Behaviour.CODE_BY_EMAIL, 3, "setting.path"),
        (Behaviour.WRONG_MEMBER, 3, "setting.path"),
        (Behaviour.REFUSED_999, 7, "setting.path"),
        (Behaviour.ERROR_500, 6, "setting.path"),
    ],
)
def test_what_is_not_as_the_profile_says_is_named_with_the_code_of_a_check(
    program, behaviour, code, missing
):
    site = program.practise(behaviour, rest=REST)
    program.make_list(site)
    ended = program.run("doctor", "--live", behaviour.value, "--json")
    assert ended.code == code
    told = json.loads(ended.out)
    lacking = [one["line"] for one in told["findings"] if one["is_needed"] and not one["is_found"]]
    assert missing in lacking
    assert told["exit_code"] == code
    assert "checked =" not in ended.err
    assert (told["findings"][-1]["line"] == missing) is (code in {3, 7})
    assert site.log()["writes"] == {}


def test_without_a_sign_in_nothing_is_asked_of_the_service(program):
    site = program.practise(Behaviour.ON, rest=REST)
    program.make_list(site, signed_in=False)
    ended = program.run("doctor", "--live", "on")
    assert ended.code == 3
    assert "no sign-in is kept" in ended.err
    assert "optout-tui sign-in" in ended.err
    assert site.log()["requests"] == 0


def test_a_sign_in_that_was_looked_with_is_kept_as_it_was_renewed(program):
    site = program.practise(Behaviour.ON, rest=REST)
    ids = program.make_list(site)
    with program.opened(writing=True) as vault:
        session = vault.get(Table.SESSIONS, ids["on"], Session)
        old = replace(session, proved_at=session.proved_at.replace(year=2025))
        vault.write(Put(Table.SESSIONS, ids["on"], old))
    assert program.run("doctor", "--live", "on").code == 0
    with program.opened() as vault:
        kept = vault.get(Table.SESSIONS, ids["on"], Session)
    assert kept.proved_at > old.proved_at
    assert [one.name for one in kept.cookies] == [one.name for one in session.cookies]


def test_nobody_is_looked_at_who_is_not_in_the_list(program):
    program.practise()
    program.make_vault()
    assert program.run("doctor", "--live", "Ada").code == 2


def test_a_page_that_was_not_understood_is_outlined_without_its_people(program):
    site = program.practise(Behaviour.MOVED_KEY, Behaviour.ON, rest=REST)
    ids = program.make_list(site)
    assert program.run("check", "--all").code == 6
    ended = program.run("outline", "moved key")
    assert ended.code == 0
    assert ended.lines[0].startswith("optout-tui ")
    assert ended.lines[1].startswith("page not understood: ")
    assert re.fullmatch(r"Chromium [\d.]+, profile elsewhere", ended.lines[2])
    assert "aria-labelledby=allowMemberDataForContentModels" in ended.out
    assert "/in/…" in ended.out
    (member,) = (one for one in site.members if one.behaviour is Behaviour.MOVED_KEY)
    for word in (member.handle, member.name, "li_at", site.cookies(member.handle)[0].value):
        assert word.lower() not in ended.out.lower()
    assert "Read it before you post it" in ended.err
    told = json.loads(program.run("outline", ids["moved key"], "--json").out)
    assert told["outline"]["text"].split("\n") == ended.lines[2:]


def test_where_no_outline_is_kept_that_is_said(program):
    site = program.practise(Behaviour.ON, rest=REST)
    ids = program.make_list(site)
    assert program.run("check", "--all").code == 1
    ended = program.run("outline", "on")
    assert (ended.code, ended.out) == (0, "")
    assert "None is kept of on" in ended.err
    assert json.loads(program.run("outline", "on", "--json").out) == {"id": ids["on"]}
