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


@pytest.mark.parametrize("kind", [Kind.CHECK, Kind.OPT_OUT])
def test_what_counts_is_the_settings_that_are_meant_and_every_account_gets_its_turn(kind) -> None:
    """The main setting is off everywhere; in three sittings of two all five are done."""
    accounts = [tried(label, 9, Setting.OFF) for label in "abcde"]
    for sitting_number in range(3):
        now_done = sitting(accounts, 2, kind, ("research",))
        for account in now_done.accounts:
            known = replace(account.known("research"), tried_at=now())
            done = replace(account, related={"research": known})
            accounts[accounts.index(account)] = done
        has_been = [account.label for account in accounts if account.related]
        assert has_been == list("abcde")[: 2 * sitting_number + 2]


def test_an_account_of_which_one_setting_is_untried_comes_before_one_that_was_tried() -> None:
    half = replace(tried("half", 1), related={})
    whole = tried("whole", 5)
    whole = replace(whole, related={"research": replace(whole.known("research"), tried_at=now())})
    taken = sitting([whole, half], 1, Kind.CHECK, (None, "research"))
    assert [account.label for account in taken.accounts] == ["half"]


def test_a_preview_does_not_put_an_account_behind_others() -> None:
    looked = replace(new_account("looked at"), last_try=Attempt("r", now(), Outcome.IS_ON))
    taken = sitting([ACCOUNTS[0], looked], 1, Kind.OPT_OUT)
    assert [account.label for account in taken.accounts] == ["looked at"]


@pytest.mark.parametrize(
    ("kind", "labels", "without"),
    [
        (Kind.OPT_OUT, ["off", "last week"], 2),
        (Kind.CHECK, ["off", "last week"], 2),
        (Kind.UNDO, ["off", "last week"], 2),
        (Kind.GUIDED, ["new", "last week"], 0),
    ],
)
def test_who_has_no_sign_in_takes_nobodys_place_unless_a_person_signs_in(kind, labels, without):
    signed_in = {ACCOUNTS[1].id, ACCOUNTS[3].id}
    taken = sitting(ACCOUNTS, 2, kind, signed_in=signed_in)
    assert [account.label for account in taken.accounts] == labels
    assert taken.without_sign_in == without
