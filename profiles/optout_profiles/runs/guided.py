"""A guided run: a person signs in where needed, and clicks; the tool opens, reads and proves.

Owns what is noticed of the person's deeds. Never types and never clicks.
"""

from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import aclosing, suppress

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Cookie, now
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import BrowserGone, PageError, PageMoved
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.account_run import first_result, proving, refreshed
from optout_profiles.runs.arriving import PATIENCE
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.changing import SAVE_BEAT, SAVE_SECONDS, shows
from optout_profiles.runs.events import Step
from optout_profiles.runs.judging import Found, Obstacle, judged, where_obstacle
from optout_profiles.runs.outlines import outline_at
from optout_profiles.runs.reading import read_setting
from optout_profiles.runs.results import RunResult
from optout_profiles.runs.sign_in import PERSON_SECONDS
from optout_profiles.runs.signed_in import SignedIn
from optout_profiles.runs.waiting import (
    LEFT_ALONE,
    PERSONS_TURN,
    Wait,
    glance,
    is_window_gone,
    until_through,
    what_to_do,
)
from optout_profiles.sites import SiteProfile


async def run_guided(
    browser: Browser,
    site: SiteProfile,
    member: str | None,
    cookies: Sequence[Cookie],
    attendant: Attendant,
    seconds: float = PERSON_SECONDS,
) -> AsyncGenerator[Step | RunResult, None]:
    """Yield each step before it is taken, at last exactly one result.

    ``browser`` is a visible one. Without ``cookies``, or where they are dead, the person signs in
    first, in the same window; ``signed_in`` of the result is then to be kept. ``member`` is who
    must be signed in, None for whoever is. ``seconds`` are the person's, the readings come on
    top. A window that is closed before the click leaves all as it was. Raises ``PageError``; the
    setting may have been changed if ``Step.CHANGING`` was yielded before.
    """
    guided = _Guided(browser, site, member, tuple(cookies), Wait(attendant, seconds))
    async with aclosing(guided.steps()) as items:
        async for item in items:
            if isinstance(item, RunResult):
                yield replace(item, signed_in=guided.signed_in)
            else:
                yield item


class _Ended(Struct, frozen=True):
    """How a person's turn ended: what kept it from its end, if anything did.

    ``was_on`` says that the switch was read as on before; else it may have been clicked while it
    was being read, and what the page shows proves nothing.
    """

    obstacle: Obstacle | None
    may_have_changed: bool
    was_on: bool = True


