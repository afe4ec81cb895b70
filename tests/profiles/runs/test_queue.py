"""The queue on the practice site, in a real browser: order, counts, kills and endings."""

import asyncio
import os
import signal
from contextlib import aclosing, suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Account
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, Pace, members_for_load
from optout_profiles.runs.aftermath import cut_short
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Kind,
    QueueChanged,
    QueueEnd,
    QueueEnded,
    QueuePaused,
    QueueResumed,
    QueueStarted,
    RunEnded,
    RunStarted,
    Step,
    StepReached,
)
from optout_profiles.runs.keeping import removal_of
from optout_profiles.runs.records import OpenQueue, Run
from optout_profiles.vault import Put, Remove, Table

SETTING = "/mypreferences/d/settings/data-for-ai-improvement"
KEY = "allowDataForGenerativeAI"
FIRST, SECOND, THIRD = (member.handle for member in members_for_load(3))


@pytest.fixture
def three(houses):
    """Three accounts, all on."""
    return houses(*members_for_load(3))


def outcomes(events) -> list[Outcome]:
    return [event.outcome for event in events if isinstance(event, RunEnded)]


def newest_run(house, handle) -> Run:
    runs = house.vault.all(Table.RUNS, Run)
    return [run for run in runs if run.account_id == house.id_of[handle]][-1]


async def until_step(queue, step: Step, account_id: str) -> None:
    async for event in queue:
        if isinstance(event, StepReached) and (event.step, event.account_id) == (step, account_id):
            return
    pytest.fail(f"{step} never came")


def running_browsers(processes) -> list[str]:
    return [words for words in processes() if "--host-resolver-rules" in words.split("HOME=")[0]]


@pytest.mark.parametrize(("kind", "loads", "writes"), [(Kind.CHECK, 1, 0), (Kind.OPT_OUT, 3, 1)])
async def test_an_account_costs_exactly_these_requests(three, kind, loads, writes) -> None:
    await three.run(kind)
    log = three.site.log()
    assert log["pages"] == {SETTING: loads * 3}
    assert sum(log["writes"].values()) == writes * 3
    assert log["requests"] == (loads * 3 + writes) * 3  # each page with its style and its script
    assert (log["overlaps"], log["other_hosts"]) == (0, 0)
    assert log["order"] == [FIRST, SECOND, THIRD]


async def test_events_come_in_order_with_one_end_for_each_start(three) -> None:
    events = await three.run(Kind.CHECK)
    started, *middle, ended = events
    assert started == QueueStarted(ended.queue_id, Kind.CHECK, tuple(three.ids))
    assert (ended.end, ended.not_begun) == (QueueEnd.FINISHED, ())
    shape = [(type(event), event.account_id) for event in middle]
    assert shape == [
        (kind, id_)
        for id_ in three.ids
        for kind in (RunStarted, StepReached, StepReached, RunEnded)
    ]


async def test_an_opt_out_goes_through_every_step_in_order(three) -> None:
    events = await three.run(ids=three.ids[:1])
    assert [one.step for one in events if isinstance(one, StepReached)] == [
        step for step in Step if step not in {Step.MAKING_SURE, Step.YOUR_TURN}
    ]


async def test_what_must_outlive_a_kill_is_in_the_vault_before_it_is_announced(houses) -> None:
    house = houses(Behaviour.ON, Behaviour.SAVE_FAILS, Behaviour.SIGNED_OUT)
    seen = set()
    with house.reader() as reader:
        async with aclosing(house.queue()) as queue:
            async for event in queue:
                seen.add(type(event))
                match event:
                    case QueueStarted():
                        assert reader.ids(Table.QUEUE) == {"queue"}
                    case RunStarted() | StepReached(step=Step.OPENING | Step.READING):
                        assert reader.get(Table.RUNS, event.run_id, Run) is None
                    case StepReached(step=Step.CHANGING):
                        run = reader.get(Table.RUNS, event.run_id, Run)
                        assert (run.step, run.ended_at) == (Step.CHANGING, None)
                        assert reader.ids(Table.QUEUE) == {"queue", "position"}
                    case RunEnded():
                        account = reader.get(Table.ACCOUNTS, event.account_id, Account)
                        run = reader.get(Table.RUNS, event.run_id, Run)
                        assert account.last_try.run_id == event.run_id
                        assert account.standing is event.setting
                        for kept in (account.last_try, run):
                            assert (kept.outcome, kept.reason) == (event.outcome, event.reason)
                    case QueueEnded():
                        assert reader.ids(Table.QUEUE) == set()
    assert seen == {QueueStarted, RunStarted, StepReached, RunEnded, QueueEnded}


