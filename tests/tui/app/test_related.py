"""Related settings and the objection in the app: read on demand, shown with sign, word and age."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Fact, now
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.events import Kind
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Put, Table
from optout_tui.desk import Desk, Details
from optout_tui.widgets.known_lines import related_lines

SIZE = (80, 40)
RELATED = [one.name for one in built_in_profile().related]
TITLES = {one.name: one.title for one in built_in_profile().related}


def read(setting: Setting, hours: int) -> RunResult:
    fact = Fact(setting, now() - timedelta(hours=hours), built_in_profile().origin)
    return RunResult(Outcome.IS_ON if setting is Setting.ON else Outcome.ALREADY_OFF, fact=fact)


@pytest.fixture
def first(vault) -> Account:
    """Return the first account, of which some related settings are known."""
    account = vault.all(Table.ACCOUNTS, Account)[0]
    account = after_run(account, "a", read(Setting.OFF, 3), now(), "research")
    account = after_run(account, "b", read(Setting.ON, 5), now(), "partners")
    account = after_run(account, "c", read(Setting.OFF, 7), now(), "age")
    slow = RunResult(Outcome.TOO_SLOW, Reason.DEADLINE)
    account = after_run(account, "d", slow, now() - timedelta(minutes=9), "age")
    vault.write(Put(Table.ACCOUNTS, account.id, account))
    return account


async def test_details_show_each_related_setting_with_sign_word_and_age(first, app, shows):
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("enter")
        text = await shows(pilot, "Other settings")
    lines = {one: next(line for line in text.split("\n") if TITLES[one] in line) for one in RELATED}
    told = {name: " ".join(line.strip(" │").split()) for name, line in lines.items()}
    assert told["research"] == f"✓ {TITLES['research']} off, 3 h ago"
    assert told["partners"] == f"! {TITLES['partners']} on, 5 h ago"
    assert told["age"] == f"? {TITLES['age']} unknown (was off), 7 h ago"
    assert told["gender"] == f"○ {TITLES['gender']} never checked"
    assert "9 min ago: too slow" in text


async def test_details_of_an_account_without_any_say_how_they_are_read(app, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        text = await shows(pilot, "Other settings")
        assert "none was read yet: once it is signed in, C reads them" in text
        assert "esc: back to the list, where the keys are that are named here" in text


async def test_a_key_is_named_only_where_it_leads_somewhere(vault, desk, first) -> None:
    site, never = desk.site, desk.accounts[1]
    assert "read yet: C reads them" in related_lines(never, site, now()).plain
    assert related_lines(never, replace(site, related=()), now()).plain == ""


async def test_details_tell_what_runs_have_switched_off_of_related_settings(vault, app, shows):
    account = vault.all(Table.ACCOUNTS, Account)[0]
    at, off = now(), Fact(Setting.OFF, now(), built_in_profile().origin)
    done = RunResult(Outcome.TURNED_OFF, fact=off, changed_at=at)
    account = after_run(account, "a", done, at, "research")
    account = after_run(account, "b", RunResult(Outcome.NOT_VERIFIED), at, "age")
    vault.write(Put(Table.ACCOUNTS, account.id, account))
    app._desk.refreshed(account.id)
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("enter")
        lines = (await shows(pilot, "Other settings")).split("\n")
    below = {
        name: lines[place + 1].strip(" │")
        for place, line in enumerate(lines)
        for name in ("research", "age")
        if TITLES[name] in line
    }
    assert below["research"] == f"switched off {at:%Y-%m-%d %H:%M} UTC"
    assert below["age"] == "switched off by a run that ended before it was proved"


async def test_details_show_what_is_not_covered_and_the_objection(app, desk, shows):
    async with app.run_test(size=(100, 50)) as pilot:
        await pilot.press("enter")
        text = await shows(pilot, "objection to that: not filed")
        assert built_in_profile().help.objection in text
        assert "in the UK" in text
        account = desk.accounts[0]
        desk.edit(account.id, Details(account.label, objection="2026-10-01"))
        await pilot.press("escape", "enter")
        await shows(pilot, "objection to that: filed on 2026-10-01")


async def test_related_settings_are_read_for_the_marked_accounts_by_one_key(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "C")
        await shows(pilot, "Check 1 of 2")
        assert [(kind, len(ids)) for kind, ids in desk.asked] == [(Kind.CHECK, 2)]
        assert desk.asked_settings == [(None, *RELATED)]
        await pilot.press("C")
        await shows(pilot, "A queue is at work")
        desk.go(2)
        await shows(pilot, "Check finished: 2 of 2")
        assert len(desk.asked) == 1


async def test_the_palette_finds_it_too(app, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"related")
        await shows(pilot, "Check related settings")


async def test_an_objection_is_typed_into_the_form_and_a_bad_day_is_told_there(app, desk, shows):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await shows(pilot, "Edit account")
        await pilot.press(*["enter"] * 4, *"2026-02-30", "ctrl+s")
        await shows(pilot, "“2026-02-30” is not a day")
        assert desk.accounts[0].objection_filed_on is None
        await pilot.press("ctrl+u", *"2026-10-01", "ctrl+s")
        await shows(pilot, "4 accounts")
        assert str(desk.accounts[0].objection_filed_on) == "2026-10-01"
        await pilot.press("e")
        assert "2026-10-01" in await shows(pilot, "Edit account")


@pytest.mark.parametrize(
    ("typed", "kept"), [("2026-10-01", None), ("2026-10-02", "2026-10-02"), ("", None)]
)
def test_an_objection_goes_with_its_member_unless_it_was_typed_anew(vault, typed, kept):
    desk = Desk(vault, built_in_profile(), None)
    account = desk.edit(desk.accounts[0].id, Details("Ada", member="ada", objection="2026-10-01"))
    other = desk.edit(account.id, Details("Ada", member="grace", objection=typed))
    assert (other.objection_filed_on and str(other.objection_filed_on)) == kept


def test_a_new_account_may_have_objected_already(vault):
    desk = Desk(vault, built_in_profile(), None)
    added = desk.add(Details("Eve", objection="2026-10-01"))
    assert str(desk.refreshed(added.id).objection_filed_on) == "2026-10-01"


def test_an_edit_keeps_what_is_known_of_related_settings(vault, first):
    desk = Desk(vault, built_in_profile(), None)
    assert desk.edit(first.id, Details("Ada Two")).related == first.related
    named = replace(first, member="ada")
    vault.write(Put(Table.ACCOUNTS, first.id, named))
    assert desk.edit(first.id, Details("Ada Two", member="grace")).related == {}
