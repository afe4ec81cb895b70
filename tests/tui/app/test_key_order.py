"""Keys that come all at once, as over a slow line: each goes where the ones before it lead."""

import pytest
from textual import events
from textual.widgets import Input

from optout_tui.screens.accounts import AccountsScreen
from optout_tui.screens.asking import AskScreen

SIZE = (80, 24)
NAMES = {"/": "slash", "\r": "enter"}


def all_at_once(app, keys: str) -> None:
    for key in keys:
        app.post_message(events.Key(NAMES.get(key, key), key))


async def test_what_follows_the_slash_is_typed_into_the_filter(app, shows) -> None:
    """Each of these letters is a command where no field is."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        all_at_once(app, "/-csnedzoPC")
        await shows(pilot, "-csnedzoPC")
        assert app.screen.query_one("FilterLine", Input).value == "-csnedzoPC"
        assert isinstance(app.screen, AccountsScreen)


async def test_what_follows_a_filter_goes_to_the_rows(app, shows) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        all_at_once(app, "/ada\ra")
        await shows(pilot, "1 marked")


@pytest.mark.parametrize("keys", ["adyes"])
async def test_what_follows_a_question_answers_it(app, shows, keys) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        all_at_once(app, keys)
        await shows(pilot, "off the list?")
        assert isinstance(app.screen, AskScreen)
        for _ in range(20):
            await pilot.pause(0.01)
        assert app.screen.query_one(Input).value == "yes"


async def test_what_follows_a_form_that_comes_up_is_typed_into_it(app, shows) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        all_at_once(app, "nanna\r")
        await shows(pilot, "anna")
