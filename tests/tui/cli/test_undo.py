"""Looking before the click, and putting back what was clicked, by command."""

import json
import urllib.request

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Attempt, now
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.practice import Behaviour, places
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Put, Table

KEYS = {one.name: one.key for one in built_in_profile().related}
ON = "on-sample"


@pytest.fixture
def listed(program):
    site = program.practise(Behaviour.ON, Behaviour.OFF, Behaviour.MOVED_KEY)
    return site, program.make_list(site)


def run_ids(ended):
    told = [json.loads(line) for line in ended.lines]
    return [one["run_id"] for one in told if one["event"] == "run_ended"]


def test_a_preview_tells_what_would_be_done_and_does_nothing(program, listed) -> None:
    site, _ = listed
    ended = program.run("apply", "--all", "--preview")
    assert "on: on; would be switched off" in ended.out
    assert "would switch off 1, already off 1, cannot 1 (1 page not understood)" in ended.err
    assert ended.code == 6
    assert not site.log()["writes"]
    assert "turned off" not in ended.out + ended.err


def test_what_was_switched_off_is_put_back_and_nothing_else(program, listed) -> None:
    site, ids = listed
    assert program.run("apply", "--all", "--yes").code == 6
    ended = program.run("undo", "--all", "--yes")
    assert ended.code == 0
    assert ended.lines == ["on: put back on"]
    assert "off: no run of this list has switched it off." in ended.err
    assert not site.is_off("on-sample")
    assert site.is_off("off-sample")
    again = program.run("undo", ids["on"], "--yes")
    assert again.code == 1
    assert "There is nothing to put back." in again.err


def test_a_run_can_be_named_by_its_id(program, listed) -> None:
    site, ids = listed
    (run_id,) = run_ids(program.run("apply", ids["on"], "--yes", "--json"))
    unasked = program.run("undo", run_id)
    assert unasked.code == 2
    assert "--yes" in unasked.err
    assert site.is_off("on-sample")
    assert program.run("undo", run_id, "--yes").code == 0
    assert not site.is_off("on-sample")
    again = program.run("undo", run_id, "--yes")
    assert again.code == 1
    assert f"on: it was on again after run {run_id}." in again.err


@pytest.fixture
def quick(program):
    """Return the program, a site with three members, and their accounts' ids."""
    site = program.practise(Behaviour.ON, Behaviour.OFF, Behaviour.LATE, rest="0.05")
    return program, site, program.make_list(site)


def on_settings(site) -> list[str]:
    """Return the related settings that are on at the site's first member."""
    return [name for name, key in KEYS.items() if site.stored(ON)[key]]


