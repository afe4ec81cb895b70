"""What a person types of an account, and what becomes of it."""

from datetime import date, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, Fact, now
from optout_profiles.authority import Authority
from optout_profiles.details import (
    Details,
    account_typed,
    details_of,
    edited_as_typed,
    tags_in,
)
from optout_profiles.errors import DetailRefused
from optout_profiles.outcomes import Setting

FULL = Details(
    "Ada Lovelace",
    "ada@x.test",
    "ada-l",
    "family",
    "2026-10-02",
    "Ada King",
    "calls back; on Fridays",
    "vip north",
    "2027-01-05",
    "2026-11-01",
    "2027-11-01",
    "2026-11-02",
    "letter 12",
)
TOMORROW = str((now() + timedelta(days=2)).date())


def test_what_is_typed_is_kept_as_it_was_and_comes_back_the_same() -> None:
    account = account_typed(FULL)
    assert details_of(account) == FULL
    assert (account.holder, account.tags) == ("Ada King", ("vip", "north"))
    assert account.authority == Authority(
        date(2026, 11, 1), date(2027, 11, 1), date(2026, 11, 2), "letter 12"
    )
    assert details_of(account_typed(Details("Ada"))) == Details("Ada")


def test_an_account_of_an_older_list_opens_and_costs_no_more_than_it_did() -> None:
    old = account_typed(Details("Ada"))
    kept = msgspec.to_builtins(old)
    assert set(kept) == {"id", "label", "added_at"}
    assert msgspec.convert(kept, Account) == old
    full = account_typed(FULL)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(full), type=Account) == full


@pytest.mark.parametrize(
    ("texts", "tags"),
    [
        ([""], ()),
        (["vip north"], ("vip", "north")),
        (["VIP;vip, Víp\tx", "X"], ("VIP", "x")),
        (["a\x1bb"], ("a\ufffdb",)),
        (["x" * 50], ("x" * 39 + "…",)),
    ],
)
def test_tags_are_short_words_each_once_however_they_are_written(texts, tags) -> None:
    assert tags_in(texts) == tags


def test_more_tags_than_anybody_reads_are_refused() -> None:
    with pytest.raises(DetailRefused, match="20 tags are the most") as refused:
        account_typed(Details("Ada", tags=" ".join(map(str, range(21)))))
    assert refused.value.detail == "tags"


@pytest.mark.parametrize(
    ("typed", "detail", "words"),
    [
        ({"due": "soon"}, "due", "is not a day"),
        ({"objection": TOMORROW}, "objection", "noted once it is filed"),
        ({"authority_given": TOMORROW}, "authority_given", "noted once it is given"),
        ({"authority_until": "2027-01-01"}, "authority_given", "needs the day"),
        ({"authority_note": "x"}, "authority_given", "needs the day"),
        (
            {"authority_given": "2026-11-01", "authority_until": "2026-10-31"},
            "authority_until",
            "is before",
        ),
        (
            {"authority_given": "2026-11-01", "authority_withdrawn": "2026-10-31"},
            "authority_withdrawn",
            "is before",
        ),
        (
            {"authority_given": "2026-11-01", "authority_withdrawn": TOMORROW},
            "authority_withdrawn",
            "noted once it is withdrawn",
        ),
    ],
)
def test_what_can_not_be_is_refused_by_its_name(typed, detail, words) -> None:
    with pytest.raises(DetailRefused, match=words) as refused:
        account_typed(replace(Details("Ada"), **typed))
    assert refused.value.detail == detail


def test_without_the_day_on_which_it_was_given_no_authority_is_left() -> None:
    account = edited_as_typed(account_typed(FULL), replace(FULL, authority_given=""))
    assert account.authority is None
    assert account.holder == "Ada King"
    kept = edited_as_typed(account_typed(FULL), replace(FULL, authority_withdrawn=""))
    assert kept.authority is not None
    assert (kept.authority.note, kept.authority.withdrawn_on) == ("letter 12", None)


def test_with_another_member_go_the_authority_and_what_a_page_said() -> None:
    fact = Fact(Setting.OFF, now(), "https://x.test")
    ada = replace(account_typed(FULL), fact=fact)
    grace = edited_as_typed(ada, replace(FULL, member="grace"))
    assert (grace.fact, grace.authority, grace.objection_filed_on) == (None, None, None)
    assert (grace.note, grace.tags, grace.due) == (ada.note, ada.tags, ada.due)
    anew = replace(FULL, member="grace", authority_given="2026-11-05", authority_note="new")
    given = edited_as_typed(ada, anew).authority
    assert given == Authority(date(2026, 11, 5), note="new")
