"""The queue: accounts strictly one after another, told as events.

Owns the order of things: what must outlive a kill is in the vault before it is announced (see
``events``), one browser serves a queue, a spoilt one is replaced, a refusal ends the queue.
"""

import asyncio
import math
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing

from optout_profiles.accounts import Cookie, new_id
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.errors import PageError
from optout_profiles.outcomes import REFUSALS, Outcome, Reason, Setting
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.attesting import attested
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
    RunEnded,
    RunStarted,
    Step,
    StepReached,
)
from optout_profiles.runs.guided import run_guided
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.pending import Pending
from optout_profiles.runs.records import OpenQueue, Run
from optout_profiles.runs.results import AFTER_THE_CLICK, RunResult, failed, is_persons
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Vault

ACCOUNT_SECONDS = 60.0
"""How long one account may take before it is given up as too slow."""

PAUSE_SECONDS = 30.0
"""How long is waited between two accounts on a live service unless the person says otherwise."""

SKIPPED = RunResult(Outcome.SKIPPED, Reason.GIVEN_UP)


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
    runs = _Runs(journal, control, site, account_seconds, beside, settings)
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
                async with aclosing(runs.account(browsers, account_id)) as events:
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


class _Runs:
    """The runs of one queue: what they have in common."""

    def __init__(
        self,
        journal: Journal,
        control: QueueControl,
        site: SiteProfile,
        seconds: float,
        attendant: Attendant | None,
        settings: Sequence[str | None],
    ) -> None:
        self._journal, self._control = journal, control
        self._sites = [site.focused(related) for related in settings]
        self._seconds, self._attendant = seconds, attendant

    async def account(self, browsers: Browsers, account_id: str) -> AsyncGenerator[Event, None]:
        """Run the settings of one account, as far as it can be come at."""
        for place, site in enumerate(self._sites, 1):
            has_more = place < len(self._sites)
            run = self._journal.begin(account_id, site.focus, has_more=has_more)
            async with aclosing(self._one(browsers, run, site)) as events:
                async for event in events:
                    yield event
            if not self._journal.has_more:
                return

    async def _one(
        self, browsers: Browsers, run: Run, site: SiteProfile
    ) -> AsyncGenerator[Event, None]:
        """Run one setting: exactly one start and one end."""
        journal, account_id = self._journal, run.account_id
        yield RunStarted(run.id, account_id, run.related)
        session = journal.session(account_id, site.origin)
        result = RunResult(Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION)
        # Guided, a person may sign in on the way; else there is nothing to be done without one.
        holder = session or (journal.holder(account_id) if self._attendant else None)
        if barred := journal.bar(account_id):
            result = RunResult(Outcome.NO_AUTHORITY, barred)
        elif holder is not None:
            cookies = session.cookies if session else ()
            async with aclosing(self._steps(browsers, site, holder.member, cookies)) as steps:
                async for item in steps:
                    if isinstance(item, RunResult):
                        result = item
                    else:
                        yield StepReached(run.id, account_id, item)
        result = attested(result, site, holder.member if holder else None, browsers.name)
        account = journal.end(result, session)  # while the context is being thrown away
        if result.spoils_browser:
            await browsers.discard()
        else:
            await browsers.settle()
        yield RunEnded(
            run.id,
            account_id,
            result.outcome,
            result.reason,
            account.known(run.related).standing if account else Setting.UNKNOWN,
            run.related,
            journal.has_more,
        )

    async def _steps(
        self,
        browsers: Browsers,
        site: SiteProfile,
        member: str | None,
        cookies: tuple[Cookie, ...],
    ) -> AsyncGenerator[Step | RunResult, None]:
        """Yield steps, each in the journal already, and one result, errors included."""
        browser = await browsers.healthy()
        browser.look_for(site)
        control = self._control
        control.can_skip = control.is_skipping = False
        until = asyncio.get_running_loop().time() + self._limit
        try:
            async with aclosing(self._items(browser, site, member, cookies)) as items:
                while True:
                    async with control.within(until):
                        item = await anext(items)
                    if isinstance(item, Step):
                        if control.is_skipping:  # it was asked for at the last moment
                            yield SKIPPED
                            return
                        control.can_skip = self._is_untouched(item)
                        self._journal.reach(item)
                    yield item
                    if isinstance(item, RunResult):
                        return
        except (PageError, TimeoutError) as error:
            yield SKIPPED if control.is_skipping else failed(error, self._journal.step)
        finally:
            control.can_skip = False

    def _is_untouched(self, step: Step) -> bool:
        """Say whether nobody can have changed the setting yet, neither a person nor the tool."""
        kind = self._journal.queue.kind
        return step not in AFTER_THE_CLICK and not is_persons(step, kind)

    @property
    def _limit(self) -> float:
        """The seconds of a whole run: a person's readings come on top of their time."""
        return self._seconds + (ACCOUNT_SECONDS if self._attendant else 0.0)

    def _items(
        self,
        browser: Browser,
        site: SiteProfile,
        member: str | None,
        cookies: tuple[Cookie, ...],
    ) -> AsyncGenerator[Step | RunResult, None]:
        if self._attendant:
            return run_guided(browser, site, member, cookies, self._attendant, self._seconds)
        return run_account(browser, site, member or "", cookies, self._journal.queue.kind)
