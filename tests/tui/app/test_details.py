"""Details of one account: over a narrow list, beside a wide one."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Fact, now
from optout_profiles.authority import Authority
from optout_profiles.outcomes import Setting
from optout_profiles.vault import Put, Table
from optout_tui.app import OptOutApp
from optout_tui.screens.details import DetailsScreen

DAY = timedelta(days=1)


@pytest.fixture
def told(vault, scripted_desk):
    """Return an app whose first account has all that can be recorded of one."""
    ada = scripted_desk(vault).accounts[0]
    today = now().date()
    ada = replace(
        ada,
        holder="Ada King",
        note="calls back [/]",
        tags=("vip", "uk"),
        due=today - DAY,
        authority=Authority(today - 9 * DAY, until=today - DAY, note="by letter"),
        fact=Fact(Setting.OFF, now() - 3 * DAY, "https://x.test", "section list"),
        since=now() - 12 * DAY,
    )
    vault.write(Put(Table.ACCOUNTS, ada.id, ada))
    desk = scripted_desk(vault)
    return OptOutApp(vault.path, lambda: desk.site, None, desk=desk)


async def test_over_a_narrow_list_all_that_is_known_is_told(told, shows):
    async with told.run_test(size=(80, 50)) as pilot:
        await pilot.press("enter")
        text = await shows(pilot, "Ada King")
        assert isinstance(told.screen, DetailsScreen)
        for words in (
            "12 days ago",
            "3 days ago",
            "section list",
            "(over)",
            "by letter",
            "nothing is run",
            "vip uk",
            "calls back [/]",
        ):
            assert words in text, words
        await pilot.press("escape")
        await shows(pilot, "Newest try")


async def test_beside_a_wide_list_they_follow_the_cursor_until_they_are_left(told, shows, seen):
    async with told.run_test(size=(140, 40)) as pilot:
        await pilot.press("enter")
        text = await shows(pilot, "Ada King")
        assert "Dan Client" in text
        await pilot.press("j")
        await pilot.pause()
        assert "calls back [/]" not in seen(pilot).replace("Ada", "")
        await pilot.press("k")
        await shows(pilot, "calls back [/]")
        await pilot.press("escape")
        await pilot.pause()
        assert "by letter" not in seen(pilot)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "by letter" not in seen(pilot)


async def test_beside_the_list_a_run_shows_what_it_found(app, desk, shows):
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("enter")
        await shows(pilot, "○ never checked")
        desk.go()
        await pilot.press("c")
        await shows(pilot, "turned off, and off in two fresh")


async def test_a_list_that_becomes_narrow_has_its_room_for_itself(told, shows, seen):
    async with told.run_test(size=(140, 40)) as pilot:
        await pilot.press("enter")
        await shows(pilot, "by letter")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert "by letter" not in seen(pilot)
