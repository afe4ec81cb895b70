"""One account's turn in a queue: its settings one after another, each with one start and one end.

Owns the time that a run has, and until when it can be skipped. What must outlive a kill is in the
journal before it is told (see ``events``).
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from optout_profiles.accounts import Cookie
from optout_profiles.browser.browsing import Browser
from optout_profiles.errors import PageError
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.attesting import attested
from optout_profiles.runs.browsers import Browsers
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Event, RunEnded, RunStarted, Step, StepReached
from optout_profiles.runs.guided import run_guided
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.records import Run
from optout_profiles.runs.results import AFTER_THE_CLICK, RunResult, failed, is_persons
from optout_profiles.sites import SiteProfile

ACCOUNT_SECONDS = 60.0
"""How long one account may take before it is given up as too slow."""

SKIPPED = RunResult(Outcome.SKIPPED, Reason.GIVEN_UP)


class Turns:
    """The turns of one queue: what they have in common."""

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

    async def take(self, browsers: Browsers, account_id: str) -> AsyncGenerator[Event, None]:
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
