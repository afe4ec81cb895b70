"""Related settings by command: read when asked for, changed only when named."""

import json
import tomllib

import pytest

from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour, places
from optout_profiles.sites import built_in_profile

REST = "0.05"
RELATED = [one.name for one in built_in_profile().related]
KEYS = {one.name: one.key for one in built_in_profile().related}


def told(ended):
    """Return the objects that were printed, one a line."""
    return [json.loads(line) for line in ended.lines]


def test_a_check_reads_related_settings_too_a_line_each_and_writes_nothing(program):
    site = program.practise(Behaviour.OFF, rest=REST)
    program.make_list(site)
    ended = program.run("check", "--all", "--related")
    assert [line.partition(":")[0] for line in ended.lines] == [
        "off", *(f"off, {name}" for name in RELATED)
    ]  # fmt: skip
    assert ended.lines[0] == "off: already off"
    said = {line.rpartition(": ")[2] for line in ended.lines}
    assert said == {"on", "already off"}
    assert ended.code == 1  # one of them is on
    assert f"1 account, {len(RELATED) + 1} settings: " in ended.err
    assert site.log()["writes"] == {}
    known = program.accounts()["off"].related
    assert list(known) == RELATED
    states = [line.rpartition(": ")[2].removeprefix("already ") for line in ended.lines[1:]]
    assert [one.standing.value for one in known.values()] == states


def test_a_plain_check_reads_the_main_setting_only(program):
    site = program.practise(Behaviour.OFF, rest=REST)
    program.make_list(site)
    assert program.run("check", "--all").lines == ["off: already off"]
    assert program.accounts()["off"].related == {}
    assert set(site.log()["pages"]) == {places.SETTING}


def test_a_setting_that_is_named_is_switched_off_and_proved_and_no_other(program):
    site = program.practise(Behaviour.ON, rest=REST)
    program.make_list(site)
    on = next(
        line.partition(": ")[0].removeprefix("on, ")
        for line in program.run("check", "--all", "--related").lines[1:]
        if line.endswith(": on")
    )
    ended = program.run("apply", "on", "--yes", "--setting", on)
    assert ended.lines == [f"on, {on}: turned off, and off in two fresh readings"]
    assert ended.code == 0
    assert site.log()["writes"] == {KEYS[on]: 1}
    account = program.accounts()["on"]
    assert account.related[on].standing is Setting.OFF
    assert account.related[on].changed_at
    assert account.standing is Setting.ON
    assert account.changed_at is None
    report = tomllib.loads(program.run("report").out)
    (entry,) = report["accounts"].values()
    assert entry["setting"] == "on"
    assert entry["related"][on]["setting"] == "off"
    assert entry["related"][on]["outcome"] == "turned off"
    assert report["summary"]["on"] == 1


def test_all_related_leaves_the_main_one_alone_and_each_is_run_once_in_order(program):
    site = program.practise(Behaviour.ON, rest=REST)
    program.make_list(site)
    ended = program.run(
        "apply", "--all", "--yes", "--json", "--setting", "age", "--setting", "all-related"
    )
    assert ended.code == 0
    objects = told(ended)
    starts = [one["related"] for one in objects if one["event"] == "run_started"]
    assert starts == RELATED
    ends = [one for one in objects if one["event"] == "run_ended"]
    assert [one["related"] for one in ends] == RELATED
    assert {one["setting"] for one in ends} == {"off"}
    assert (objects[-1]["accounts"], objects[-1]["exit_code"]) == (1, 0)
    assert set(site.log()["writes"]) <= set(KEYS.values())
    assert not site.is_off("on-sample")
    assert program.accounts()["on"].standing is Setting.NEVER_CHECKED


def test_the_main_setting_is_run_beside_others_when_it_is_named(program):
    site = program.practise(Behaviour.ON, rest=REST)
    program.make_list(site)
    ended = program.run(
        "apply", "--all", "--yes", "--setting", "research", "--setting", "ai-training"
    )
    assert [line.partition(":")[0] for line in ended.lines] == ["on", "on, research"]
    assert site.is_off("on-sample")


@pytest.mark.parametrize("name", ["ads", "Research", "", "linkedin-promotions", "\x1b[2J"])
def test_a_setting_that_the_profile_does_not_have_is_refused_with_those_that_it_has(program, name):
    site = program.practise(Behaviour.ON, rest=REST)
    program.make_list(site)
    ended = program.run("apply", "--all", "--yes", "--setting", name, "--setting", "age")
    assert ended.code == 2
    assert f"ai-training, {', '.join(RELATED)}" in ended.err
    assert site.log()["requests"] == 0


def test_an_account_without_a_way_in_is_told_once_and_the_next_is_read(program):
    site = program.practise(Behaviour.SIGNED_OUT, Behaviour.OFF, rest=REST)
    program.make_list(site)
    ended = program.run("check", "--all", "--related", "--json")
    assert ended.code == 3
    ends = [one for one in told(ended) if one["event"] == "run_ended"]
    assert [one["outcome"] for one in ends[:2]] == ["sign-in needed", "already off"]
    assert len(ends) == 2 + len(RELATED)
    assert told(ended)[-1]["accounts"] == 2


def test_a_refusal_ends_the_queue_before_any_other_setting(program):
    site = program.practise(Behaviour.REFUSED_429, Behaviour.OFF, rest=REST)
    ids = program.make_list(site)
    ended = program.run("check", "--all", "--related", "--json")
    assert ended.code == 7
    assert told(ended)[-1]["not_begun"] == [ids["off"]]
    assert set(site.log()["pages"]) == {places.SETTING}
