"""One account's run: read, change if asked, prove.

Owns the careful protocol. After a click the context is thrown away and the setting is read again
in fresh ones, from the session that was there before; only "off" each time makes *turned off*.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime

from msgspec.structs import replace

from optout_profiles.accounts import Cookie, Fact, now
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.held import HeldSwitch
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import TooSlow
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.judging import Found, Obstacle, judged, ours
from optout_profiles.runs.reading import read_setting
from optout_profiles.runs.results import RunResult
from optout_profiles.sites import SiteProfile

SAVE_SECONDS = 5.0
"""How long a change may take to show and to be saved; then it is read again in any case."""

SAVE_BEAT = 0.01
"""Seconds between two looks at a switch that was clicked."""

FLIP_SECONDS = 2.0
"""How long a click on the words may take to move the switch before the switch is clicked."""

LOOKS_AGAIN = (Step.READING_AGAIN, Step.READING_ONCE_MORE)


async def run_account(
    browser: Browser, site: SiteProfile, member: str, cookies: Sequence[Cookie], kind: Kind
) -> AsyncGenerator[Step | RunResult, None]:
    """Yield each step before it is taken, at last exactly one result.

    ``member`` is who must be signed in. Raises ``PageError`` where a page could not be dealt
    with; the setting may have been changed if ``Step.CHANGING`` was yielded before.
    """
    yield Step.OPENING
    async with browser.visit(cookies) as page:
        yield Step.READING
        verdict = await read_setting(page, site, member)
        newest = refreshed(cookies, await page.cookies())
        if isinstance(verdict, Obstacle) or kind is Kind.CHECK or verdict.setting is Setting.OFF:
            yield first_result(verdict, site, newest)
            return
        switch = await page.hold()
        before = await page.look()
        if judged(before, site, member, verdict.route) != verdict:  # the document that we hold
            moved = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.STATE_UNREADABLE)
            yield first_result(moved, site, newest)
            return
        yield Step.CHANGING
        changed_at = now()
        was_reached = await _click(page, switch, site, verdict.route)
        yield Step.SAVING
        last = await page.look_until(
            lambda seen: is_saved(seen, page, site, verdict.route), SAVE_SECONDS, beat=SAVE_BEAT
        )
        stayed = None if shows_off(last, site, verdict.route) else Reason.SWITCH_STAYED
        if not was_reached:
            stayed = Reason.COVERED
        if page.has_declined or last.asks > before.asks:
            stayed = Reason.ASKED
        newest = refreshed(cookies, await page.cookies())
    proof = proving(browser, site, member, newest, changed_at, verdict.route)
    async with aclosing(proof) as items:
        async for item in items:
            yield _stayed(item, stayed)


async def proving(
    browser: Browser,
    site: SiteProfile,
    member: str,
    cookies: Sequence[Cookie],
    changed_at: datetime,
    route: str = "",
) -> AsyncGenerator[Step | RunResult, None]:
    """Read again in fresh contexts after a change that was saved just now; at last the result.

    ``route`` is the way by which the setting was found. Raises ``PageError``.
    """
    saved = asyncio.get_running_loop().time()
    newest = tuple(cookies)
    verdicts: list[Found | Obstacle] = []
    for index, wait in enumerate(site.read_again_after):
        yield LOOKS_AGAIN[min(index, 1)]
        async with browser.visit(newest) as page:  # opened first: it is ready when it is due
            await asyncio.sleep(saved + wait - asyncio.get_running_loop().time())
            verdicts.append(await read_setting(page, site, member, route))
            newest = refreshed(newest, await page.cookies())
    yield proved_result(verdicts, site, newest, changed_at)


def _stayed(item: Step | RunResult, why: Reason | None) -> Step | RunResult:
    """Tell a switch that never moved, and why, from one that turned back."""
    if not isinstance(item, RunResult) or item.reason is not Reason.TURNED_BACK:
        return item
    return replace(item, reason=why or Reason.TURNED_BACK)


def first_result(
    verdict: Found | Obstacle, site: SiteProfile, cookies: tuple[Cookie, ...]
) -> RunResult:
    """Return what a first reading alone makes of a run."""
    if isinstance(verdict, Found):
        fact = Fact(verdict.setting, now(), site.origin, verdict.route)
        outcome = Outcome.ALREADY_OFF if verdict.setting is Setting.OFF else Outcome.IS_ON
        return RunResult(outcome, fact=fact, cookies=cookies)
    if verdict.outcome is Outcome.NOT_OFFERED:
        fact = Fact(Setting.NOT_OFFERED, now(), site.origin)
        return RunResult(verdict.outcome, fact=fact, cookies=cookies)
    return RunResult(
        verdict.outcome,
        verdict.reason,
        seen_member=verdict.seen_member,
    )


def proved_result(
    verdicts: Sequence[Found | Obstacle],
    site: SiteProfile,
    cookies: tuple[Cookie, ...],
    changed_at: datetime,
) -> RunResult:
    """Return what the readings after a change prove; an obstacle in any of them proves nothing."""
    for verdict in verdicts:
        if isinstance(verdict, Obstacle):
            signed_out = verdict.reason is Reason.SIGNED_OUT
            return RunResult(
                Outcome.NOT_VERIFIED,
                Reason.SIGNED_OUT_AFTERWARDS if signed_out else verdict.reason,
                seen_member=verdict.seen_member,
            )
    found = [verdict for verdict in verdicts if isinstance(verdict, Found)]
    settings = [verdict.setting for verdict in found]
    fact = Fact(settings[-1], now(), site.origin, found[-1].route)
    if all(setting is Setting.OFF for setting in settings):
        return RunResult(Outcome.TURNED_OFF, fact=fact, changed_at=changed_at, cookies=cookies)
    if settings[-1] is Setting.ON:
        return RunResult(Outcome.DID_NOT_STICK, Reason.TURNED_BACK, fact=fact, cookies=cookies)
    return RunResult(Outcome.NOT_VERIFIED, Reason.READINGS_DISAGREE, cookies=cookies)


def refreshed(kept: Sequence[Cookie], seen: Sequence[Cookie]) -> tuple[Cookie, ...]:
    """Return the session's cookies as the service renewed them, and none that it didn't have.

    What a page's script can write (all but HttpOnly) could hold the very state to be proved.
    """
    newest = {(one.name, one.domain, one.path): one for one in seen if one.httpOnly}
    return tuple(newest.get((old.name, old.domain, old.path), old) for old in kept)


async def _click(page: Page, switch: HeldSwitch, site: SiteProfile, route: str) -> bool:
    """Click the words beside the switch; the switch itself only if none of it has reached that.

    False if the switch could not be clicked either.
    """

    def is_moving(seen: Sighting) -> bool:
        return shows_off(seen, site, route) or page.traffic.has_written

    page.traffic.expect_saves()
    try:
        clicked = await switch.click_words()
    except TooSlow:
        clicked = True  # perhaps it was, late: look before clicking anything else
    if clicked:
        seen = await page.look_until(is_moving, FLIP_SECONDS, beat=SAVE_BEAT)
        if is_moving(seen) or await switch.was_clicked():
            return True
    try:
        await switch.click()
    except TooSlow:
        return False  # the readings that follow say how it stands
    return True


def is_saved(seen: Sighting, page: Page, site: SiteProfile, route: str) -> bool:
    """Say whether the switch is off and nothing that may save it is still on its way."""
    return shows_off(seen, site, route) and not page.traffic.is_outstanding


def shows_off(seen: Sighting, site: SiteProfile, route: str) -> bool:
    """Say whether the setting's one switch is seen to be off."""
    return [one.checked for one in ours(seen, site, route)] == [False]
