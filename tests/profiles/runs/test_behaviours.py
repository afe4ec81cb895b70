"""Every behaviour of the practice site, opted out once in a real browser: one table.

A queue ends at a refusal, so those come in queues of their own.
"""

import asyncio

import pytest
import pytest_asyncio

from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, member_with
from optout_profiles.runs.events import Kind, RunEnded, StepReached

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEY = "allowDataForGenerativeAI"
B, O, R = Behaviour, Outcome, Reason  # noqa: E741 (a table)

EXPECTED = {
    # behaviour: outcome, reason, is it off on the site, writes of our key
    B.ON: (O.TURNED_OFF, None, True, 1),
    B.OFF: (O.ALREADY_OFF, None, True, 0),
    B.NOT_OFFERED: (O.NOT_OFFERED, None, False, 0),
    B.REVERTS: (O.DID_NOT_STICK, R.TURNED_BACK, False, 1),
    B.SAVE_FAILS: (O.DID_NOT_STICK, R.TURNED_BACK, False, 1),
    B.SIGNED_OUT: (O.SIGN_IN_NEEDED, R.SIGNED_OUT, False, 0),
    B.REVERTS_LATER: (O.DID_NOT_STICK, R.TURNED_BACK, False, 1),
    B.SLOW_SAVE: (O.TURNED_OFF, None, True, 1),
    B.WRONG_MEMBER: (O.WRONG_PERSON, R.OTHER_MEMBER, False, 0),
    B.NO_MEMBER: (O.NOT_UNDERSTOOD, R.NO_MEMBER, False, 0),
    B.TWO_MEMBERS_IN_NAV: (O.NOT_UNDERSTOOD, R.SEVERAL_MEMBERS, False, 0),
    B.DECOY_FIRST: (O.TURNED_OFF, None, True, 1),
    B.SAME_KEY_TWICE: (O.NOT_UNDERSTOOD, R.SEVERAL_SWITCHES, False, 0),
    B.MOVED_KEY: (O.NOT_UNDERSTOOD, R.UNKNOWN_SWITCH, False, 0),
    B.CONTRADICTORY: (O.NOT_UNDERSTOOD, R.STATE_UNREADABLE, False, 0),
    B.HIDDEN_INPUT: (O.TURNED_OFF, None, True, 1),
    B.OLDER_MARKUP: (O.NOT_UNDERSTOOD, R.UNKNOWN_SWITCH, False, 0),
    B.LATE: (O.TURNED_OFF, None, True, 1),
    B.HOSTILE: (O.TURNED_OFF, None, True, 1),
    B.REFUSED_429: (O.REFUSED, R.TOO_MANY_REQUESTS, False, 0),
    B.REFUSED_999: (O.REFUSED, R.REQUEST_DENIED, False, 0),
    B.ERROR_500: (O.NOT_UNDERSTOOD, R.HTTP_STATUS, False, 0),
    B.RESTRICTED: (O.REFUSED, R.RESTRICTED, False, 0),
    B.CODE_BY_EMAIL: (O.PERSON_NEEDED, R.CODE_BY_EMAIL, False, 0),
    B.CAPTCHA: (O.REFUSED, R.CAPTCHA, False, 0),
    B.ELSEWHERE: (O.NOT_UNDERSTOOD, R.OTHER_ADDRESS, False, 0),
    B.OTHER_HOST: (O.NOT_UNDERSTOOD, R.OTHER_HOST, False, 0),
    B.ENDLESS: (O.TOO_SLOW, R.DEADLINE, False, 0),
    B.EMPTY_PAGE: (O.NOT_UNDERSTOOD, R.NO_MEMBER, False, 0),
    B.CODE_BY_SMS: (O.PERSON_NEEDED, R.CODE_BY_SMS, False, 0),
    B.ONE_TIME_CODE: (O.PERSON_NEEDED, R.CODE, False, 0),
    B.AUTHENTICATOR: (O.PERSON_NEEDED, R.AUTHENTICATOR, False, 0),
    B.APP_APPROVAL: (O.PERSON_NEEDED, R.APP_APPROVAL, False, 0),
    B.ASKS_AGAIN: (O.PERSON_NEEDED, R.CODE_BY_EMAIL, False, 0),
    B.ASKS_AFTER_CHANGE: (O.NOT_VERIFIED, R.CODE_BY_EMAIL, True, 1),
    B.INVISIBLE_CAPTCHA: (O.TURNED_OFF, None, True, 1),
    B.ENDED_SESSION: (O.SIGN_IN_NEEDED, R.SIGNED_OUT, False, 0),
    B.DEAD_SESSION: (O.SIGN_IN_NEEDED, R.SIGNED_OUT, False, 0),
}
REFUSALS = (B.REFUSED_429, B.REFUSED_999, B.RESTRICTED, B.CAPTCHA)
CLAIMS_OFF = {Outcome.TURNED_OFF, Outcome.ALREADY_OFF}

