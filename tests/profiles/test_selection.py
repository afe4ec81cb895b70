"""How the words of a person find accounts."""

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import new_account
from optout_profiles.errors import AccountAmbiguous, AccountNotFound
from optout_profiles.selection import account_named, selected

ADA = replace(new_account("Ada", login="ada@x.test", member="ada-l", group="family"), id="aaa")
BEN = replace(new_account("Ben", login="ben@x.test", member="ben-b", group="clients"), id="bbb")
TWIN = replace(new_account("Ben", login="twin@x.test", group="clients"), id="ccc")
SLY = replace(new_account("aaa", login="sly@x.test"), id="ddd")
ALL = [ADA, BEN, TWIN, SLY]


@pytest.mark.parametrize("words", ["aaa", "Ada", "ada-l", "ada@x.test", "  Ada\n"])
def test_an_account_is_found_by_id_label_member_or_login(words) -> None:
    assert account_named(ALL, words) is ADA


def test_an_id_goes_before_a_label_that_looks_like_it() -> None:
    assert account_named([SLY, ADA], "aaa") is ADA


def test_one_account_that_fits_twice_is_one() -> None:
    one = replace(ADA, label="same", member="same", login="same")
    assert account_named([one, BEN], "same") is one


def test_words_that_fit_several_name_their_ids() -> None:
    with pytest.raises(AccountAmbiguous) as raised:
        account_named(ALL, "Ben")
    assert raised.value.ids == ("bbb", "ccc")


@pytest.mark.parametrize("words", ["ada", "Ad", "Ada Lovelace", "", "None", "family"])
def test_only_exact_words_find_an_account(words) -> None:
    with pytest.raises(AccountNotFound):
        account_named(ALL, words)


def test_what_was_typed_is_told_back_without_control_signs() -> None:
    with pytest.raises(AccountNotFound) as raised:
        account_named(ALL, "x\x1b[31m")
    assert "\x1b" not in str(raised.value)


def test_accounts_come_once_each_in_the_order_in_which_they_were_named() -> None:
    named = ["bbb", "aaa", "ben-b", "Ada"]
    assert selected(ALL, named, every=False, group=None) == [BEN, ADA]


def test_a_group_comes_after_the_named_ones_in_the_lists_order() -> None:
    assert selected(ALL, ["ccc"], every=False, group="clients") == [TWIN, BEN]
    assert selected(ALL, [], every=False, group=" family ") == [ADA]
    assert selected(ALL, [], every=False, group="nobody") == []
    assert selected(ALL, [], every=False, group="") == []


def test_all_means_all_and_none_means_none() -> None:
    assert selected(ALL, [], every=True, group=None) == ALL
    assert selected(ALL, [], every=False, group=None) == []
