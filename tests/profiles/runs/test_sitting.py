"""Which accounts are done in one sitting, and which are left for another."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Attempt, Fact, new_account, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.events import Kind
from optout_profiles.runs.pacing import sitting


def tried(label: str, days_ago: int, setting: Setting | None = None) -> Account:
    at = now() - timedelta(days=days_ago)
    return replace(
        new_account(label),
        fact=Fact(setting, at, "x") if setting else None,
        last_try=Attempt("r", at, Outcome.ALREADY_OFF if setting else Outcome.NOT_UNDERSTOOD),
        tried_at=at,
    )


ACCOUNTS = [
    tried("yesterday", 1),
    tried("off", 9, Setting.OFF),
    new_account("new"),
    tried("last week", 7),
]


@pytest.mark.parametrize(
    ("at_most", "kind", "labels"),
    [
        (1, Kind.OPT_OUT, ["new"]),
        (2, Kind.OPT_OUT, ["new", "last week"]),
        (3, Kind.OPT_OUT, ["yesterday", "new", "last week"]),
        (2, Kind.CHECK, ["off", "new"]),
        (2, Kind.PREVIEW, ["new", "last week"]),
        (3, Kind.UNDO, ["yesterday", "off", "new"]),
        (4, Kind.OPT_OUT, ["yesterday", "off", "new", "last week"]),
        (9, Kind.OPT_OUT, ["yesterday", "off", "new", "last week"]),
        (None, Kind.OPT_OUT, ["yesterday", "off", "new", "last week"]),
    ],
)
def test_the_untried_come_first_and_what_is_off_already_last(at_most, kind, labels) -> None:
    now_done = sitting(ACCOUNTS, at_most, kind)
    assert [account.label for account in now_done.accounts] == labels
    assert [one for one in ACCOUNTS if one not in now_done.accounts] == now_done.left


def test_a_preview_does_not_put_an_account_behind_others() -> None:
    looked = replace(new_account("looked at"), last_try=Attempt("r", now(), Outcome.IS_ON))
    taken = sitting([ACCOUNTS[0], looked], 1, Kind.OPT_OUT)
    assert [account.label for account in taken.accounts] == ["looked at"]
