"""A queue killed by SIGKILL in the middle of anything loses and claims nothing.

The number of kills can be set by ``OPTOUT_TUI_TEST_QUEUE_KILLS``.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.practice import Behaviour, Member, member_with, members_for_load
from optout_profiles.runs.aftermath import cut_short
from optout_profiles.runs.events import Event, Kind, RunEnded, RunStarted, Step, StepReached
from optout_profiles.runs.records import Run
from optout_profiles.vault import Table

KILLS = int(os.environ.get("OPTOUT_TUI_TEST_QUEUE_KILLS", "12"))
KEY = "allowDataForGenerativeAI"
CHILD = Path(__file__).with_name("queue_child.py")
ORPHAN_SECONDS = 5.0

MEMBERS: tuple[Member, ...] = (
    member_with(Behaviour.ON),
    member_with(Behaviour.REVERTS),
    member_with(Behaviour.OFF),
    member_with(Behaviour.SAVE_FAILS),
    *members_for_load(2),
)
CHANGED, IS_OFF = range(2), 2
STEPS = [step for step in Step if step not in {Step.YOUR_TURN, Step.MAKING_SURE}]
PLACES = [(IS_OFF, Step.MAKING_SURE), *((place, step) for place in CHANGED for step in STEPS)]
"""At which step of which account the kills fall, again and again in this order."""


def run_until(house, until: tuple[str, Step], delay: float) -> list[Event]:
    """Run the queue in a process of its own; kill it so long after a step; return its events."""
    orders = {
        "vault": str(house.path),
        "passphrase": "correct horse battery staple",
        "profile": house.site.profile,
        "account_ids": house.ids,
        "kind": Kind.OPT_OUT,
    }
    house.vault.close()
    with subprocess.Popen(
        [sys.executable, CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdin.write(msgspec.json.encode(orders))
        child.stdin.close()
        events = []
        for line in child.stdout:
            events.append(msgspec.json.decode(line, type=Event))
            match events[-1]:
                case StepReached(account_id=id_, step=reached) if (id_, reached) == until:
                    break
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(delay)
        child.send_signal(signal.SIGKILL)
        events += [msgspec.json.decode(line, type=Event) for line in child.stdout]
    house.reopen()
    return events


@pytest.mark.parametrize("kill", range(KILLS))
async def test_a_killed_queue_loses_nothing_and_claims_nothing(
    houses, home, processes, until, kill
) -> None:
    house = houses(*MEMBERS)
    place, step = PLACES[kill % len(PLACES)]
    events = run_until(house, (house.ids[place], step), random.random() / 5)
    cut = cut_short(house.vault)
    assert cut is not None

    begun = {event.account_id for event in events if isinstance(event, RunStarted)}
    clicked = {
        event.account_id
        for event in events
        if isinstance(event, StepReached) and event.step is Step.CHANGING
    }
    runs = house.vault.all(Table.RUNS, Run)
    assert clicked <= {run.account_id for run in runs}
    assert len(runs) == len({run.account_id for run in runs}) <= len(begun) + 1
    assert list(cut.left) == [id_ for id_ in house.ids if id_ not in {r.account_id for r in runs}]
    assert all(run.ended_at for run in runs)

    for event in events:
        if isinstance(event, RunEnded):
            (run,) = (one for one in runs if one.id == event.run_id)
            assert run.outcome is event.outcome
    log = house.site.log()
    for handle, id_ in house.id_of.items():
        account, writes = house.account(handle), log["writes_by_member"].get(handle, {})
        assert set(writes) <= {KEY}
        assert writes.get(KEY, 0) <= 1
        if account.standing is Setting.OFF:
            assert house.site.is_off(handle)
        if writes:  # whatever was changed is known to have been tried
            assert account.last_try is not None
            assert account.last_try.outcome in {
                Outcome.TURNED_OFF,
                Outcome.DID_NOT_STICK,
                Outcome.NOT_VERIFIED,
            }
        if id_ in cut.left:
            assert account.standing is Setting.NEVER_CHECKED
            assert not writes
    async with asyncio.timeout(ORPHAN_SECONDS):
        await until(lambda: not processes())


async def test_what_a_kill_left_can_be_done_afterwards(houses) -> None:
    house = houses(*MEMBERS[:2], MEMBERS[3])
    run_until(house, (house.ids[1], Step.SAVING), 0.0)
    cut = cut_short(house.vault)
    assert cut is not None
    assert (cut.interrupted, cut.left) == (house.ids[1], (house.ids[2],))
    await house.run(ids=[cut.interrupted, *cut.left])
    outcomes = [house.account(handle).last_try.outcome for handle in house.id_of]
    assert outcomes == [Outcome.TURNED_OFF, Outcome.DID_NOT_STICK, Outcome.DID_NOT_STICK]
    assert [house.site.is_off(handle) for handle in house.id_of] == [True, False, False]
