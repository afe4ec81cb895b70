"""The pause between two accounts: counted down, skipped, and cut by a stop at once."""

import asyncio
from contextlib import aclosing

import pytest
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome
from optout_profiles.practice import members_for_load
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Kind,
    QueueEnd,
    QueueEnded,
    QueuePaused,
    QueueResumed,
    QueueWaiting,
    RunEnded,
    RunStarted,
)
from optout_profiles.runs.queue import usual_pause
from optout_profiles.vault import Remove, Table

LONG = 600.0


@pytest.fixture
def three(houses):
    return houses(*members_for_load(3))


async def until_waiting(queue) -> QueueWaiting:
    async for event in queue:
        if isinstance(event, QueueWaiting):
            return event
    pytest.fail("it never waited")


def waits(events) -> list[int]:
    return [event.seconds for event in events if isinstance(event, QueueWaiting)]


async def test_a_wait_is_counted_down_between_two_accounts_only(three) -> None:
    clock = asyncio.get_running_loop().time
    ended = started = 0.0
    told = []
    async with aclosing(three.queue(Kind.CHECK, ids=three.ids[:2], pause_seconds=2.2)) as queue:
        async for event in queue:
            told.append(event)
            if isinstance(event, RunEnded) and not ended:
                ended = clock()
            if isinstance(event, RunStarted):
                started = clock()
    assert waits(told) == [3, 2, 1]
    assert 2.2 <= started - ended < 3
    places = [type(event) for event in told if not hasattr(event, "step")]
    assert places.index(QueueWaiting) > places.index(RunEnded)
    assert places[-2:] == [RunEnded, QueueEnded]


async def test_a_wait_is_skipped_at_once_and_the_next_one_is_not(three) -> None:
    control = QueueControl()
    control.skip_wait()  # nobody waits yet: this is none of the waits to come
    async with aclosing(three.queue(Kind.CHECK, control, pause_seconds=LONG)) as queue:
        assert (await until_waiting(queue)).seconds == LONG
        async with asyncio.timeout(5):
            control.skip_wait()
            assert isinstance(await anext(queue), RunStarted)
        assert (await until_waiting(queue)).seconds == LONG
        control.skip_wait()
        rest = [event async for event in queue]
    assert rest[-1].end is QueueEnd.FINISHED


@pytest.mark.parametrize("first_waits", [True, False])
async def test_a_stop_ends_a_wait_at_once(three, first_waits) -> None:
    control = QueueControl()
    async with aclosing(three.queue(Kind.CHECK, control, pause_seconds=LONG)) as queue:
        await until_waiting(queue)
        if first_waits:
            coming = asyncio.ensure_future(anext(queue))
            await asyncio.sleep(0)  # until it waits
            control.stop()
            rest = [await coming, *[event async for event in queue]]
        else:
            control.stop()
            rest = [event async for event in queue]
    assert [type(event) for event in rest] == [QueueEnded]
    assert (rest[0].end, rest[0].not_begun) == (QueueEnd.STOPPED, tuple(three.ids[1:]))


async def test_a_pause_takes_a_wait_over_and_what_is_left_of_it_comes_after(three) -> None:
    control = QueueControl()
    async with aclosing(three.queue(Kind.CHECK, control, pause_seconds=LONG)) as queue:
        await until_waiting(queue)
        coming = asyncio.ensure_future(anext(queue))
        await asyncio.sleep(0)
        control.pause()
        assert isinstance(await coming, QueuePaused)
        coming = asyncio.ensure_future(anext(queue))
        done, _ = await asyncio.wait({coming}, timeout=0.1)
        assert not done
        control.resume()
        assert isinstance(await coming, QueueResumed)
        assert isinstance(await anext(queue), QueueWaiting)
        control.skip_wait()
        assert isinstance(await anext(queue), RunStarted)


async def test_nothing_is_waited_for_where_the_service_was_asked_nothing(three) -> None:
    three.vault.write(Remove(Table.SESSIONS, three.ids[0]))
    async with asyncio.timeout(30):
        events = await three.run(Kind.CHECK, ids=three.ids[:2], pause_seconds=LONG)
    assert waits(events) == []
    ends = [event.outcome for event in events if isinstance(event, RunEnded)]
    assert ends == [Outcome.SIGN_IN_NEEDED, Outcome.IS_ON]


def test_half_a_minute_on_a_live_service_and_nothing_on_the_practice_site(linkedin, houses) -> None:
    assert usual_pause(linkedin) == 30
    assert usual_pause(houses().site.profile) == 0
    assert usual_pause(replace(linkedin, origin="http://127.0.0.1:8000")) == 0