WAITING = (B.NO_MEMBER, B.MOVED_KEY, B.OLDER_MARKUP, B.ELSEWHERE, B.EMPTY_PAGE, B.NOT_OFFERED)
"""Those that a run waits for in vain, five seconds each: put into different queues."""

ENDLESS_SECONDS = 4.0
"""Instead of sixty; a run that only loads a page needs a fraction of one."""


def queues() -> list[list[Behaviour]]:
    usual = [one for one in B if one not in (*REFUSALS, *WAITING, B.ENDLESS)]
    mixed = [[*WAITING[place::3], *usual[place::3]] for place in range(3)]
    return [*mixed, [B.ENDLESS], *([one, B.ON] for one in REFUSALS)]


EVERY = pytest.mark.parametrize("behaviour", Behaviour)


class Row:
    """What became of one behaviour: the run's end, and what the site knows of it."""

    def __init__(self, house, behaviour, events) -> None:
        handle = member_with(behaviour).handle
        own = [one for one in events if getattr(one, "account_id", "") == house.id_of[handle]]
        (self.end,) = [one for one in own if isinstance(one, RunEnded)]
        self.steps = [one.step for one in own if isinstance(one, StepReached)]
        self.account = house.account(handle)
        self.is_off = house.site.is_off(handle)
        self.writes = house.site.log()["writes_by_member"].get(handle, {})

    def cells(self, behaviour) -> list[str]:
        said = [behaviour.value, self.end.outcome.value, getattr(self.end.reason, "value", "")]
        writes = ", ".join(f"{key} {number}" for key, number in self.writes.items())
        return [*said, "off" if self.is_off else "not off", writes.replace(KEY, "ours") or "0"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def table(houses, outcomes):
    """Run every behaviour, four queues at a time, each on a site of its own."""
    starts, few = asyncio.Lock(), asyncio.Semaphore(4)

    async def run(behaviours: list[Behaviour]):
        house = houses(*behaviours)
        seconds = ENDLESS_SECONDS if B.ENDLESS in behaviours else 60.0
        async with few:
            queue = house.queue(Kind.OPT_OUT, seconds=seconds)
            async with starts:  # one browser at a time: they share two processors
                events = [await anext(queue) for _ in range(3)]
            events += [event async for event in queue]
        return house, behaviours, events

    runs = await asyncio.gather(*map(run, queues()))
    rows = {}
    for house, behaviours, events in runs:
        for behaviour in behaviours[:1] if behaviours[0] in REFUSALS else behaviours:
            rows[behaviour] = Row(house, behaviour, events)
    outcomes.update({one.value: rows[one].cells(one) for one in B})
    return rows, runs


@pytest_asyncio.fixture(loop_scope="module")
async def row(table, behaviour):
    return table[0][behaviour]


async def test_the_table_leaves_no_behaviour_out() -> None:
    assert set(EXPECTED) == set(Behaviour)


@EVERY
async def test_each_behaviour_ends_as_expected(row, behaviour) -> None:
    outcome, reason, is_off, writes = EXPECTED[behaviour]
    assert (row.end.outcome, row.end.reason) == (outcome, reason)
    assert row.is_off is is_off
    assert row.writes == ({KEY: writes} if writes else {})
    assert row.account.last_try.outcome is outcome


@EVERY
async def test_off_is_never_claimed_where_the_site_has_not_stored_it(row, behaviour) -> None:
    if row.account.standing is Setting.OFF or row.end.outcome in CLAIMS_OFF:
        assert row.is_off
    assert row.end.setting is row.account.standing


@EVERY
async def test_no_switch_is_flipped_twice_and_no_other_key_is_written(row, behaviour) -> None:
    assert set(row.writes) <= {KEY}
    assert row.writes.get(KEY, 0) <= 1


async def test_no_other_host_is_reached_and_no_two_accounts_overlap(table) -> None:
    for house, behaviours, _ in table[1]:
        log = house.site.log()
        assert (log["other_hosts"], log["overlaps"]) == (0, 0)
        handles = [member_with(one).handle for one in behaviours]
        assert log["order"] == [one for one in handles if one in log["order"]]


@pytest.mark.parametrize("behaviour", REFUSALS)
async def test_a_refusal_ends_the_queue_and_leaves_the_rest_as_it_was(table, behaviour) -> None:
    ((house, _, events),) = [one for one in table[1] if one[1][0] is behaviour]
    rest = house.id_of["on-sample"]
    assert (events[-1].end.value, events[-1].not_begun) == ("refused by the service", (rest,))
    assert rest not in {getattr(event, "account_id", None) for event in events}
    assert house.account("on-sample").standing is Setting.NEVER_CHECKED
    assert house.account("on-sample").last_try is None
    assert "on-sample" not in house.site.log()["order"]


async def test_who_needs_a_person_does_not_hold_up_the_others(table) -> None:
    for house, behaviours, events in table[1][:3]:
        assert events[-1].end.value == "finished"
        assert events[-1].not_begun == ()
        assert len([e for e in events if isinstance(e, RunEnded)]) == len(behaviours)
        assert {one.standing for one in map(house.account, house.id_of)} > {Setting.UNKNOWN}