def by_hand(site, *, is_on: bool) -> None:
    """Switch the setting as its holder does, elsewhere."""
    cookies = "; ".join(f"{one.name}={one.value}" for one in site.cookies(ON))
    request = urllib.request.Request(
        f"{site.origin}{places.DATA}{places.KEY}",
        json.dumps(is_on).encode(),
        {"Cookie": cookies},
        method="PUT",
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
    assert site.is_off(ON) is not is_on


def apply(program, name: str, *settings: str) -> list[str]:
    named = [word for setting in settings for word in ("--setting", setting)]
    return run_ids(program.run("apply", name, "--yes", "--json", *named))


def test_of_several_settings_only_those_that_a_run_has_changed_are_put_back(quick) -> None:
    program, site, ids = quick
    first, second = on_settings(site)[:2]
    apply(program, ids["on"], first)
    writes = site.log()["writes"]
    every = ["--setting", "ai-training", "--setting", "all-related"]
    ended = program.run("undo", ids["on"], "--yes", *every)
    assert (ended.code, ended.lines) == (0, [f"on, {first}: put back on"])
    assert (writes, site.log()["writes"]) == ({KEYS[first]: 1}, {KEYS[first]: 2})
    assert second in on_settings(site)


def test_what_was_switched_off_beside_the_named_setting_is_left_and_told(quick) -> None:
    program, site, ids = quick
    name = on_settings(site)[0]
    apply(program, ids["on"], name, "ai-training")
    ended = program.run("undo", ids["on"], "--yes")
    assert (ended.code, ended.lines) == (0, ["on: put back on"])
    assert f"on: switched off too, and left: {name}." in ended.err
    assert name not in on_settings(site)


def test_runs_of_several_settings_are_undone_together_and_no_other(quick) -> None:
    program, site, ids = quick
    names = on_settings(site)[:2]
    runs = apply(program, ids["on"], "ai-training", *names)
    ended = program.run("undo", *runs[:2], "--yes")
    assert (ended.code, ended.lines) == (0, ["on: put back on", f"on, {names[0]}: put back on"])
    assert names[1] not in on_settings(site)
    narrowed = program.run("undo", *runs, "--yes", "--setting", names[1])
    assert (narrowed.code, narrowed.lines) == (0, [f"on, {names[1]}: put back on"])
    assert f"on: run {runs[0]} was on another setting than the named ones." in narrowed.err


def test_accounts_with_different_changes_are_not_undone_as_one(quick) -> None:
    program, site, ids = quick
    name = on_settings(site)[0]
    apply(program, ids["on"], name)
    apply(program, ids["off"], "ai-training")  # is off already: no change
    apply(program, ids["late"], "ai-training")
    writes = site.log()["writes"]
    both = ["--setting", "ai-training", "--setting", name]
    ended = program.run("undo", "--all", "--yes", *both)
    assert ended.code == 2
    assert f"one --setting at a time: {name} for on; ai-training for late." in ended.err
    assert site.log()["writes"] == writes


def test_an_older_run_does_not_undo_a_newer_ones_change(quick) -> None:
    program, site, ids = quick
    (first,) = apply(program, ids["on"], "ai-training")
    by_hand(site, is_on=True)
    (second,) = apply(program, ids["on"], "ai-training")
    ended = program.run("undo", first, "--yes")
    assert ended.code == 1
    assert f"on: it was on again after run {first}, and run {second} has" in ended.err
    assert site.is_off("on-sample")
    ended = program.run("undo", second, first, "--yes")
    assert (ended.code, ended.lines) == (0, ["on: put back on"])


def test_a_holders_own_later_choice_is_not_undone(quick) -> None:
    program, site, ids = quick
    apply(program, ids["on"], "ai-training")
    by_hand(site, is_on=True)
    program.run("check", ids["on"])
    by_hand(site, is_on=False)
    program.run("check", ids["on"])
    ended = program.run("undo", ids["on"], "--yes")
    assert ended.code == 1
    assert "no run of this list has switched it off" in ended.err
    assert site.is_off("on-sample")


def test_a_click_that_was_not_verified_is_found_though_a_later_run_failed_otherwise(quick) -> None:
    program, site, ids = quick
    apply(program, ids["on"], "ai-training")
    with program.opened(writing=True) as vault:
        known = vault.get(Table.ACCOUNTS, ids["on"], Account)
        tried = Attempt("later", now(), Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
        unsure = replace(known, fact=None, outcome=None, changed_at=None, last_try=tried)
        vault.write(Put(Table.ACCOUNTS, unsure.id, unsure))
    assert program.run("undo", ids["on"], "--yes").code == 0
    assert not site.is_off("on-sample")


def test_a_sitting_of_an_undo_takes_the_first_of_the_list_and_what_it_leaves_counts(quick) -> None:
    program, site, ids = quick
    for name in ("late", "on"):
        apply(program, ids[name], "ai-training")
    first = program.run("undo", "--all", "--yes", "--at-most", "1", "--json")
    summary = json.loads(first.lines[-1])
    assert (first.code, summary["exit_code"], summary["left"]) == (1, 1, [ids["late"]])
    assert not site.is_off(ON)
    second = program.run("undo", "--all", "--yes", "--at-most", "1")
    assert (second.code, second.lines) == (0, ["late: put back on"])


@pytest.mark.parametrize("other", ["--guided", "--automatic"])
def test_a_preview_asks_nobody_to_click(quick, other) -> None:
    program, site, _ = quick
    ended = program.run("apply", "--all", "--preview", other)
    assert ended.code == 2
    assert "not allowed with argument" in ended.err
    assert site.log()["requests"] == 0


def test_a_preview_looks_at_those_that_apply_would_take_and_leaves_them_first(quick) -> None:
    program, _, ids = quick
    program.run("check", "off", "late")
    told = [
        json.loads(program.run("apply", "--all", *words, "--at-most", "1", "--json").lines[0])
        for words in (["--preview"], ["--preview"], ["--yes"])
    ]
    assert [one["account_ids"] for one in told] == [[ids["on"]]] * 3


@pytest.mark.parametrize("others", [["--all"], ["--group", "x"], ["off"]])
def test_runs_are_not_mixed_with_accounts(quick, others) -> None:
    program, site, ids = quick
    (run_id,) = apply(program, ids["on"], "ai-training")
    ended = program.run("undo", run_id, *others, "--yes")
    assert ended.code == 2
    assert "not both" in ended.err
    assert site.is_off("on-sample")


def test_words_that_are_neither_run_nor_account_are_told_so(quick) -> None:
    program, _, _ = quick
    ended = program.run("undo", "nobody", "--yes")
    assert ended.code == 2
    assert "No run has that id either." in ended.err


def test_a_run_that_switched_nothing_off_has_nothing_to_put_back(quick) -> None:
    program, _, ids = quick
    (run_id,) = run_ids(program.run("check", ids["off"], "--json"))
    ended = program.run("undo", run_id, "--yes")
    assert ended.code == 1
    assert f"off: run {run_id} has not switched it off." in ended.err
