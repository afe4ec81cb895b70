"""Saved filters, wherever a filter is typed."""

import pytest

from optout_profiles.accounts import new_account, now
from optout_profiles.errors import FilterRefused
from optout_profiles.listing.fields import Sight
from optout_tui.config_filters import filter_typed

SAVED = {"family": "group:family", "a": "-label:ben group:family", "all": "setting:'never checked'"}
ACCOUNTS = [
    new_account("Ada", group="family", login="ada@family"),
    new_account("Ben", group="family"),
    new_account("Cleo", group="clients"),
]


def among(wanted) -> list[str]:
    sight = Sight(now(), frozenset(), {}.get)
    return [account.label for account in wanted.among(ACCOUNTS, sight)]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("@family", ["Ada", "Ben"]),
        ("@a", ["Ada"]),
        ("-@a", ["Ben", "Cleo"]),
        ("-ada @family", ["Ben"]),
        ("@family -@a", ["Ben"]),
        ("@all cleo", ["Cleo"]),
        ('"@family"', ["Ada"]),
        ("login:@family", ["Ada"]),
        ("'a @family'", []),
        ("", ["Ada", "Ben", "Cleo"]),
    ],
)
def test_a_saved_filter_stands_for_all_of_its_terms(typed, labels):
    assert among(filter_typed(typed, SAVED)) == labels


def test_an_unknown_name_is_told_with_its_column_and_those_that_there_are():
    with pytest.raises(
        FilterRefused, match=r"column 5: no filter is saved as “famly”.*@family, @a"
    ):
        filter_typed("ada @famly", SAVED)
    with pytest.raises(FilterRefused, match="Saved: none"):
        filter_typed("@", {})


def test_the_columns_of_other_terms_stay_right():
    with pytest.raises(FilterRefused, match="column 9: setting: takes"):
        filter_typed("@family setting:of", SAVED)
