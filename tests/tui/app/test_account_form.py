"""The form for an account at the smallest usual size, all of its fields typed by keys."""

from textual.widgets import Input

from optout_profiles.accounts import now
from optout_profiles.details import Details, details_of
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.events import Kind
from optout_profiles.runs.evidence import Evidence, EvidenceKept
from optout_profiles.runs.history import History, Past
from optout_profiles.vault import Put, Table
from optout_tui.wording.fields import FORM

TYPED = {
    "label": "Eve Sample",
    "login": "eve@practice.invalid",
    "member": "eve-sample",
    "group": "family",
    "objection": "2026-10-02",
    "holder": "Eve King",
    "note": "calls back",
    "tags": "vip north",
    "due": "2027-01-05",
    "authority_given": "2026-11-01",
    "authority_until": "2027-11-01",
    "authority_withdrawn": "",
}


async def test_every_field_is_reached_seen_and_kept_at_80_by_24(app, desk, shows, seen):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await shows(pilot, "New account")
        for place, (name, text) in enumerate(TYPED.items()):
            await pilot.press(*(["enter"] if place else []), *text)
            text_there = await shows(pilot, FORM[name][0])
            assert text in text_there
            assert "enter: next" in text_there
        await pilot.press("enter")
        await shows(pilot, "5 accounts")
    assert details_of(desk.accounts[-1]) == Details(**TYPED)
    assert set(TYPED) == set(FORM)


async def test_a_filled_form_is_left_only_by_a_second_esc(app, desk, seen, shows):
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await shows(pilot, "New account")
        await pilot.press(*"Eve", "escape")
        await shows(pilot, "Leave without saving? esc again leaves.")
        await pilot.press("a")
        await pilot.pause()
        assert "Leave without" not in seen(pilot)
        await pilot.press("escape")
        assert "Evea" in await shows(pilot, "Leave without saving?")
        await pilot.press("escape")
        await shows(pilot, "4 accounts")
        await pilot.press("e")
        await shows(pilot, "Edit account")
        await pilot.press("end", "x", "backspace", "escape")  # nothing is changed
        await shows(pilot, "4 accounts")
    assert len(desk.accounts) == 4


async def test_a_bad_day_is_told_at_its_field_and_what_the_form_lacks_stays(app, desk, shows):
    first = desk.accounts[0].id
    given = Details("Ada Sample", authority_given="2026-11-01", authority_note="letter 12")
    desk.edit(first, given)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await shows(pilot, "Edit account")
        app.screen.query_one("#authority_until", Input).value = "2026-10-01"
        await pilot.press("ctrl+s")
        await shows(pilot, "2026-10-01 is before 2026-11-01")
        assert app.focused.id == "authority_until"
        await pilot.press("ctrl+u", *"2027-01-01", "ctrl+s")
        await shows(pilot, "4 accounts")
    authority = desk.refreshed(first).authority
    assert (str(authority.until), authority.note) == ("2027-01-01", "letter 12")


async def test_the_desk_tells_what_is_remembered_of_an_account_and_of_no_other(desk, vault):
    first, second = (account.id for account in desk.accounts[:2])
    at = now()
    past = Past("run", at, Kind.CHECK, Outcome.ALREADY_OFF)
    seen = Evidence("ai-training", Setting.OFF, "https://x.test/y", (at,), "tool", "browser")
    vault.write(
        Put(Table.HISTORY, first, History((past,))),
        Put(Table.EVIDENCE, first, EvidenceKept({"": seen})),
    )
    assert (desk.history(first), desk.evidence(first)) == ((past,), seen)
    assert (desk.history(second), desk.evidence(second)) == ((), None)
