"""The queue: accounts strictly one after another, told as events.

Owns the order of things: what must outlive a kill is in the vault before it is announced (see
``events``), one browser serves a queue, a spoilt one is replaced, a refusal ends the queue.
"""

import asyncio
import math
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing

from optout_profiles.accounts import new_id
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.outcomes import REFUSALS
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.browsers import Browsers
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueChanged,
    QueueEnd,
    QueueEnded,
    QueuePaused,
    QueueResumed,
    QueueStarted,
    QueueWaiting,
)
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.pending import Pending
from optout_profiles.runs.records import OpenQueue
from optout_profiles.runs.turns import ACCOUNT_SECONDS, Turns
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Vault

PAUSE_SECONDS = 30.0
"""How long is waited between two accounts on a live service unless the person says otherwise."""


def usual_pause(site: SiteProfile) -> float:
    """Return the seconds to wait between two accounts of this service."""
    return PAUSE_SECONDS if site.is_live else 0.0


async def run_queue(
    vault: Vault,
    site: SiteProfile,
    found: FoundBrowser,
    account_ids: Sequence[str],
    kind: Kind,
    control: QueueControl,
    account_seconds: float = ACCOUNT_SECONDS,
    *,
    pause_seconds: float = 0.0,
    visible: bool = False,
    attendant: Attendant | None = None,
    settings: Sequence[str | None] = (None,),
) -> AsyncGenerator[Event, None]:
    """Run the accounts in this order and yield what happens.

    ``control`` may change what is to come: ``QueueChanged`` tells it before the next one begins.
    ``settings`` names the related settings to run for each account, one after another, None for
    the main one; an account that can't be come at is left at its first. Waits ``pause_seconds``
    after each account for which the service was asked anything. A guided queue needs an
    ``attendant`` and is always visible; ``account_seconds``, those of each run, are then the
    person's. Ends with exactly one ``QueueEnded``. Closing the generator or cancelling its task
    ends the browser and leaves the account at hand *cancelled*, or *not verified* if it was past
    the click, and the queue open in the vault, to be gone on with. Raises ``BrowserError`` when no
    browser can be started at all.
    """
    if kind is Kind.GUIDED and attendant is None:
        raise ValueError("nobody is there to be guided")
    pending = control.pending = Pending(account_ids)
    queue = OpenQueue(new_id(10), kind, pending.account_ids, tuple(settings))
    journal = Journal(vault, queue)
    guided = kind is Kind.GUIDED
    beside = attendant if guided else None
    turns = Turns(journal, control, site, account_seconds, beside, settings)
    end, is_over = QueueEnd.FINISHED, False
    try:
        async with Browsers(found, site, visible=visible or guided, signing_in=guided) as browsers:
            yield QueueStarted(queue.id, kind, queue.account_ids)
            while pending.account_ids:
                gap = pause_seconds if journal.has_asked else 0.0
                async for event in _pauses(queue, control, gap):
                    yield event
                for event in _changes(journal, pending):
                    yield event
                if control.is_stopping:
                    end = QueueEnd.STOPPED
                    break
                if (account_id := pending.take()) is None:
                    break
                async with aclosing(turns.take(browsers, account_id)) as events:
                    async for event in events:
                        yield event
                for event in _changes(journal, pending):
                    yield event
                if journal.last_reason in REFUSALS:
                    end = QueueEnd.REFUSED
                    break
            is_over = True
    finally:
        not_begun = journal.close(is_over=is_over)
    yield QueueEnded(queue.id, end, not_begun)


async def _pauses(
    queue: OpenQueue, control: QueueControl, gap: float
) -> AsyncGenerator[Event, None]:
    """Wait until the next account may begin, or the queue is to end; a pause counts as waiting."""
    clock = asyncio.get_running_loop().time
    begins = clock() + gap
    control.is_waiting = True
    while not control.is_stopping:
        left = begins - clock()
        if control.is_paused:
            yield QueuePaused(queue.id)
            await control.until_resumed()
            if not control.is_stopping:
                yield QueueResumed(queue.id)
        elif left > 0 and control.is_waiting:
            yield QueueWaiting(queue.id, math.ceil(left))
            await control.until_uttered(left - math.ceil(left) + 1)
        else:
            break
    control.is_waiting = False


def _changes(journal: Journal, pending: Pending) -> Iterator[Event]:
    """Note what a person has changed of what is to come, if anything, and tell it."""
    if pending.was_changed():
        journal.change(pending.account_ids)
        yield QueueChanged(journal.queue.id, pending.account_ids)
