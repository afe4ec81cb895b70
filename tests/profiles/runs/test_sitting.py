"""Which accounts are done in one sitting, and which are left for another."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Attempt, Fact, new_account, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.pacing import sitting


def tried(label: str, days_ago: int, setting: Setting | None = None) -> Account:
    at = now() - timedelta(days=days_ago)
    return replace(
        new_account(label),
        fact=Fact(setting, at, "x") if setting else None,
        last_try=Attempt("r", at, Outcome.ALREADY_OFF if setting else Outcome.NOT_UNDERSTOOD),
    )


ACCOUNTS = [
    tried("yesterday", 1),
    tried("off", 9, Setting.OFF),
    new_account("new"),
    tried("last week", 7),
]


@pytest.mark.parametrize(
    ("at_most", "is_change", "labels"),
    [
        (1, True, ["new"]),
        (2, True, ["new", "last week"]),
        (3, True, ["yesterday", "new", "last week"]),
        (2, False, ["off", "new"]),
        (4, True, ["yesterday", "off", "new", "last week"]),
        (9, True, ["yesterday", "off", "new", "last week"]),
        (None, True, ["yesterday", "off", "new", "last week"]),
    ],
)
def test_the_untried_come_first_and_what_is_off_already_last(at_most, is_change, labels) -> None:
    now_done = sitting(ACCOUNTS, at_most, is_change=is_change)
    assert [account.label for account in now_done.accounts] == labels
    assert [one for one in ACCOUNTS if one not in now_done.accounts] == now_done.left
