"""The app on a list whose runs are scripted: `event_app.py VAULT TIMES RUNS`.

Each of the first accounts is said to be off after a moment; when the event is told is written to
TIMES, a line each, by the clock that all processes share.
"""

import asyncio
import sys
import time
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from bench_vault import WORDS

from optout_profiles.accounts import Fact, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.choice import Way
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueEnd,
    QueueEnded,
    QueueStarted,
    RunEnded,
    RunStarted,
)
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Put, Table, open_vault
from optout_tui.app import OptOutApp
from optout_tui.desk import Desk

BETWEEN = 0.15
"""Seconds between two ends: each is on the screen long before the next."""


class Scripted(Desk):
    """A desk whose runs read nothing."""

    times = Path(sys.argv[2])
    runs = int(sys.argv[3])

    async def run(
        self, account_ids: Sequence[str], kind: Kind, control: QueueControl, *_: object
    ) -> AsyncGenerator[Event, None]:
        del control
        ids = list(account_ids)[: self.runs]
        yield QueueStarted("q", kind, tuple(ids))
        with self.times.open("w") as file:
            for id_ in ids:
                yield RunStarted(f"r-{id_}", id_)
                await asyncio.sleep(BETWEEN)
                fact = Fact(Setting.OFF, now(), self.site.origin)
                result = RunResult(Outcome.ALREADY_OFF, fact=fact)
                account = after_run(self.account(id_), f"r-{id_}", result, now())
                self._vault.write(Put(Table.ACCOUNTS, id_, account))
                file.write(f"{time.monotonic()}\n")
                file.flush()
                yield RunEnded(f"r-{id_}", id_, Outcome.ALREADY_OFF, None, Setting.OFF)
        yield QueueEnded("q", QueueEnd.FINISHED, ())


path = Path(sys.argv[1])
with open_vault(path, WORDS, writing=True) as vault:
    desk = Scripted(vault, built_in_profile(), None)
    desk.choose(Way.AUTOMATIC)
    OptOutApp(path, lambda: desk.site, None, desk=desk).run()