async def test_no_event_holds_a_name_or_a_secret(three) -> None:
    shown = repr(await three.run(Kind.CHECK))
    secrets = [cookie.value for handle in three.id_of for cookie in three.session(handle).cookies]
    for word in (FIRST, "Member", "li_at", *secrets):
        assert word not in shown


async def test_an_account_without_a_session_asks_for_one_and_loads_nothing(three) -> None:
    three.vault.write(Remove(Table.SESSIONS, three.ids[0]))
    events = await three.run(ids=three.ids[:1])
    assert (events[-2].outcome, events[-2].reason) == (Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION)
    assert three.site.log()["requests"] == 0


async def test_a_session_of_another_origin_is_never_sent_here(three, houses) -> None:
    other = houses(*members_for_load(1))
    events = await three.run(ids=three.ids[:1], profile=other.site.profile)
    assert outcomes(events) == [Outcome.SIGN_IN_NEEDED]
    assert other.site.log()["requests"] == 0


async def test_an_account_removed_while_the_queue_runs_is_not_worked_on(three) -> None:
    async with aclosing(three.queue(Kind.CHECK)) as queue:
        events = []
        async for event in queue:
            events.append(event)
            if isinstance(event, RunEnded) and event.account_id == three.ids[0]:
                three.vault.write(*removal_of(three.vault, [three.ids[1]]))
    assert outcomes(events) == [Outcome.IS_ON, Outcome.SIGN_IN_NEEDED, Outcome.IS_ON]
    assert three.vault.ids(Table.ACCOUNTS) == {three.ids[0], three.ids[2]}
    assert SECOND not in three.site.log()["order"]


async def test_an_account_removed_during_its_own_run_does_not_come_back(three) -> None:
    async with aclosing(three.queue(ids=three.ids[:2])) as queue:
        await until_step(queue, Step.READING_AGAIN, three.ids[0])
        three.vault.write(*removal_of(three.vault, [three.ids[0]]))
        rest = [event async for event in queue]
    assert outcomes(rest) == [Outcome.TURNED_OFF, Outcome.TURNED_OFF]
    assert three.ids[0] not in three.vault.ids(Table.ACCOUNTS) | three.vault.ids(Table.SESSIONS)


async def test_stopping_ends_the_account_at_hand_and_begins_no_other(three) -> None:
    control = QueueControl()
    async with aclosing(three.queue(Kind.OPT_OUT, control)) as queue:
        await until_step(queue, Step.READING, three.ids[0])
        control.stop()
        rest = [event async for event in queue]
    assert outcomes(rest) == [Outcome.TURNED_OFF]
    assert rest[-1].end is QueueEnd.STOPPED
    assert rest[-1].not_begun == tuple(three.ids[1:])
    assert three.account(SECOND).standing is Setting.NEVER_CHECKED


async def test_a_paused_queue_begins_nothing_until_it_is_resumed(three) -> None:
    control = QueueControl()
    control.pause()
    async with aclosing(three.queue(Kind.CHECK, control, ids=three.ids[:1])) as queue:
        assert isinstance(await anext(queue), QueueStarted)
        assert isinstance(await anext(queue), QueuePaused)
        next_event = asyncio.ensure_future(anext(queue))
        done, _ = await asyncio.wait({next_event}, timeout=0.2)
        assert not done
        control.resume()
        assert isinstance(await next_event, QueueResumed)
        assert outcomes([event async for event in queue]) == [Outcome.IS_ON]


@pytest.mark.parametrize("waits_in_between", [True, False])
async def test_a_queue_paused_again_begins_nothing_either(three, waits_in_between) -> None:
    control = QueueControl()
    control.pause()
    async with aclosing(three.queue(Kind.CHECK, control, ids=three.ids[:1])) as queue:
        assert [type(await anext(queue)) for _ in range(2)] == [QueueStarted, QueuePaused]
        next_event = asyncio.ensure_future(anext(queue))
        await asyncio.sleep(0)  # until it waits
        control.resume()
        if waits_in_between:
            assert isinstance(await next_event, QueueResumed)
            control.pause()
            assert isinstance(await anext(queue), QueuePaused)
            next_event = asyncio.ensure_future(anext(queue))
        else:
            control.pause()
        done, _ = await asyncio.wait({next_event}, timeout=0.2)
        assert not done
        control.resume()
        assert isinstance(await next_event, QueueResumed)
        assert outcomes([event async for event in queue]) == [Outcome.IS_ON]


