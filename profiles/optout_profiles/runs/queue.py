"""The queue: accounts strictly one after another, told as events.

Owns the order of things: what must outlive a kill is in the vault before it is announced (see
``events``), one browser serves a queue, a spoilt one is replaced, a refusal ends the queue.
"""

import asyncio
import math
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, aclosing

from optout_profiles.accounts import Session, new_id
from optout_profiles.browser.browsing import Browser, running_browser
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.errors import PageError
from optout_profiles.outcomes import REFUSALS, Outcome, Reason, Setting
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueEnd,
    QueueEnded,
    QueuePaused,
    QueueResumed,
    QueueStarted,
    QueueWaiting,
    RunEnded,
    RunStarted,
    Step,
    StepReached,
)
from optout_profiles.runs.journal import Journal, OpenQueue
from optout_profiles.runs.results import RunResult, failed
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Vault

ACCOUNT_SECONDS = 60.0
"""How long one account may take before it is given up as too slow."""

PAUSE_SECONDS = 30.0
"""How long is waited between two accounts on a live service unless the person says otherwise."""


def usual_pause(site: SiteProfile) -> float:
    """Return the seconds to wait between two accounts of this service."""
    return PAUSE_SECONDS if site.is_live else 0.0


class Browsers(AsyncExitStack):
    """The one browser of a queue: launched when first needed, replaced once spoilt."""

    def __init__(self, found: FoundBrowser, site: SiteProfile, *, visible: bool) -> None:
        super().__init__()
        self._found, self._site, self._visible = found, site, visible
        self._running: Browser | None = None

    async def healthy(self) -> Browser:
        """Return the running browser, launching one if there is none; raises ``BrowserError``."""
        if self._running is not None and not self._running.is_connected:
            await self.discard()
        if self._running is None:
            launching = running_browser(self._found, self._site, visible=self._visible)
            self._running = await self.enter_async_context(launching)
        return self._running

    async def settle(self) -> None:
        """Wait until the last visit's context is gone; a browser that can't do it goes as well."""
        try:
            if self._running is not None:
                await self._running.rested()
        except PageError:
            await self.discard()

    async def discard(self) -> None:
        """End the browser; the next account gets a fresh one."""
        self._running = None
        await self.aclose()


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
) -> AsyncGenerator[Event, None]:
    """Run the accounts in this order and yield what happens.

    Waits ``pause_seconds`` after each account for which the service was asked anything.
    Ends with exactly one ``QueueEnded``. Closing the generator or cancelling its task ends the
    browser and leaves the account at hand *cancelled*, or *not verified* if it was past the
    click. Raises ``BrowserError`` when no browser can be started at all.
    """
    queue = OpenQueue(new_id(10), kind, tuple(account_ids))
    journal = Journal(vault, queue)
    end = QueueEnd.FINISHED
    try:
        async with Browsers(found, site, visible=visible) as browsers:
            yield QueueStarted(queue.id, kind, queue.account_ids)
            for account_id in queue.account_ids:
                gap = pause_seconds if journal.has_asked else 0.0
                async for event in _pauses(queue, control, gap):
                    yield event
                if control.is_stopping:
                    end = QueueEnd.STOPPED
                    break
                run = _one_run(journal, site, browsers, account_id, account_seconds)
                async with aclosing(run) as events:
                    async for event in events:
                        yield event
                if journal.last_reason in REFUSALS:
                    end = QueueEnd.REFUSED
                    break
    finally:
        not_begun = journal.close()
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


async def _one_run(
    journal: Journal, site: SiteProfile, browsers: Browsers, account_id: str, seconds: float
) -> AsyncGenerator[Event, None]:
    run = journal.begin(account_id)
    yield RunStarted(run.id, account_id)
    session = journal.session(account_id, site.origin)
    result = RunResult(Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION)
    if session is not None:
        async with aclosing(_steps(journal, site, browsers, session, seconds)) as steps:
            async for item in steps:
                if isinstance(item, RunResult):
                    result = item
                else:
                    yield StepReached(run.id, account_id, item)
    account = journal.end(result, session)  # while the account's context is being thrown away
    if result.spoils_browser:
        await browsers.discard()
    else:
        await browsers.settle()
    setting = account.standing if account else Setting.UNKNOWN
    yield RunEnded(run.id, account_id, result.outcome, result.reason, setting)


async def _steps(
    journal: Journal, site: SiteProfile, browsers: Browsers, session: Session, seconds: float
) -> AsyncGenerator[Step | RunResult, None]:
    """Yield the steps of one run, each in the journal already, and one result, errors included."""
    browser = await browsers.healthy()
    member, kind = session.member, journal.queue.kind
    until = asyncio.get_running_loop().time() + seconds
    try:
        async with aclosing(run_account(browser, site, member, session.cookies, kind)) as items:
            while True:
                async with asyncio.timeout_at(until):
                    item = await anext(items)
                if isinstance(item, Step):
                    journal.reach(item)
                yield item
                if isinstance(item, RunResult):
                    return
    except (PageError, TimeoutError) as error:
        yield failed(error, journal.step)
