"""The queue: accounts strictly one after another, told as events.

Owns the order of things: what must outlive a kill is in the vault before it is announced (see
``events``), one browser serves a queue, a spoilt one is replaced, a refusal ends the queue.
"""

import asyncio
import math
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, aclosing

from optout_profiles.accounts import Cookie, new_id
from optout_profiles.browser.browsing import Browser, running_browser
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.errors import PageError
from optout_profiles.outcomes import REFUSALS, Outcome, Reason, Setting
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.attendance import Attendant
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
from optout_profiles.runs.guided import run_guided
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

    def __init__(
        self, found: FoundBrowser, site: SiteProfile, *, visible: bool, signing_in: bool
    ) -> None:
        super().__init__()
        self._found, self._site = found, site
        self._visible, self._signing_in = visible, signing_in
        self._running: Browser | None = None

    async def healthy(self) -> Browser:
        """Return the running browser, launching one if there is none; raises ``BrowserError``."""
        if self._running is not None and not self._running.is_connected:
            await self.discard()
        if self._running is None:
            launching = running_browser(
                self._found, self._site, signing_in=self._signing_in, visible=self._visible
            )
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
    attendant: Attendant | None = None,
) -> AsyncGenerator[Event, None]:
    """Run the accounts in this order and yield what happens.

    Waits ``pause_seconds`` after each account for which the service was asked anything. A guided
    queue needs an ``attendant`` and is always visible; ``account_seconds`` are then the person's.
    Ends with exactly one ``QueueEnded``. Closing the generator or cancelling its task ends the
    browser and leaves the account at hand *cancelled*, or *not verified* if it was past the
    click. Raises ``BrowserError`` when no browser can be started at all.
    """
    if kind is Kind.GUIDED and attendant is None:
        raise ValueError("nobody is there to be guided")
    queue = OpenQueue(new_id(10), kind, tuple(account_ids))
    journal = Journal(vault, queue)
    runs = _Runs(journal, site, account_seconds, attendant if kind is Kind.GUIDED else None)
    guided = kind is Kind.GUIDED
    end = QueueEnd.FINISHED
    try:
        async with Browsers(found, site, visible=visible or guided, signing_in=guided) as browsers:
            yield QueueStarted(queue.id, kind, queue.account_ids)
            for account_id in queue.account_ids:
                gap = pause_seconds if journal.has_asked else 0.0
                async for event in _pauses(queue, control, gap):
                    yield event
                if control.is_stopping:
                    end = QueueEnd.STOPPED
                    break
                async with aclosing(runs.one(browsers, account_id)) as events:
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


class _Runs:
    """The runs of one queue: what they have in common."""

    def __init__(
        self, journal: Journal, site: SiteProfile, seconds: float, attendant: Attendant | None
    ) -> None:
        self._journal, self._site = journal, site
        self._seconds, self._attendant = seconds, attendant

    async def one(self, browsers: Browsers, account_id: str) -> AsyncGenerator[Event, None]:
        """Run one account: exactly one start and one end."""
        journal = self._journal
        run = journal.begin(account_id)
        yield RunStarted(run.id, account_id)
        session = journal.session(account_id, self._site.origin)
        result = RunResult(Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION)
        # Guided, a person may sign in on the way; else there is nothing to be done without one.
        holder = session or (journal.holder(account_id) if self._attendant else None)
        if holder is not None:
            cookies = session.cookies if session else ()
            async with aclosing(self._steps(browsers, holder.member, cookies)) as steps:
                async for item in steps:
                    if isinstance(item, RunResult):
                        result = item
                    else:
                        yield StepReached(run.id, account_id, item)
        account = journal.end(result, session)  # while the context is being thrown away
        if result.spoils_browser:
            await browsers.discard()
        else:
            await browsers.settle()
        setting = account.standing if account else Setting.UNKNOWN
        yield RunEnded(run.id, account_id, result.outcome, result.reason, setting)

    async def _steps(
        self, browsers: Browsers, member: str | None, cookies: tuple[Cookie, ...]
    ) -> AsyncGenerator[Step | RunResult, None]:
        """Yield steps, each in the journal already, and one result, errors included."""
        browser = await browsers.healthy()
        until = asyncio.get_running_loop().time() + self._limit
        try:
            async with aclosing(self._items(browser, member, cookies)) as items:
                while True:
                    async with asyncio.timeout_at(until):
                        item = await anext(items)
                    if isinstance(item, Step):
                        self._journal.reach(item)
                    yield item
                    if isinstance(item, RunResult):
                        return
        except (PageError, TimeoutError) as error:
            yield failed(error, self._journal.step)

    @property
    def _limit(self) -> float:
        """The seconds of a whole run: a person's readings come on top of their time."""
        return self._seconds + (ACCOUNT_SECONDS if self._attendant else 0.0)

    def _items(
        self, browser: Browser, member: str | None, cookies: tuple[Cookie, ...]
    ) -> AsyncGenerator[Step | RunResult, None]:
        if self._attendant:
            return run_guided(browser, self._site, member, cookies, self._attendant, self._seconds)
        return run_account(browser, self._site, member or "", cookies, self._journal.queue.kind)
