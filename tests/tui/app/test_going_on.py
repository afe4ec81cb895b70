"""After a kill: what was done, cut off and left is told, and going on is offered."""

import pytest

from optout_profiles.accounts import Account
from optout_profiles.outcomes import Outcome
from optout_profiles.runs.choice import Way
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.keeping import removal_of
from optout_profiles.runs.records import OpenQueue
from optout_profiles.runs.results import RunResult
from optout_profiles.vault import Table
from optout_tui.app import OptOutApp
from optout_tui.widgets.table import AccountsTable

SIZE = (100, 30)


@pytest.fixture
def cut(vault):
    """Leave an open queue behind: the first account done, the second past the click."""

    def leave(kind=Kind.OPT_OUT, settings=(None,), ids=None) -> list[str]:
        ids = ids or [one.id for one in vault.all(Table.ACCOUNTS, Account)]
        journal = Journal(vault, OpenQueue("q", kind, tuple(ids), settings))
        if len(ids) > 1:
            journal.begin(ids[0])
            journal.end(RunResult(Outcome.ALREADY_OFF))
        journal.begin(ids[len(ids) > 1])
        if kind is Kind.OPT_OUT:
            journal.reach(Step.CHANGING)
        return ids

    return leave


@pytest.fixture
def start(vault, scripted_desk):
    def started():
        desk = scripted_desk(vault)
        return OptOutApp(vault.path, lambda: desk.site, None, desk=desk), desk

    return started


def unwrapped(text: str) -> str:
    """Return what stands in a dialog as one line."""
    return " ".join(text.replace("│", " ").split())


async def test_what_was_done_cut_off_and_left_is_told_and_yes_goes_on(cut, start, shows) -> None:
    ids = cut()
    app, desk = start()
    async with app.run_test(size=SIZE) as pilot:
        text = await shows(pilot, "Go on with 3 accounts?")
        told = unwrapped(text)
        assert "1 done, 1 cut off (Ben Sample: not verified), 2 left to do." in told
        assert "Ben Sample is read first." in told
        await pilot.press(*"yes", "enter")
        await shows(pilot, "Opt out 1 of 3")
        assert desk.asked == [(Kind.OPT_OUT, (ids[1], ids[2], ids[3]))]
        desk.go(3)
        await shows(pilot, "finished")


async def test_with_no_nothing_runs_and_what_is_left_stays_marked(cut, start, shows) -> None:
    ids = cut()
    app, desk = start()
    async with app.run_test(size=SIZE) as pilot:
        await shows(pilot, "Go on with 3 accounts?")
        await pilot.press("escape")
        text = await shows(pilot, "2 marked")
        assert "changed but" in text
        assert app.screen.query_one(AccountsTable).marked == (ids[2], ids[3])
        assert desk.asked == []
    again, _ = start()
    async with again.run_test(size=SIZE) as pilot:
        assert "Go on" not in await shows(pilot, "4 accounts")


async def test_related_settings_go_on_as_they_were_meant(cut, start, shows) -> None:
    cut(Kind.CHECK, settings=(None, "research"))
    app, desk = start()
    async with app.run_test(size=SIZE) as pilot:
        told = unwrapped(await shows(pilot, "Go on with 3 accounts?"))
        assert "The last queue (check) was cut short: 1 done, 3 left to do." in told
        await pilot.press(*"yes", "enter")
        await shows(pilot, "Check 1 of 3")
        assert desk.asked_settings == [(None, "research")]
        desk.go(3)
        await shows(pilot, "finished")


async def test_the_only_account_of_a_queue_is_offered_too(cut, start, vault, shows) -> None:
    (id_,) = cut(ids=[vault.all(Table.ACCOUNTS, Account)[0].id])
    app, desk = start()
    async with app.run_test(size=SIZE) as pilot:
        told = unwrapped(await shows(pilot, "Go on with 1 account?"))
        assert "0 done, 1 cut off (Ada Sample: not verified), 0 left to do." in told
        assert "stays marked" not in told
        await pilot.press(*"yes", "enter")
        await shows(pilot, "1 of 1")
        assert desk.asked == [(Kind.OPT_OUT, (id_,))]
        desk.go()


async def test_accounts_removed_since_are_not_offered(cut, start, vault, shows) -> None:
    ids = cut()
    vault.write(*removal_of(vault, [ids[1], ids[2]]))
    app, _ = start()
    async with app.run_test(size=SIZE) as pilot:
        await shows(pilot, "Go on with 1 account?")


async def test_an_undo_does_not_go_on_where_a_person_clicks_by_now(cut, start, shows) -> None:
    cut(Kind.UNDO)
    app, desk = start()
    desk.choose(Way.GUIDED)
    async with app.run_test(size=SIZE) as pilot:
        await shows(pilot, "Go on with 3 accounts?")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "switch it on by hand")
        assert desk.asked == []
