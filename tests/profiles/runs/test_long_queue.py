"""A long queue that is killed again and again, and goes on each time where it was cut short.

``OPTOUT_TUI_TEST_LONG_QUEUE`` says how many accounts it has and how often it is killed, "200 50"
for what is asked for.
"""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.practice import members_for_load
from optout_profiles.runs.aftermath import CutShort, cut_short
from optout_profiles.runs.events import Event, Kind, QueueEnded, RunEnded, Step, StepReached
from optout_profiles.runs.records import Run
from optout_profiles.vault import Table

ACCOUNTS, KILLS = map(int, os.environ.get("OPTOUT_TUI_TEST_LONG_QUEUE", "5 1").split())
CHILD = Path(__file__).with_name("queue_child.py")
STEPS, FEWEST_STEPS = 6, 3
"""Of an account that is switched off, and of one that is off already."""

KEY = "allowDataForGenerativeAI"


def go_on(house, ids: list[str], kill_after: float | None) -> list[Event]:
    """Run these accounts in a process; kill it after so many steps, else let it come to its end."""
    orders = {
        "vault": str(house.path),
        "passphrase": "correct horse battery staple",
        "profile": house.site.profile,
        "account_ids": ids,
        "kind": Kind.OPT_OUT,
    }
    house.vault.close()
    events: list[Event] = []
    with subprocess.Popen(
        [sys.executable, CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        child.stdin.write(msgspec.json.encode(orders))
        child.stdin.close()
        for line in child.stdout:
            events.append(msgspec.json.decode(line, type=Event))
            steps = sum(isinstance(event, StepReached) for event in events)
            if kill_after is not None and steps >= kill_after:
                with pytest.raises(subprocess.TimeoutExpired):
                    child.wait(random.random() / 10)
                child.send_signal(signal.SIGKILL)
                events += [msgspec.json.decode(more, type=Event) for more in child.stdout]
                break
    house.reopen()
    return events


def assert_nothing_is_lost(house, asked: list[str], cut: CutShort, events: list[Event]) -> None:
    """Each account that was asked for is done, at hand or left; what was clicked is not left."""
    done = asked[: cut.done]
    at_hand = [cut.interrupted] if cut.interrupted else []
    assert [*done, *at_hand, *cut.left] == asked
    ends = {event.account_id: event.outcome for event in events if isinstance(event, RunEnded)}
    assert set(ends) <= {*done, *at_hand}
    clicked = {
        event.account_id
        for event in events
        if isinstance(event, StepReached) and event.step is Step.CHANGING
    }
    assert clicked.isdisjoint(cut.left)
    runs = {run.account_id: run for run in house.vault.all(Table.RUNS, Run)}
    assert {*done, *at_hand} <= set(runs)
    for handle, id_ in house.id_of.items():
        account = house.account(handle)
        if account.standing is Setting.OFF:
            assert house.site.is_off(handle)
        if id_ == cut.interrupted:
            assert account.standing is Setting.UNKNOWN
            assert account.last_try.outcome is Outcome.NOT_VERIFIED


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_a_queue_killed_at_random_goes_on_to_its_end_and_loses_nothing(
    houses, home, processes, until
) -> None:
    house = houses(*members_for_load(ACCOUNTS))
    left, cut_off = house.ids, Counter[str]()
    for kill in range(KILLS):
        share = 2 * STEPS * len(left) / (KILLS - kill + 1)
        events = go_on(house, left, random.uniform(1, min(share, FEWEST_STEPS * len(left) - 1)))
        cut = cut_short(house.vault)
        assert cut is not None
        assert_nothing_is_lost(house, left, cut, events)
        if cut.interrupted:
            cut_off[cut.interrupted] += 1
        left = list(cut.to_go_on)
        await until(lambda: not processes())
    assert left
    assert isinstance(go_on(house, left, None)[-1], QueueEnded)

    assert cut_short(house.vault) is None
    writes = house.site.log()["writes_by_member"]
    for handle, id_ in house.id_of.items():
        assert house.account(handle).setting is Setting.OFF
        assert house.site.is_off(handle)
        made = writes.get(handle, {}).get(KEY, 0)
        assert 1 <= made <= 1 + cut_off[id_]  # none twice that was not told to be cut off
    assert house.site.log()["overlaps"] == 0
