"""Every behaviour of the practice site, opted out once: what was said of it, what the site saw.

A queue ends at a refusal, so those come in queues of their own, as does what never ends.
"""

import asyncio
import time
from contextlib import aclosing

import pytest
import pytest_asyncio

from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, Pace, member_with
from optout_profiles.runs.events import Kind, QueueEnd, RunEnded, RunStarted

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEY = "allowDataForGenerativeAI"
B, O, R = Behaviour, Outcome, Reason  # noqa: E741 (a table)

TURNED_OFF = {
    *(B.ON, B.SLOW_SAVE, B.DECOY_FIRST, B.HIDDEN_INPUT, B.OLDER_MARKUP, B.LATE, B.HOSTILE),
    *(B.MOVED_TO_ROUTE_A, B.MOVED_TO_ROUTE_B, B.MOVED_TO_ROUTE_C, B.MOVED_INTO_CATEGORY),
    *(B.IN_FRAME, B.LATE_IN_FRAME, B.IN_SHADOW_ROOT, B.RIGHT_TO_LEFT, B.INVISIBLE_CAPTCHA),
    *(B.GERMAN, B.FRENCH, B.PORTUGUESE, B.POLISH),
    *(B.GERMAN_MOVED, B.FRENCH_MOVED, B.PORTUGUESE_MOVED, B.POLISH_MOVED),
    *(B.SLOW_ANSWER, B.SLOW_DATA, B.DEFAULT_FIRST),
}
TURNED_BACK = {
    *(B.REVERTS, B.REVERTS_LATER, B.SAVE_FAILS, B.SAVE_ERROR_500, B.SAVE_SWALLOWED),
    *(B.SAVE_NEVER_ENDS, B.CUT_AT_SAVE),
}
NEVER_ENDING = (B.ENDLESS, B.DRIPPING)
UNTOUCHED = {
    O.NOT_UNDERSTOOD: {
        B.SAME_KEY_TWICE: R.SEVERAL_SWITCHES,
        B.CONTRADICTORY: R.STATE_UNREADABLE,
        B.MOVED_KEY: R.UNKNOWN_SWITCH,
        B.MOVED_KEY_AMONG_OTHERS: R.UNKNOWN_SWITCH,
        B.ELSEWHERE: R.OTHER_ADDRESS,
        B.DATA_FAILS: R.DATA_MISSING,
        B.DATA_CUT: R.DATA_MISSING,
        B.DATA_GIVEN_UP: R.DATA_MISSING,
        B.CUT_AT_SCRIPT: R.DATA_MISSING,
        B.CUT_BEFORE_HEADERS: R.NETWORK,
        B.CUT_IN_HEADERS: R.NETWORK,
        B.NO_MEMBER: R.NO_MEMBER,
        B.EMPTY_PAGE: R.NO_MEMBER,
        B.TWO_MEMBERS_IN_NAV: R.SEVERAL_MEMBERS,
        B.ERROR_500: R.HTTP_STATUS,
        B.ERROR_500_EMPTY: R.HTTP_STATUS,
        B.OTHER_HOST: R.OTHER_HOST,
        B.MILLION_ELEMENTS: R.TOO_LARGE,
    },
    O.PERSON_NEEDED: {
        B.CODE_BY_EMAIL: R.CODE_BY_EMAIL,
        B.CODE_BY_SMS: R.CODE_BY_SMS,
        B.ONE_TIME_CODE: R.CODE,
        B.AUTHENTICATOR: R.AUTHENTICATOR,
        B.APP_APPROVAL: R.APP_APPROVAL,
        B.ASKS_AGAIN: R.CODE_BY_EMAIL,
    },
    O.REFUSED: {
        B.REFUSED_429: R.TOO_MANY_REQUESTS,
        B.REFUSED_999: R.REQUEST_DENIED,
        B.RESTRICTED: R.RESTRICTED,
        B.CAPTCHA: R.CAPTCHA,
    },
    O.SIGN_IN_NEEDED: dict.fromkeys(
        (B.SIGNED_OUT, B.ENDED_SESSION, B.DEAD_SESSION, B.REDIRECT_LOOP), R.SIGNED_OUT
    ),
    O.TOO_SLOW: dict.fromkeys((*NEVER_ENDING, B.CUT_IN_BODY), R.DEADLINE),
    O.WRONG_PERSON: {B.WRONG_MEMBER: R.OTHER_MEMBER},
    O.NOT_OFFERED: {B.NOT_OFFERED: None},
}

