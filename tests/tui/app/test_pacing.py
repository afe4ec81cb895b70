"""How many accounts the app does in one sitting, and how long it waits between two."""

import asyncio

import pytest

from optout_profiles.accounts import BrowserKind, Session, now
from optout_profiles.practice import Behaviour, PracticeSite, member_with
from optout_profiles.runs.events import Kind
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.pacing import Pacing
from optout_profiles.vault import Put, Remove, Table
from optout_tui.app import OptOutApp
from optout_tui.cli.demo import sample_accounts
from optout_tui.desk import Desk

SIZE = (80, 24)


@pytest.fixture
def two_at_most(vault, scripted_desk):
    return scripted_desk(vault, Pacing(at_most=2))


async def test_the_question_is_about_one_sitting_and_says_what_it_leaves(two_at_most, shows):
    desk = two_at_most
    app = OptOutApp(desk._vault.path, lambda: desk.site, None, desk=desk)
    ids = [account.id for account in desk.accounts]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "o")
        text = await shows(pilot, "Switch AI training off for 2 accounts?")
        assert "At most 2 in this sitting: 2 accounts left for another one." in text
        assert "Ada Sample, Ben Sample" in text
        assert "Cleo" not in text.split("At most")[1].split("yes")[0]
        desk.go(2)
        await pilot.press(*"yes", "enter")
        await shows(pilot, "finished: 2 of 2")
        await pilot.press("o")
        assert "Cleo Client, Dan Client" in await shows(pilot, "At most 2 in this sitting")
        await pilot.press("escape")
    assert desk.asked == [(Kind.OPT_OUT, tuple(ids[:2]))]


async def test_a_check_says_what_a_sitting_leaves_without_a_question(two_at_most, shows):
    desk = two_at_most
    app = OptOutApp(desk._vault.path, lambda: desk.site, None, desk=desk)
    desk.go(2)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "c")
        await shows(pilot, "At most 2 in this sitting: 2 accounts left for another one.")
        await shows(pilot, "Check finished: 2 of 2")
    assert [len(ids) for _, ids in desk.asked] == [2]


async def test_only_those_of_the_sitting_are_called_hidden(two_at_most, shows):
    desk = two_at_most
    app = OptOutApp(desk._vault.path, lambda: desk.site, None, desk=desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "/", *"ben", "enter", "o")
        assert "1 of them not shown by the filter" in await shows(pilot, "At most 2")
        await pilot.press("escape")


async def test_removing_takes_all_that_are_marked(two_at_most, shows):
    desk = two_at_most
    app = OptOutApp(desk._vault.path, lambda: desk.site, None, desk=desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "d")
        await shows(pilot, "Take 4 accounts off the list?")
        await pilot.press("escape")


@pytest.mark.parametrize("pause", [600.0, None])
async def test_the_pause_that_was_set_is_waited_for_and_a_dot_skips_it(vault, pause, shows):
    for account_id in vault.ids(Table.ACCOUNTS):
        vault.write(Remove(Table.ACCOUNTS, account_id))
    with PracticeSite([member_with(Behaviour.OFF), member_with(Behaviour.ON)]) as site:
        for account in sample_accounts(site):
            cookies = site.cookies(account.member)
            session = Session(
                account.id, account.member, site.origin, BrowserKind.HEADLESS, now(), cookies
            )
            vault.write(Put(Table.ACCOUNTS, account.id, account), *kept(account, session))
        desk = Desk(vault, site.profile, None, pacing=Pacing(pause))
        app = OptOutApp(vault.path, lambda: site.profile, None, desk=desk)
        async with app.run_test(size=SIZE) as pilot, asyncio.timeout(60):
            await pilot.press("a", "c")
            if pause:
                await later(shows, pilot, "the next account begins in 10:00")
                await pilot.press(".")
            await later(shows, pilot, "Check finished: 2 of 2")


async def later(shows, pilot, words: str) -> str:
    """Wait for what a real browser takes seconds for."""
    while True:
        try:
            return await shows(pilot, words)
        except AssertionError:
            continue
