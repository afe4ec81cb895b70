"""One account's run: read, change if asked, prove.

Owns the careful protocol. After a click the context is thrown away and the setting is read again
in fresh ones, from the session that was there before; only what was wanted each time makes
*turned off*, or *put back on*. Nor is *already off* said after one reading. The last reading of
all is a long one.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime

from msgspec.structs import replace

from optout_profiles.accounts import Cookie, Fact, now
from optout_profiles.browser.browsing import Browser
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.changing import Change
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.judging import Found, Obstacle, judged
from optout_profiles.runs.outlines import outline_at
from optout_profiles.runs.reading import read_again, read_setting
from optout_profiles.runs.results import RunResult
from optout_profiles.sites import SiteProfile

MOVED = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.STATE_UNREADABLE)
"""What is made of a page that is another one by the time its switch is held."""

STOPPED = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.CLICK_STOPPED)
"""What is made of a switch that was another one by the time the click came to it."""

WANTED = {
    Kind.PREVIEW: Setting.OFF,
    Kind.OPT_OUT: Setting.OFF,
    Kind.UNDO: Setting.ON,
}
"""What a run is to make of the setting; a check makes nothing of it."""

PROVED = {
    Setting.OFF: (Outcome.TURNED_OFF, Reason.TURNED_BACK),
    Setting.ON: (Outcome.PUT_BACK, Reason.OFF_AGAIN),
}
"""How a change ends that stayed, and why one didn't."""

SURE_TIMES = 8
"""How much longer a page must stay as it is to be sure of it, more than five seconds in all: it may
draw a default first, and ask for the truth only seconds later."""

LOOKS_AGAIN = (Step.READING_AGAIN, Step.READING_ONCE_MORE)


async def run_account(
    browser: Browser, site: SiteProfile, member: str, cookies: Sequence[Cookie], kind: Kind
) -> AsyncGenerator[Step | RunResult, None]:
    """Yield each step before it is taken, at last exactly one result.

    ``member`` is who must be signed in. Raises ``PageError`` where a page could not be dealt
    with; the setting may have been changed if ``Step.CHANGING`` was yielded before.
    """
    yield Step.OPENING
    wanted, stayed = WANTED.get(kind), None
    async with browser.visit(cookies) as page:
        yield Step.READING
        verdict = await read_setting(page, site, member)
        newest = refreshed(cookies, await page.cookies())
        if isinstance(verdict, Obstacle) or wanted in (None, verdict.setting):
            first = first_result(verdict, site, newest, await outline_at(page, verdict))
            rest = made_sure(browser, site, verdict, first)
        else:
            switch = await page.hold()
            before = await page.look()
            if judged(before, site, member, verdict.route) != verdict:  # the document that we hold
                yield first_result(MOVED, site, newest, await outline_at(page, MOVED))
                return
            if kind is Kind.PREVIEW:
                yield first_result(verdict, site, newest)
                return
            yield Step.CHANGING
            changed_at = now()
            change = Change(page, site, switch, wanted)
            await change.click()
            yield Step.SAVING
            stayed = await change.saved(before)
            if stayed is Reason.CLICK_STOPPED:
                yield first_result(STOPPED, site, newest, await outline_at(page, STOPPED))
                return
            newest = refreshed(cookies, await page.cookies())
            rest = proving(browser, site, verdict, newest, changed_at, wanted)
    async with aclosing(rest) as items:
        async for item in items:
            yield _stayed(item, stayed)


def watched_long(site: SiteProfile) -> SiteProfile:
    """Return the profile by which a page is watched in the last reading before anything is said."""
    return replace(site, steady_for=site.steady_for * SURE_TIMES)


async def made_sure(
    browser: Browser, site: SiteProfile, verdict: Found | Obstacle, first: RunResult
) -> AsyncGenerator[Step | RunResult, None]:
    """Yield what a first reading came to; *already off* only if a second, fresh one agrees.

    Raises ``PageError``.
    """
    if isinstance(verdict, Obstacle) or first.outcome is not Outcome.ALREADY_OFF:
        yield first
        return
    began = asyncio.get_running_loop().time()
    yield Step.MAKING_SURE
    async with browser.visit(first.cookies) as page:
        await asyncio.sleep(began + site.read_again_after[0] - asyncio.get_running_loop().time())
        again = await read_again(page, watched_long(site), verdict)
        newest = refreshed(first.cookies, await page.cookies())
        outline = await outline_at(page, again)
    if isinstance(again, Found) and again.setting is not verdict.setting:
        yield RunResult(Outcome.NOT_UNDERSTOOD, Reason.READINGS_DISAGREE)
    else:
        second = first_result(again, site, newest, outline)
        yield replace(second, read_at=(*first.read_at, *second.read_at))