EXPECTED = {
    # behaviour: outcome, reason, is it off on the site, writes of our key
    **dict.fromkeys(TURNED_OFF, (O.TURNED_OFF, None, True, 1)),
    **dict.fromkeys(TURNED_BACK, (O.DID_NOT_STICK, R.TURNED_BACK, False, 1)),
    **{
        one: (outcome, why, False, 0)
        for outcome, reasons in UNTOUCHED.items()
        for one, why in reasons.items()
    },
    B.OFF: (O.ALREADY_OFF, None, True, 0),
    B.SAVE_NOT_SENT: (O.DID_NOT_STICK, R.TURNED_BACK, False, 0),
    B.DIALOG_BEFORE_SAVING: (O.DID_NOT_STICK, R.ASKED, False, 0),
    B.CONFIRM_BEFORE_SAVING: (O.DID_NOT_STICK, R.ASKED, False, 0),
    B.COOKIE_BANNER: (O.DID_NOT_STICK, R.COVERED, False, 0),
    B.SIGNED_OUT_AFTER_CHANGE: (O.NOT_VERIFIED, R.SIGNED_OUT_AFTERWARDS, True, 1),
    B.ASKS_AFTER_CHANGE: (O.NOT_VERIFIED, R.CODE_BY_EMAIL, True, 1),
    B.WRONG_MEMBER_LATER: (O.NOT_VERIFIED, R.OTHER_MEMBER, True, 1),
    B.RESTRICTED_AFTER_CHANGE: (O.NOT_VERIFIED, R.RESTRICTED, True, 1),
}
ON_A_BUSY_MACHINE = {B.MILLION_ELEMENTS: (O.TOO_SLOW, R.DEADLINE)}
"""What may come first where the processor is shared; it is as true, and as harmless."""

REFUSALS = (*UNTOUCHED[O.REFUSED], B.RESTRICTED_AFTER_CHANGE)
SLOW = (B.SLOW_ANSWER, B.SLOW_DATA, B.SAVE_NEVER_ENDS, B.MILLION_ELEMENTS)
CLAIMS_OFF = {Outcome.TURNED_OFF, Outcome.ALREADY_OFF}
LEAST_READS = {Outcome.TURNED_OFF: 3, Outcome.ALREADY_OFF: 2}
SELF_EXPLAINED = CLAIMS_OFF | {Outcome.NOT_OFFERED}
"""Outcomes that are a fact and need no reason."""

QUICK = Pace(saving=0.3, drawing=0.1, answering=5.0, giving_up=0.3)
SECONDS = 60.0
NEVER_ENDING_SECONDS = 4.0
"""For one account, instead of sixty."""

CLOSING_SECONDS = 5.0
"""What a browser that hangs may take to be ended, after the account's own time."""

QUEUES = 6
AT_ONCE = 4


def queues() -> list[list[Behaviour]]:
    apart = {*REFUSALS, *NEVER_ENDING, *SLOW}
    usual = [one for one in B if one not in apart]
    mixed = [usual[place::QUEUES] for place in range(QUEUES)]
    return [[one] for one in SLOW] + mixed + [[*NEVER_ENDING], *([one, B.ON] for one in REFUSALS)]


def handle_of(behaviour: Behaviour) -> str:
    return member_with(behaviour).handle


class Row:
    """What was said of one behaviour, how long it took, and what the site knows of it."""

    def __init__(self, house, behaviour, told, seconds) -> None:
        self.behaviour, self.end, self.seconds = behaviour, told, seconds
        handle, log = handle_of(behaviour), house.site.log()
        self.account = house.account(handle)
        self.is_off = house.site.is_off(handle)
        self.writes = log["writes_by_member"].get(handle, {})
        self.reads = sum(log["pages_by_member"].get(handle, {}).values())
        self.other_writes = sum(self.writes.values()) - self.writes.get(KEY, 0)

    @property
    def claims_off(self) -> bool:
        return self.account.standing is Setting.OFF or self.end.outcome in CLAIMS_OFF

    @property
    def deadline(self) -> float:
        of_its_own = self.behaviour in NEVER_ENDING
        return (NEVER_ENDING_SECONDS if of_its_own else SECONDS) + CLOSING_SECONDS

    def cells(self) -> list[str]:
        said = [self.behaviour.value, self.end.outcome.value, getattr(self.end.reason, "value", "")]
        saw = ["off" if self.is_off else "not off", self.reads, self.writes.get(KEY, 0)]
        return [*said, f"{self.seconds:.1f} s", *map(str, saw), str(self.other_writes)]


