"""What changes many accounts is agreed to by their number; "yes" does for a few."""

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import new_account
from optout_profiles.runs.events import Kind
from optout_profiles.vault import Put, Table
from optout_tui.app import OptOutApp
from optout_tui.wording import agreement, is_agreed

SIZE = (80, 24)


@pytest.fixture
def many(vault, scripted_desk):
    """Six accounts more: ten."""
    more = [new_account(f"More {place}") for place in range(6)]
    vault.write(*(Put(Table.ACCOUNTS, one.id, one) for one in more))
    return scripted_desk(vault)


@pytest.mark.parametrize(
    ("typed", "accounts", "agreed"),
    [
        ("yes", 9, True),
        (" YES ", 1, True),
        ("9", 9, False),
        ("yes", 10, False),
        ("10", 10, True),
        ("11", 10, False),
        ("1,000", 1000, True),
        ("1000", 1000, True),
        ("", 10, False),
    ],
)
def test_from_ten_accounts_on_the_number_is_what_agrees(typed, accounts, agreed) -> None:
    assert is_agreed(typed, accounts) is agreed
    assert is_agreed(agreement(accounts), accounts)


KINDS = {
    "o": Kind.OPT_OUT,
    "z": Kind.UNDO,
    "c": Kind.CHECK,
    "C": Kind.CHECK,
    "P": Kind.PREVIEW,
}


@pytest.mark.parametrize("key", [*KINDS, "d"])
async def test_nothing_is_begun_with_ten_accounts_by_yes(many, shows, key) -> None:
    app = OptOutApp(many._vault.path, lambda: many.site, None, desk=many)
    if key == "z":
        for account in many.accounts:
            changed = replace(account, changing_run="r")
            many._vault.write(Put(Table.ACCOUNTS, account.id, changed))
            many.refreshed(account.id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", key)
        await shows(pilot, "type 10 and press enter")
        await pilot.press(*"yes", "enter", *"11", "enter")
        await pilot.pause()
        assert len(many.accounts) == 10
        assert many.asked == []
        await pilot.press(*"10", "enter")
        if key == "d":
            await shows(pilot, "No accounts yet")
        else:
            await shows(pilot, "1 of 10")
            assert [len(ids) for _, ids in many.asked] == [10]
            assert many.asked[0][0] is KINDS[key]


@pytest.mark.parametrize(
    ("signed_in", "told"),
    [(0, "is kept of any of these"), (3, "is kept of 7 of these 10"), (10, "")],
)
async def test_how_many_have_no_sign_in_is_said_before_it_is_agreed(
    many, shows, signed_in, told
) -> None:
    many.signed_in = frozenset([one.id for one in many.accounts][:signed_in])
    app = OptOutApp(many._vault.path, lambda: many.site, None, desk=many)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "o")
        text = await shows(pilot, "type 10 and press enter")
        assert (told in text) if told else ("No sign-in" not in text)
