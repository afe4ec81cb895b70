"""Who is signed in: proving that a session is alive, and whose it is.

Owns what counts as such a proof. Types and clicks nothing, and keeps nothing.
"""

from msgspec import Struct

from optout_profiles.accounts import Cookie
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.page import Page
from optout_profiles.errors import PageMoved
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.arriving import opened, rested
from optout_profiles.runs.judging import Obstacle, member_of, names_somebody
from optout_profiles.runs.waiting import ON_ITS_WAY
from optout_profiles.sites import SiteProfile

ERRORS = frozenset({Reason.HTTP_STATUS, Reason.NOT_FOUND})
"""What an address answers that is not, or no longer, a page."""


class SignedIn(Struct, frozen=True):
    """A live sign-in: whose it is, and the cookies that carry it."""

    member: str
    cookies: tuple[Cookie, ...]

    def __repr__(self) -> str:
        return "SignedIn(***)"


async def proved_session(
    browser: Browser, site: SiteProfile, cookies: tuple[Cookie, ...], member: str | None
) -> SignedIn | Obstacle:
    """Say who these cookies sign in, or why they don't. Raises ``PageError``."""
    async with browser.visit(cookies) as page:
        return await proved(page, site, member)


async def proved(page: Page, site: SiteProfile, member: str | None) -> SignedIn | Obstacle:
    """Go to the setting's page and say who is signed in there. Raises ``PageError``.

    Where that page answers with an error, as it does once it has moved, its category's page does.
    """
    came = await _proved_at(page, site, site.setting.path, member)
    if isinstance(came, Obstacle) and came.reason in ERRORS:
        came = await _proved_at(page, site, site.category.path, member)
    return came


async def _proved_at(
    page: Page, site: SiteProfile, path: str, member: str | None
) -> SignedIn | Obstacle:
    """Say whom a page of the service names that answered with 200 and asks for nothing."""
    if obstacle := await opened(page, site, path):
        return obstacle
    sighting = await rested(page, site, names_somebody)
    named = sighting if isinstance(sighting, Obstacle) else member_of(sighting, member)
    if isinstance(named, Obstacle):
        return named
    cookies = await page.cookies()
    if not any(cookie.name == site.signed_in.cookie for cookie in cookies):
        return Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
    return SignedIn(named, cookies)


async def proved_at_rest(page: Page, site: SiteProfile) -> SignedIn | Obstacle:
    """Say who is signed in; a page that a sign-in still sends about is to be tried again."""
    try:
        return await proved(page, site, None)
    except PageMoved:
        return ON_ITS_WAY