class Summary:
    """The table of all behaviours, and what may not have happened in any."""

    TITLE = "every behaviour of the practice site, opted out once"
    HEAD = ("behaviour", "said", "why", "took", "stored", "reads", "our key", "other keys")

    def __init__(self, rows, houses) -> None:
        self.rows, self._logs = rows, [house.site.log() for house in houses]

    def lines(self) -> list[list[str]]:
        totals = ", ".join(f"{number} {what}" for what, number in self.totals().items())
        return [list(self.HEAD), *(row.cells() for row in self.rows), [totals]]

    def totals(self) -> dict[str, int]:
        rows, logs = self.rows, self._logs
        unproved = [one for one in rows if one.reads < LEAST_READS.get(one.end.outcome, 0)]
        unnamed = [
            one for one in rows if one.end.outcome not in SELF_EXPLAINED and not one.end.reason
        ]
        return {
            'false "off"': sum(one.claims_off and not one.is_off for one in rows) + len(unproved),
            "writes to any other key": sum(one.other_writes for one in rows),
            "requests to a host not listed": sum(log["other_hosts"] for log in logs),
            "requests for what is not there": sum(log["missing"] for log in logs),
            "overlapping accounts": sum(log["overlaps"] for log in logs),
            "late": sum(one.seconds > one.deadline for one in rows),
            "without a reason": len(unnamed),
        }


class Ran:
    """One queue that was run to its end."""

    def __init__(self, house, behaviours, timed) -> None:
        self.house, self.behaviours = house, behaviours
        self.events = [event for _, event in timed]
        began = {event.account_id: at for at, event in timed if isinstance(event, RunStarted)}
        self.ends = {
            event.account_id: (event, at - began[event.account_id])
            for at, event in timed
            if isinstance(event, RunEnded)
        }

    def rows(self):
        for behaviour in self.behaviours:
            if end := self.ends.get(self.house.id_of[handle_of(behaviour)]):
                yield Row(self.house, behaviour, *end)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ran(houses):
    """Run every behaviour, a few queues at a time, each on a site of its own."""
    starts, few = asyncio.Lock(), asyncio.Semaphore(AT_ONCE)

    async def run(behaviours: list[Behaviour]) -> Ran:
        house = houses(*behaviours, pace=QUICK)
        seconds = NEVER_ENDING_SECONDS if behaviours[0] in NEVER_ENDING else SECONDS
        async with few, aclosing(house.queue(Kind.OPT_OUT, seconds=seconds)) as queue:
            async with starts:  # one browser at a time: they share two processors
                timed = [(time.monotonic(), await anext(queue)) for _ in range(3)]
            timed += [(time.monotonic(), event) async for event in queue]
        return Ran(house, behaviours, timed)

    async with asyncio.TaskGroup() as group:
        runs = [group.create_task(run(behaviours)) for behaviours in queues()]
    return [run.result() for run in runs]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def summary(ran):
    """Return the table."""
    by_behaviour = {row.behaviour: row for one in ran for row in one.rows()}
    rows = [by_behaviour[one] for one in EXPECTED if one in by_behaviour]
    return Summary(rows, [one.house for one in ran])


async def test_no_behaviour_is_left_out(summary) -> None:
    assert set(EXPECTED) == {row.behaviour for row in summary.rows} == set(Behaviour)


@pytest.mark.parametrize("behaviour", Behaviour)
async def test_each_ends_as_expected_and_within_its_time(summary, behaviour) -> None:
    (row,) = [one for one in summary.rows if one.behaviour is behaviour]
    outcome, reason, is_off, writes = EXPECTED[behaviour]
    if (row.end.outcome, row.end.reason) == ON_A_BUSY_MACHINE.get(behaviour):
        outcome, reason = ON_A_BUSY_MACHINE[behaviour]
    assert (row.end.outcome, row.end.reason) == (outcome, reason)
    assert row.is_off is is_off
    assert row.writes == ({KEY: writes} if writes else {})
    assert row.account.last_try.outcome is outcome
    assert row.end.setting is row.account.standing
    assert row.seconds <= row.deadline


async def test_nothing_untrue_nothing_unasked_and_nothing_unnamed(summary, record_property) -> None:
    record_property("table", (summary.TITLE, summary.lines()))
    assert dict.fromkeys(summary.totals(), 0) == summary.totals()


async def test_the_accounts_of_a_queue_are_worked_on_in_its_order(ran) -> None:
    for one in ran:
        order = one.house.site.log()["order"]
        assert order == [h for h in map(handle_of, one.behaviours) if h in order]


async def test_a_refusal_ends_the_queue_and_leaves_the_rest_as_it_was(ran) -> None:
    for one in ran:
        if one.behaviours[0] in REFUSALS:
            rest = one.house.id_of["on-sample"]
            assert (one.events[-1].end, one.events[-1].not_begun) == (QueueEnd.REFUSED, (rest,))
            assert one.house.account("on-sample").last_try is None
            assert "on-sample" not in one.house.site.log()["order"]
        else:
            assert (one.events[-1].end, one.events[-1].not_begun) == (QueueEnd.FINISHED, ())
            assert len(one.ends) == len(one.behaviours)