async def test_what_is_to_come_can_be_changed_while_it_runs(three) -> None:
    """On disk before it is told, and what was dropped is as it was."""
    first, second, third = three.ids
    control, order = QueueControl(), []
    with three.reader() as reader:
        async with aclosing(three.queue(Kind.CHECK, control)) as queue:
            async for event in queue:
                match event:
                    case RunStarted(account_id=id_):
                        order.append(id_)
                        if len(order) == 1:
                            control.pending.move(third, 1)
                        elif len(order) == 2:
                            control.pending.add([first])
                            control.pending.drop(second)
                        else:
                            control.pending.add([second])
                            control.pending.drop(second)
                    case QueueChanged(account_ids=told):
                        kept = reader.get(Table.QUEUE, "queue", OpenQueue)
                        assert kept.account_ids == (*order, *told)
                        assert told == control.pending.account_ids
    assert order == [first, third, first]
    assert (event.end, event.not_begun) == (QueueEnd.FINISHED, ())
    assert three.account(SECOND).last_try is None


@pytest.mark.parametrize("end", [QueueEnd.STOPPED, QueueEnd.FINISHED])
async def test_what_was_dropped_is_not_left(three, end) -> None:
    _, second, third = three.ids
    control = QueueControl()
    async with aclosing(three.queue(Kind.CHECK, control)) as queue:
        async for event in queue:
            if isinstance(event, RunStarted):
                control.pending.drop(second)
                if end is QueueEnd.STOPPED:
                    control.stop()
                else:
                    control.pending.drop(third)
    assert (event.end, event.not_begun) == (end, (third,) if end is QueueEnd.STOPPED else ())
    assert three.site.log()["order"] == [FIRST]


@pytest.mark.parametrize("pauses_again", [True, False])
async def test_a_paused_queue_can_be_stopped(three, pauses_again) -> None:
    control = QueueControl()
    control.pause()
    async with aclosing(three.queue(Kind.CHECK, control)) as queue:
        assert [type(await anext(queue)) for _ in range(2)] == [QueueStarted, QueuePaused]
        next_event = asyncio.ensure_future(anext(queue))
        await asyncio.sleep(0)  # until it waits
        control.stop()
        if pauses_again:
            control.pause()
        async with asyncio.timeout(5):
            rest = [await next_event, *[event async for event in queue]]
    assert [type(event) for event in rest] == [QueueEnded]
    assert (rest[-1].end, rest[-1].not_begun) == (QueueEnd.STOPPED, tuple(three.ids))
    assert three.site.log()["requests"] == 0


