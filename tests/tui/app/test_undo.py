"""The keys that put back and that only look: whom they mean, and that one of them asks."""

import pytest

from optout_profiles.accounts import Account, Fact, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.events import Kind
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Put, Table


@pytest.fixture
def changed(vault) -> Account:
    """Return the second account, which a run has switched off."""
    account = vault.all(Table.ACCOUNTS, Account)[1]
    fact = Fact(Setting.OFF, now(), built_in_profile().origin)
    result = RunResult(Outcome.TURNED_OFF, fact=fact, changed_at=now())
    account = after_run(account, "run", result, now())
    vault.write(Put(Table.ACCOUNTS, account.id, account))
    return account


async def test_only_what_a_run_has_changed_is_put_back_and_it_asks(
    changed, app, desk, shows
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "z")
        await shows(pilot, "back on for 1 account")
        assert desk.asked == []
        await pilot.press(*"yes", "enter")
        await shows(pilot, "Undo 1 of 1")
        assert desk.asked == [(Kind.UNDO, (changed.id,))]
        desk.go()
        await shows(pilot, "finished")


async def test_without_a_change_there_is_nothing_to_put_back(app, desk, shows) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "z")
        await shows(pilot, "No run of this list has switched any of these off. z puts back what o")
        assert desk.asked == []


async def test_without_an_account_it_says_what_it_would_need(app, desk, shows) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"nobody", "enter", "z")
        text = await shows(
            pilot, "z puts back what o or b has switched off for the marked accounts."
        )
        assert "No account fits the filter." in text
        assert len(app._notifications) == 1


async def test_a_preview_looks_without_a_question(app, desk, shows) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P")
        await shows(pilot, "Preview 1 of 1")
        ((kind, _),) = desk.asked
        assert kind is Kind.PREVIEW
        desk.go()
        await shows(pilot, "would switch off 0, already off 0, cannot 1")