async def proving(
    browser: Browser,
    site: SiteProfile,
    before: Found,
    cookies: Sequence[Cookie],
    changed_at: datetime,
    wanted: Setting = Setting.OFF,
) -> AsyncGenerator[Step | RunResult, None]:
    """Read again in fresh contexts after a change that was saved just now; at last the result.

    In the last one the page is watched long: it may draw what it was told, and the truth later.
    ``before`` is how and as whose it was found, ``wanted`` what it is to be now. Raises
    ``PageError``.
    """
    saved = asyncio.get_running_loop().time()
    newest = tuple(cookies)
    verdicts: list[Found | Obstacle] = []
    read_at: list[datetime] = []
    outline = ""
    last = len(site.read_again_after) - 1
    for index, wait in enumerate(site.read_again_after):
        yield LOOKS_AGAIN[min(index, 1)]
        async with browser.visit(newest) as page:  # opened first: it is ready when it is due
            await asyncio.sleep(saved + wait - asyncio.get_running_loop().time())
            watched = watched_long(site) if index == last else site
            verdicts.append(await read_again(page, watched, before))
            read_at.append(now())
            outline = await outline_at(page, verdicts[-1]) or outline
            newest = refreshed(newest, await page.cookies())
    proved = proved_result(verdicts, site, newest, changed_at, outline, wanted)
    yield replace(proved, read_at=tuple(read_at))


def _stayed(item: Step | RunResult, why: Reason | None) -> Step | RunResult:
    """Tell a switch that never moved, and why, from one that turned back."""
    if not isinstance(item, RunResult) or item.outcome is not Outcome.DID_NOT_STICK:
        return item
    return replace(item, reason=why or item.reason)


def first_result(
    verdict: Found | Obstacle, site: SiteProfile, cookies: tuple[Cookie, ...], outline: str = ""
) -> RunResult:
    """Return what a first reading alone makes of a run."""
    if isinstance(verdict, Found):
        fact = Fact(verdict.setting, now(), site.origin, verdict.route)
        outcome = Outcome.ALREADY_OFF if verdict.setting is Setting.OFF else Outcome.IS_ON
        read_at = (fact.read_at,)
        return RunResult(outcome, fact=fact, cookies=cookies, found=verdict, read_at=read_at)
    if verdict.outcome is Outcome.NOT_OFFERED:
        fact = Fact(Setting.NOT_OFFERED, now(), site.origin)
        return RunResult(verdict.outcome, fact=fact, cookies=cookies, read_at=(fact.read_at,))
    return RunResult(
        verdict.outcome, verdict.reason, seen_member=verdict.seen_member, outline=outline
    )


def proved_result(
    verdicts: Sequence[Found | Obstacle],
    site: SiteProfile,
    cookies: tuple[Cookie, ...],
    changed_at: datetime,
    outline: str = "",
    wanted: Setting = Setting.OFF,
) -> RunResult:
    """Return what the readings after a change prove; an obstacle in any of them proves nothing."""
    for verdict in verdicts:
        if isinstance(verdict, Obstacle):
            signed_out = verdict.reason is Reason.SIGNED_OUT
            return RunResult(
                Outcome.NOT_VERIFIED,
                Reason.SIGNED_OUT_AFTERWARDS if signed_out else verdict.reason,
                seen_member=verdict.seen_member,
                outline=outline,
            )
    found = [verdict for verdict in verdicts if isinstance(verdict, Found)]
    settings = [verdict.setting for verdict in found]
    fact = Fact(settings[-1], now(), site.origin, found[-1].route)
    outcome, turned_back = PROVED[wanted]
    if all(setting is wanted for setting in settings):
        return RunResult(
            outcome, fact=fact, changed_at=changed_at, cookies=cookies, found=found[-1]
        )
    if settings[-1] is not wanted:
        not_kept = Outcome.DID_NOT_STICK
        return RunResult(not_kept, turned_back, fact=fact, cookies=cookies, found=found[-1])
    return RunResult(Outcome.NOT_VERIFIED, Reason.READINGS_DISAGREE, cookies=cookies)


def refreshed(kept: Sequence[Cookie], seen: Sequence[Cookie]) -> tuple[Cookie, ...]:
    """Return the session's cookies as the service renewed them, and none that it didn't have.

    What a page's script can write (all but HttpOnly) could hold the very state to be proved.
    """
    newest = {(one.name, one.domain, one.path): one for one in seen if one.httpOnly}
    return tuple(newest.get((old.name, old.domain, old.path), old) for old in kept)