def kill_browser(processes_of: str) -> None:
    """Kill the browser's own processes, as the system does when memory runs out."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            environment = (folder / "environ").read_bytes().decode(errors="replace")
            if "--host-resolver-rules" in command and processes_of in environment:
                os.kill(int(folder.name), signal.SIGKILL)


@pytest.mark.parametrize(
    ("step", "outcome", "standing"),
    [
        (Step.READING, Outcome.BROWSER_GONE, Setting.UNKNOWN),
        (Step.SAVING, Outcome.NOT_VERIFIED, Setting.UNKNOWN),
        (Step.READING_ONCE_MORE, Outcome.NOT_VERIFIED, Setting.UNKNOWN),
    ],
)
async def test_a_killed_browser_costs_one_account_and_the_next_gets_a_new_one(
    three, home, processes, until, step, outcome, standing
) -> None:
    async with aclosing(three.queue(ids=three.ids[:2])) as queue:
        await until_step(queue, step, three.ids[0])
        kill_browser(str(home))
        rest = [event async for event in queue]
    assert outcomes(rest) == [outcome, Outcome.TURNED_OFF]
    assert three.account(FIRST).standing is standing
    assert three.site.is_off(SECOND)
    assert set(three.site.log()["writes"]) == {KEY}
    assert three.site.log()["writes_by_member"][SECOND] == {KEY: 1}
    await until(lambda: not running_browsers(processes))


async def test_a_browser_killed_between_two_accounts_costs_none(three, home, until) -> None:
    async with aclosing(three.queue(Kind.CHECK)) as queue:
        events = []
        async for event in queue:
            events.append(event)
            if isinstance(event, RunEnded) and event.account_id == three.ids[0]:
                kill_browser(str(home))
                await asyncio.sleep(0.3)  # until the driver has noticed
    assert outcomes(events) == [Outcome.IS_ON] * 3


@pytest.mark.parametrize(
    ("step", "by_cancelling", "kills_browser"),
    [
        (Step.READING, False, False),
        (Step.READING, False, True),
        (Step.READING, True, True),
        (Step.READING_AGAIN, True, False),
        (Step.READING_AGAIN, False, True),
    ],
)
async def test_leaving_a_queue_closes_its_browser_and_leaves_it_to_be_gone_on_with(
    three, home, processes, until, step, by_cancelling, kills_browser
) -> None:
    """Also where the browser is gone by then: ctrl+c reaches it as well as us."""
    reached = asyncio.Event()

    async def work() -> None:
        async with aclosing(three.queue()) as queue:
            await until_step(queue, step, three.ids[0])
            reached.set()
            if kills_browser:
                kill_browser(str(home))
            if by_cancelling:
                await anext(queue)
                pytest.fail("it went on")

    task = asyncio.ensure_future(work())
    await reached.wait()
    if by_cancelling:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    else:
        await task
    await until(lambda: not running_browsers(processes))
    assert cut_short(three.vault).to_go_on == tuple(three.ids)
    assert three.vault.ids(Table.QUEUE) == set()
    run = newest_run(three, FIRST)
    is_past_the_click = step is Step.READING_AGAIN
    assert run.outcome is (Outcome.NOT_VERIFIED if is_past_the_click else Outcome.CANCELLED)
    assert run.reason is Reason.INTERRUPTED
    standing = Setting.UNKNOWN if is_past_the_click else Setting.NEVER_CHECKED
    assert three.account(FIRST).standing is standing
    assert three.account(SECOND).standing is Setting.NEVER_CHECKED
    assert len(three.vault.all(Table.RUNS, Run)) == 1


async def test_an_account_that_takes_too_long_is_given_up_and_the_next_goes_on(houses) -> None:
    house = houses(Behaviour.SLOW_SAVE, Behaviour.OFF, pace=Pace(saving=60))
    events = await house.run(seconds=2.5)
    assert outcomes(events) == [Outcome.NOT_VERIFIED, Outcome.ALREADY_OFF]
    assert house.account("slow-save-sample").last_try.reason is Reason.DEADLINE
    assert house.site.log()["writes_by_member"]["slow-save-sample"]


async def test_an_older_fact_outlives_a_run_that_fails(houses) -> None:
    house = houses(Behaviour.ON)
    await house.run()
    before = house.account("on-sample")
    stale = house.session("on-sample")
    dead = replace(stale, cookies=tuple(replace(one, value="dead") for one in stale.cookies))
    house.vault.write(Put(Table.SESSIONS, stale.account_id, dead))
    events = await house.run(Kind.CHECK)
    after = house.account("on-sample")
    assert outcomes(events) == [Outcome.SIGN_IN_NEEDED]
    assert (after.fact, after.changed_at) == (before.fact, before.changed_at)
    assert (after.setting, after.standing) == (Setting.OFF, Setting.UNKNOWN)
    assert house.session("on-sample").cookies == dead.cookies


@pytest.mark.parametrize("step", [Step.OPENING, Step.READING])
async def test_a_run_is_skipped_up_to_its_click_and_the_queue_goes_on(three, step) -> None:
    first = three.ids[0]
    control = QueueControl()
    async with aclosing(three.queue(Kind.OPT_OUT, control, ids=three.ids[:2])) as queue:
        await until_step(queue, step, first)
        assert control.skip()
        ended = await anext(queue)
        assert (ended.outcome, ended.setting) == (Outcome.SKIPPED, Setting.NEVER_CHECKED)
        assert not control.skip()  # between two accounts there is nothing to skip
        rest = [event async for event in queue]
    assert outcomes(rest) == [Outcome.TURNED_OFF]
    assert three.account(FIRST).last_try is None
    assert list(three.site.log()["writes_by_member"]) == [SECOND]


async def test_a_skip_wakes_a_run_that_waits_for_its_page(houses) -> None:
    house = houses(Behaviour.ENDLESS, Behaviour.OFF)
    control = QueueControl()
    async with aclosing(house.queue(Kind.CHECK, control)) as queue:
        await until_step(queue, Step.READING, house.ids[0])
        waiting = asyncio.ensure_future(anext(queue))
        await asyncio.sleep(0)  # until it waits
        async with asyncio.timeout(10):
            assert control.skip()
            assert (await waiting).outcome is Outcome.SKIPPED
            assert outcomes([event async for event in queue]) == [Outcome.ALREADY_OFF]


async def test_past_its_click_nothing_is_skipped(three) -> None:
    control = QueueControl()
    async with aclosing(three.queue(Kind.OPT_OUT, control, ids=three.ids[:1])) as queue:
        await until_step(queue, Step.CHANGING, three.ids[0])
        assert not control.skip()
        assert outcomes([event async for event in queue]) == [Outcome.TURNED_OFF]
