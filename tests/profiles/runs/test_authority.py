"""An account whose holder's authority is over is left alone by every kind of run."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import now
from optout_profiles.authority import Authority
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import members_for_load
from optout_profiles.runs.events import Kind, RunEnded, StepReached
from optout_profiles.runs.pacing import sitting
from optout_profiles.vault import Put, Table

MEMBERS = members_for_load(3)
TODAY = now().date()
ENDED = Authority(date(2026, 1, 1), until=TODAY - timedelta(days=2))
WITHDRAWN = Authority(date(2026, 1, 1), withdrawn_on=TODAY - timedelta(days=1))
VALID = Authority(date(2026, 1, 1), until=TODAY + timedelta(days=2))


@pytest.fixture
def three(houses):
    house = houses(*MEMBERS)
    for member, authority in zip(MEMBERS, (ENDED, WITHDRAWN, VALID), strict=True):
        account = replace(house.account(member.handle), authority=authority)
        house.vault.write(Put(Table.ACCOUNTS, account.id, account))
    return house


@pytest.mark.parametrize("kind", [Kind.CHECK, Kind.OPT_OUT])
async def test_no_page_is_opened_for_whoever_withdrew_and_the_row_stays_as_it_was(
    three, kind
) -> None:
    before = [three.account(member.handle) for member in MEMBERS]
    events = await three.run(kind, settings=("research", None))
    ends = [one for one in events if isinstance(one, RunEnded)]
    assert [(one.account_id, one.outcome, one.reason) for one in ends[:2]] == [
        (three.ids[0], Outcome.NO_AUTHORITY, Reason.AUTHORITY_ENDED),
        (three.ids[1], Outcome.NO_AUTHORITY, Reason.AUTHORITY_WITHDRAWN),
    ]
    assert {one.account_id for one in events if isinstance(one, StepReached)} == {three.ids[2]}
    assert [three.account(member.handle) for member in MEMBERS[:2]] == before[:2]
    assert three.account(MEMBERS[2].handle).setting is not Setting.NEVER_CHECKED
    assert three.site.log()["order"] == [MEMBERS[2].handle]


def test_who_may_not_be_touched_takes_nobodys_place_in_a_sitting(three) -> None:
    accounts = [three.account(member.handle) for member in MEMBERS]
    for kind in (Kind.CHECK, Kind.OPT_OUT):
        assert sitting(accounts, 1, kind).accounts == [accounts[2]]
