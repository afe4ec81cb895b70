"""Accounts to come, and what a person makes of them."""

import pytest

from optout_profiles.runs.pending import Pending


@pytest.fixture
def pending() -> Pending:
    return Pending("abcd")


@pytest.mark.parametrize(
    ("account_id", "places", "order"),
    [
        ("c", 1, "acbd"),
        ("c", 9, "cabd"),
        ("a", -1, "bacd"),
        ("a", -9, "bcda"),
        ("b", 0, "abcd"),
        ("x", 1, "abcd"),
    ],
)
def test_an_account_moves_as_far_as_there_is_room(pending, account_id, places, order) -> None:
    pending.move(account_id, places)
    assert "".join(pending.account_ids) == order
    assert pending.was_changed() is (order != "abcd")


def test_each_account_is_to_come_once(pending) -> None:
    pending.add("dxax")
    assert "".join(pending.account_ids) == "abcdx"
    assert "".join(Pending("aba").account_ids) == "ab"


def test_what_has_begun_may_be_added_again(pending) -> None:
    assert pending.take() == "a"
    pending.add("a")
    assert "".join(pending.account_ids) == "bcda"


def test_a_change_is_told_once_and_taking_is_none(pending) -> None:
    pending.take()
    assert not pending.was_changed()
    pending.drop("c")
    pending.drop("c")
    assert "".join(pending.account_ids) == "bd"
    assert pending.was_changed()
    assert not pending.was_changed()
    pending.drop("x")
    assert not pending.was_changed()


def test_of_none_none_is_taken() -> None:
    assert Pending().take() is None