class _Guided:
    """One guided run: who is signed in, with which cookies, and the person's clock."""

    def __init__(
        self,
        browser: Browser,
        site: SiteProfile,
        member: str | None,
        cookies: tuple[Cookie, ...],
        wait: Wait,
    ) -> None:
        self._browser, self._site, self._member = browser, site, member
        self._cookies, self._wait = cookies, wait
        self._is_there = False
        self.signed_in: SignedIn | None = None

    async def steps(self) -> AsyncGenerator[Step | RunResult, None]:
        yield Step.OPENING
        async with self._browser.visit(self._cookies) as page:
            page.is_attended = True
            yield Step.READING
            verdict = await self._unless_closed(page, self._reading_anew(page))
            if _needs_person(verdict) or (isinstance(verdict, Found) and not self._has_session):
                yield Step.YOUR_TURN
                verdict = await self._unless_closed(page, self._signed_in_reading(page))
            if not isinstance(verdict, Found):
                outline = await outline_at(page, verdict)
                yield replace(self._result(verdict), outline=outline)
                return
            ended = _Ended(None, page.traffic.has_written, was_on=False)
            if verdict.setting is Setting.ON:
                yield Step.YOUR_TURN
                ended = await self._clicked(page, verdict)
                if not ended.may_have_changed:
                    was_on = self._result(verdict)
                    left = self._result(ended.obstacle) if ended.obstacle else was_on
                    found, read_at = was_on.found, was_on.read_at
                    yield replace(left, fact=was_on.fact, found=found, read_at=read_at)
                    return
            if ended.may_have_changed:
                yield Step.CHANGING
                yield Step.SAVING
            changed_at = now()
            await self._saved(page)
        proof = proving(self._browser, self._site, verdict, self._cookies, changed_at)
        async with aclosing(proof) as items:
            async for item in items:
                yield _judged_after(item, ended)

    @property
    def _has_session(self) -> bool:
        """Whether ours is the sign-in that was read; a quick person may have made one meanwhile."""
        return any(cookie.name == self._site.signed_in.cookie for cookie in self._cookies)

    def _result(self, verdict: Found | Obstacle) -> RunResult:
        return first_result(verdict, self._site, self._cookies)

    async def _unless_closed(
        self, page: Page, reading: Awaitable[Found | Obstacle]
    ) -> Found | Obstacle:
        """Return what a reading came to, or that the window was closed. Raises ``PageError``."""
        try:
            verdict = await reading
        except PageError:
            if not await is_window_gone(self._browser, page):
                raise
        else:
            is_failure = isinstance(verdict, Obstacle) and verdict.outcome is Outcome.NOT_UNDERSTOOD
            if not is_failure or not await is_window_gone(self._browser, page):
                return verdict
        has_clicked = self._is_there and page.traffic.has_written
        outcome = Outcome.NOT_VERIFIED if has_clicked else Outcome.CANCELLED
        return Obstacle(outcome, Reason.WINDOW_CLOSED)

    async def _reading_anew(self, page: Page) -> Found | Obstacle:
        """Read the setting; a session that the service sends in circles is forgotten first."""
        verdict = await self._reading(page)
        if not self._cookies or not _is_signed_out(verdict):
            return verdict
        seen = await page.look_until(_is_somewhere, PATIENCE)
        where = where_obstacle(seen, self._site)
        if where is None or where.reason is not Reason.OTHER_HOST:
            return verdict
        await page.forget_cookies()
        return await self._reading(page)

    async def _signed_in_reading(self, page: Page) -> Found | Obstacle:
        """Wait until the person is through, and read the setting as whoever they are."""
        verdict: Found | Obstacle = Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
        while _needs_person(verdict):
            self._is_there = False  # what is sent from here on signs them in
            if obstacle := await until_through(page, self._site, self._wait):
                return obstacle
            self._cookies = await page.cookies()  # before the setting's own page can add any
            with suppress(PageMoved):  # a sign-in may still send it about: once more then
                verdict = await self._reading(page)
            if _needs_person(verdict) and (ended := await self._wait.beat(None)):
                return ended
        if named := _member_in(verdict):
            self.signed_in = SignedIn(named, self._cookies)
        return verdict

    async def _reading(self, page: Page) -> Found | Obstacle:
        page.traffic.expect_saves()  # the person may click at once
        self._is_there = True
        verdict = await read_setting(page, self._site, self._member)
        self._cookies = refreshed(self._cookies, await page.cookies())
        return verdict

    async def _clicked(self, page: Page, before: Found) -> _Ended:
        """Wait until the switch is seen to be off, or the person's turn is over."""
        try:
            while True:
                seen = await glance(page)
                if seen is not None and self._is_off(seen, before):
                    return _Ended(None, may_have_changed=True)
                where = where_obstacle(seen, self._site) if seen and seen.complete else None
                if where is not None and where.reason in LEFT_ALONE:
                    return _Ended(where, page.traffic.has_written)
                if over := await self._wait.beat(what_to_do(where, page, self._site)):
                    return _Ended(over, page.traffic.has_written)
        except BrowserGone:
            if not await self._browser.outlives(page):
                raise
            closed = Obstacle(Outcome.CANCELLED, Reason.WINDOW_CLOSED)
            return _Ended(closed, page.traffic.has_written)

    def _is_off(self, seen: Sighting, before: Found) -> bool:
        verdict = judged(seen, self._site, before.member, before.route)
        return isinstance(verdict, Found) and verdict.setting is Setting.OFF

    async def _saved(self, page: Page) -> None:
        """Give the save its time, unless the window is closed by now."""

        def is_saved(seen: Sighting) -> bool:
            is_off = shows(seen, self._site, Setting.OFF)
            return is_off and not page.traffic.is_outstanding

        try:
            if not page.is_closed:
                await page.look_until(is_saved, SAVE_SECONDS, beat=SAVE_BEAT)
        except BrowserGone:
            if not await self._browser.outlives(page):
                raise
        self._cookies = refreshed(self._cookies, await page.cookies())


def _judged_after(item: Step | RunResult, ended: _Ended) -> Step | RunResult:
    """Return a result as a person's; that of a turn cut short stands if nothing was changed."""
    if not isinstance(item, RunResult):
        return item
    if not ended.was_on and item.outcome is Outcome.TURNED_OFF:
        return replace(item, outcome=Outcome.ALREADY_OFF, changed_at=None)
    if not ended.may_have_changed and item.outcome is Outcome.DID_NOT_STICK:
        return replace(item, outcome=Outcome.IS_ON, reason=None)
    has_stayed = item.reason is Reason.TURNED_BACK
    if ended.obstacle is not None and has_stayed:
        return RunResult(ended.obstacle.outcome, ended.obstacle.reason, cookies=item.cookies)
    return replace(item, by_person=True)


def _is_somewhere(seen: Sighting) -> bool:
    """Say whether the browser shows anything yet, if only its own page that tells an error."""
    return not seen.url.startswith("about:")


def _needs_person(verdict: Found | Obstacle) -> bool:
    return isinstance(verdict, Obstacle) and verdict.reason in PERSONS_TURN


def _is_signed_out(verdict: Found | Obstacle) -> bool:
    return isinstance(verdict, Obstacle) and verdict.reason is Reason.SIGNED_OUT


def _member_in(verdict: Found | Obstacle) -> str | None:
    """Return whom a page has proved to be signed in, unless it is somebody else."""
    if isinstance(verdict, Found):
        return verdict.member
    return verdict.seen_member if verdict.outcome is Outcome.NOT_OFFERED else None
