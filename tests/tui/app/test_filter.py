"""The filter as it is typed."""

from optout_profiles.accounts import Attempt, now
from optout_profiles.outcomes import Outcome
from optout_tui.screens.accounts import AccountsScreen
from optout_tui.wording.accounts import WRONG_FILTER

SIZE = (80, 24)


def shown(app) -> list[str]:
    screen = app.screen
    assert isinstance(screen, AccountsScreen)
    return [app._desk.account(id_).label for id_ in screen.table._rows.shown]


async def test_rows_follow_what_is_typed_and_come_back(app, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"group:client -cleo")
        await pilot.pause()
        assert shown(app) == ["Dan Client"]
        await pilot.press("escape")
        await shows(pilot, "4 accounts")
        assert len(shown(app)) == 4


async def test_a_half_typed_filter_says_what_is_allowed_and_shows_no_account(app, seen, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *'client "cl')
        text = await shows(pilot, "at column 8: the quote")
        assert WRONG_FILTER in text
        assert shown(app) == []
        await pilot.press(*'eo"')
        await pilot.pause()
        assert shown(app) == ["Cleo Client"]
        assert "at column" not in seen(pilot)
        await pilot.press(*" group:")
        await shows(pilot, "at column 15: group: takes the whole name")
        await pilot.press(*"sample")
        text = await shows(pilot, "No account fits the filter.")
        assert "at column" not in text
        await pilot.press("escape", "slash", *"-cleo setting:of")
        text = await shows(pilot, "at column 7: setting: takes on, off, unknown")
        assert shown(app) == []
        assert "No account fits" not in text
        await pilot.press("escape")
        await shows(pilot, "4 accounts")
        assert "at column" not in seen(pilot)


async def test_a_wrong_filter_is_kept_at_hand_and_no_key_acts_on_the_accounts_behind_it(
    app, seen, shows
):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"setting:onn", "enter", "a", "o")
        text = await shows(pilot, WRONG_FILTER)
        assert "setting:onnao" in text  # what is typed on goes where it was typed before
        assert "marked" not in text
        await pilot.press(*["backspace"] * 13, *"needs:me")
        await pilot.pause()
        assert "needs:me" in seen(pilot)
        assert "New account" not in seen(pilot)
        assert WRONG_FILTER not in seen(pilot)


async def test_a_sign_in_ends_that_a_person_is_needed(app, desk, shows, vault):
    account = desk.accounts[1]
    tried = Attempt("r", now(), Outcome.SIGN_IN_NEEDED)
    desk._save(type(account)(account.id, account.label, account.added_at, last_try=tried))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"needs:me")
        await pilot.pause()
        assert shown(app) == ["Ben Sample"]
        await pilot.press(*" session:kept")
        await shows(pilot, "No account fits the filter.")
