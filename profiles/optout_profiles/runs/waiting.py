"""Waiting for a person who acts in a browser's window.

Owns the clock of such a wait and what is told meanwhile. Types and clicks nothing.
"""

import asyncio

from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import BrowserGone, PageError
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.judging import Obstacle, where_obstacle
from optout_profiles.sites import SiteProfile

BEAT = 0.2
"""Seconds between two looks at a page on which a person acts."""

TELLING_BEAT = 1.0
"""Seconds between two words to the person."""

PERSONS_TURN = frozenset(
    {
        Reason.SIGNED_OUT,
        Reason.CAPTCHA,
        Reason.CODE_BY_EMAIL,
        Reason.CODE_BY_SMS,
        Reason.CODE,
        Reason.AUTHENTICATOR,
        Reason.APP_APPROVAL,
        Reason.OTHER_CHALLENGE,
    }
)
"""What a person before the window can deal with; the rest is an end."""

LEFT_ALONE = frozenset({Reason.RESTRICTED, Reason.TOO_MANY_REQUESTS, Reason.REQUEST_DENIED})
"""What ends a wait: a service that said so is to be left alone."""


ON_ITS_WAY = Obstacle(Outcome.PERSON_NEEDED, Reason.OTHER_CHALLENGE)
"""What is made of a page that went elsewhere under our hands: it is waited for, and tried again."""


class Wait:
    """How long a person may still take, and whether they want to."""

    def __init__(self, attendant: Attendant, seconds: float) -> None:
        self._attendant = attendant
        self._until = _now() + seconds
        self._tells_at = _now()

    async def beat(self, reason: Reason | None) -> Obstacle | None:
        """Let a moment pass; say so if it was the last, or nobody wants to wait any longer."""
        left = self._until - _now()
        if left <= 0:
            return Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
        if _now() >= self._tells_at:
            self._tells_at += TELLING_BEAT
            if not self._attendant.waits(reason, left):
                return Obstacle(Outcome.CANCELLED, Reason.GIVEN_UP)
        await asyncio.sleep(min(BEAT, left))
        return None


async def glance(page: Page) -> Sighting | None:
    """Look once at a page on which a person acts; None while it can't be read.

    Raises ``BrowserGone`` once the page is closed.
    """
    try:
        return await page.look()
    except BrowserGone:
        raise
    except PageError:
        if page.is_closed:
            raise BrowserGone from None
        return None  # it is on its way to another page


async def is_window_gone(browser: Browser, page: Page) -> bool:
    """Say whether a person has closed the window, after something went wrong on its page.

    What was under way fails moments before that is known. Raises ``BrowserGone`` where it is the
    browser that has ended.
    """
    if await browser.outlives(page):
        return True
    if page.is_closed or not browser.is_connected:
        raise BrowserGone
    return False


async def until_through(page: Page, site: SiteProfile, wait: Wait) -> Obstacle | None:
    """Wait until a person has signed in on this page; say what ended the wait before.

    Raises ``BrowserGone`` once the page is closed.
    """
    reason: Reason | None = None
    while True:
        seen = await glance(page)
        if seen is not None and seen.complete:
            obstacle = where_obstacle(seen, site)
            if obstacle is None and await _has_session(page, site):
                return None
            if obstacle is not None and obstacle.reason in LEFT_ALONE:
                return obstacle
            reason = what_to_do(obstacle, page, site)
        if ended := await wait.beat(reason):
            return ended


def what_to_do(obstacle: Obstacle | None, page: Page, site: SiteProfile) -> Reason | None:
    """Return what a person is asked for on their way; None for signing in, or for clicking."""
    if obstacle is None or obstacle.reason is Reason.SIGNED_OUT:
        return None
    if obstacle.reason is Reason.OTHER_HOST and page.traffic.document_host in site.hosts:
        return Reason.NETWORK  # the browser's own page, as the service's did not come
    return obstacle.reason


async def _has_session(page: Page, site: SiteProfile) -> bool:
    return any(cookie.name == site.signed_in.cookie for cookie in await page.cookies())


def _now() -> float:
    return asyncio.get_running_loop().time()
