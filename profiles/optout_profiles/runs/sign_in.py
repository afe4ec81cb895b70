"""Signing in, and proving that a session is alive and whose it is.

Owns the classic form and the storage state of a browser elsewhere. Keeps nothing: what comes out
is a ``SignedIn``, read right after a page proved to be signed in.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from optout_profiles.accounts import Cookie
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import SessionRefused
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.judging import Obstacle, member_of, where_obstacle
from optout_profiles.runs.reading import PATIENCE, is_calm, opened
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile

ANSWER_PATIENCE = 15.0
"""Seconds that the service may take to answer a sign-in."""

STATE_LIMIT = 4 * 1024 * 1024
"""Bytes of a storage state; a large one has some hundred kilobytes."""


class SignedIn(Struct, frozen=True):
    """A live sign-in: whose it is, and the cookies that carry it."""

    member: str
    cookies: tuple[Cookie, ...]

    def __repr__(self) -> str:
        return "SignedIn(***)"


class _StorageState(Struct, frozen=True):
    cookies: tuple[Cookie, ...]


async def sign_in(
    browser: Browser, site: SiteProfile, login: str, password: Secret[str], member: str | None
) -> SignedIn | Obstacle:
    """Send the classic form once and say who is signed in, or what came instead.

    ``member`` is who it must be, None for anybody. Raises ``PageError``.
    """
    async with browser.visit() as page:
        if obstacle := await opened(page, site, site.sign_in.path):
            return obstacle
        form = await page.look_until(_is_drawn, PATIENCE)
        if obstacle := _form_obstacle(form, site):
            return obstacle
        if not await page.send_sign_in(login, password):
            return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_HOST)
        answer = await page.look_until(_is_answered, ANSWER_PATIENCE)
        if answer.sign_in_form:
            return Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED)
        return where_obstacle(answer, site) or await _proved(page, site, member)


async def proved_session(
    browser: Browser, site: SiteProfile, cookies: tuple[Cookie, ...], member: str | None
) -> SignedIn | Obstacle:
    """Say who these cookies sign in, or why they don't. Raises ``PageError``."""
    async with browser.visit(cookies) as page:
        return await _proved(page, site, member)


def cookies_from(file: Path, site: SiteProfile) -> tuple[Cookie, ...]:
    """Return the service's cookies in a storage state, as Playwright saves one.

    Raises ``SessionRefused``: not readable, not a storage state, or not this service's.
    """
    try:
        with file.open("rb") as opened_file:
            text = opened_file.read(STATE_LIMIT + 1)
        state = msgspec.json.decode(text, type=_StorageState)
    except OSError as error:
        raise SessionRefused(file, error.strerror or "it can't be read") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        problem = "this is not a saved sign-in (a storage state in JSON, as Playwright writes it)"
        raise SessionRefused(file, problem) from None
    ours = tuple(cookie for cookie in state.cookies if _belongs(cookie, site.host))
    if not any(cookie.name == site.signed_in.cookie for cookie in ours):
        problem = f"it holds no sign-in at {site.name} ({site.host})"
        raise SessionRefused(file, problem)
    return ours


async def _proved(page: Page, site: SiteProfile, member: str | None) -> SignedIn | Obstacle:
    if obstacle := await opened(page, site, site.setting.path):
        return obstacle

    def tells(seen: Sighting) -> bool:
        if where_obstacle(seen, site) is not None:
            return seen.complete
        return is_calm(seen, page, site) and bool(seen.members)

    sighting = await page.look_until(tells, PATIENCE, steady_for=site.steady_for)
    named = where_obstacle(sighting, site) or member_of(sighting, member)
    if isinstance(named, Obstacle):
        return named
    cookies = await page.cookies()
    if not any(cookie.name == site.signed_in.cookie for cookie in cookies):
        return Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
    return SignedIn(named, cookies)


def _form_obstacle(seen: Sighting, site: SiteProfile) -> Obstacle | None:
    """Say what came instead of the service's own form: a password is typed nowhere else."""
    obstacle = where_obstacle(seen, site)
    if obstacle is not None and obstacle.reason is not Reason.SIGNED_OUT:
        return obstacle
    if not seen.sign_in_form:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)
    return None


def _is_drawn(seen: Sighting) -> bool:
    return seen.complete and (seen.sign_in_form or seen.status != 200)


def _is_answered(seen: Sighting) -> bool:
    return seen.complete and (seen.sign_in_problem or not seen.sign_in_form)


def _belongs(cookie: Cookie, host: str) -> bool:
    domain = cookie.domain.lstrip(".").lower()
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
