"""Which entries are new, there already, or not to be taken."""

from datetime import date

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account, new_account
from optout_profiles.listing.entries import Brought, Entry, Source
from optout_profiles.listing.importing import Likeness, Plan, planned

ADA = new_account("Ada", login="ada@x.test", member="ada%C3%A9", group="family")
BEN = new_account("Ben")


def plan_of(*entries: Entry, known: tuple[Account, ...] = (ADA, BEN)) -> Plan:
    numbered = tuple(replace(entry, number=number) for number, entry in enumerate(entries, 2))
    plan = planned(Brought(Source.CSV, numbered), known)
    everything = [one.number for one in (*plan.new, *plan.twins, *plan.rejected)]
    assert sorted(everything) == list(range(2, 2 + len(entries)))
    return plan


@pytest.mark.parametrize(
    ("entry", "like"),
    [
        (Entry("Other", member="https://www.linkedin.com/in/ADAé/?x"), Likeness.MEMBER),
        (Entry("Other", login="ADA@x.test"), Likeness.LOGIN),
        (Entry("ada"), Likeness.LABEL),
        (Entry("BEN", login="ben@x.test", member="ben"), Likeness.LABEL),
        (Entry("Ada", login="ada@x.test", member="somebody"), None),
        (Entry("Ada", login="other@x.test"), None),
        (Entry("Ada", member="somebody"), None),
        (Entry("Cleo", login="cleo@x.test", member="cleo"), None),
    ],
)
def test_the_surest_thing_that_both_have_decides_whether_two_are_one(entry, like) -> None:
    plan = plan_of(entry)
    assert [twin.like for twin in plan.twins] == ([like] if like else [])
    if like:
        assert plan.twins[0].row is None


def test_the_second_of_two_rows_alike_is_there_already_and_names_the_first() -> None:
    plan = plan_of(Entry("Cleo"), Entry("Dan", login="d"), Entry("D", login="D"))
    (twin,) = plan.twins
    assert (twin.number, twin.row, twin.like) == (4, 3, Likeness.LOGIN)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry(" \t"), "An account needs a name"),
        (Entry("Cleo", member="../admin"), "is not a member's handle"),
        (Entry("Cleo", member="https://evil.test\\@www.linkedin.com/"), "not a member's handle"),
        (Entry("C" * 201), "Its label has 201 signs"),
        (Entry("Cleo", login="c" * 201), "Its login has 201 signs"),
        (Entry("Cleo", group="c" * 5_000_000), "Its group has 5,000,000 signs"),
        (Entry("Cleo", objection="soon"), "is not a day"),
        (Entry("Cleo", due="soon"), "is not a day"),
        (Entry("Cleo", note="c" * 501), "Its note has 501 signs, and 500 are the most"),
        (Entry("Cleo", tags=" ".join(map(str, range(21)))), "20 tags are the most"),
        (Entry("Cleo", authority_until="2027-01-01"), "needs the day on which it was given"),
        (Entry("Cleo", problem="it has 1 cells"), "it has 1 cells."),
    ],
)
def test_what_can_be_no_account_is_rejected_with_the_reason(entry, words) -> None:
    plan = plan_of(entry, Entry("Dan"))
    (rejected,) = plan.rejected
    assert rejected.number == 2
    assert words in rejected.reason
    assert [one.account.label for one in plan.new] == ["Dan"]


def test_texts_are_kept_harmless() -> None:
    plan = plan_of(Entry("\x1b[31mCleo\u202e", " cleo@x.test ", "cleo", "a\nb", "2026-10-01"))
    account = plan.new[0].account
    assert account.label == "\ufffd[31mCleo\ufffd"
    assert (account.login, account.group) == ("cleo@x.test", "a b")
    assert account.objection_filed_on == date(2026, 10, 1)


def test_of_very_many_accounts_of_one_name_each_has_an_id_of_its_own() -> None:
    many = tuple(Entry("Same", login=f"p{n}@x.test", number=n) for n in range(100_000))
    plan = planned(Brought(Source.CSV, many), [ADA])
    assert len({one.account.id for one in plan.new}) == 100_000
    assert len(plan.changes) == 100_000
