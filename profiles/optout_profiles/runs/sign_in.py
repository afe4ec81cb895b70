"""Signing in, and proving that a session is alive and whose it is.

Owns the ways to a ``SignedIn``: typed for a person into the page, by the person in a window of
their own, from cookies. Keeps nothing: what comes out was read right after a page proved to be
signed in.
"""

from msgspec import Struct

from optout_profiles.accounts import Cookie, is_same_member
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import BrowserGone, PageMoved
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.arriving import PATIENCE, is_calm, opened
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.challenges import come_through, says_more
from optout_profiles.runs.judging import (
    Obstacle,
    early_obstacle,
    member_of,
    where_obstacle,
)
from optout_profiles.runs.storage_state import cookies_from
from optout_profiles.runs.waiting import ON_ITS_WAY, PERSONS_TURN, Wait, until_through
from optout_profiles.secret import Secret
from optout_profiles.sites import Challenge, SiteProfile

__all__ = [
    "PERSON_SECONDS",
    "Credentials",
    "SignedIn",
    "cookies_from",
    "proved",
    "proved_session",
    "sign_in",
    "sign_in_by_person",
]

ANSWER_PATIENCE = 15.0
"""Seconds that the service may take to answer a sign-in."""

PERSON_SECONDS = 600.0
"""How long a person may take in a window of their own, unless told otherwise."""

ROUNDS = 3
"""How often the service may ask for something before it is told that it did."""

ERRORS = frozenset({Reason.HTTP_STATUS})
"""What an address answers that is not, or no longer, a page."""


class Credentials(Struct, frozen=True):
    """What is typed once and kept nowhere."""

    login: str
    password: Secret[str]

    def __repr__(self) -> str:
        return "Credentials(***)"


class SignedIn(Struct, frozen=True):
    """A live sign-in: whose it is, and the cookies that carry it."""

    member: str
    cookies: tuple[Cookie, ...]

    def __repr__(self) -> str:
        return "SignedIn(***)"


async def sign_in(
    browser: Browser,
    site: SiteProfile,
    credentials: Credentials,
    member: str | None,
    attendant: Attendant,
) -> SignedIn | Obstacle:
    """Type address and password into the page once; say who is signed in, or what came instead.

    ``member`` is who it should be, None for anybody; another one is kept only if ``attendant``
    confirms it. Codes come from ``attendant``, who also waits for an approval. A captcha is
    solved by nobody here. Raises ``PageError``.
    """
    async with browser.visit() as page:
        if obstacle := await _enter(page, site, credentials):
            return obstacle
        for _ in range(ROUNDS):  # the way to the setting may hold another question
            if obstacle := await come_through(page, site, attendant):
                return obstacle
            came = await _proved_at_rest(page, site)
            if not isinstance(came, Obstacle) or came.outcome is not Outcome.PERSON_NEEDED:
                break
    return await _confirmed(came, member, attendant)


async def sign_in_by_person(
    browser: Browser,
    site: SiteProfile,
    member: str | None,
    attendant: Attendant,
    seconds: float = PERSON_SECONDS,
) -> SignedIn | Obstacle:
    """Open the sign-in page in a visible browser and wait until the person is through.

    Nothing is typed or clicked. ``member`` is as in ``sign_in``. A closed window, a person who
    gives up and a time that runs out are told as such; the session is then nobody's. Raises
    ``PageError``.
    """
    async with browser.visit() as page:
        try:
            if obstacle := await opened(page, site, site.sign_in.path):
                return obstacle
            wait = Wait(attendant, seconds)
            came: SignedIn | Obstacle = Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
            while isinstance(came, Obstacle) and came.reason in PERSONS_TURN:
                if obstacle := await until_through(page, site, wait):
                    return obstacle
                came = await _proved_at_rest(page, site)
                is_asked = isinstance(came, Obstacle) and came.reason in PERSONS_TURN
                if is_asked and (ended := await wait.beat(None)):
                    return ended
        except BrowserGone:
            if not await browser.outlives(page):
                raise
            return Obstacle(Outcome.CANCELLED, Reason.WINDOW_CLOSED)
        return await _confirmed(came, member, attendant)


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

    def tells(seen: Sighting) -> bool:
        if early_obstacle(seen, site) is not None:
            return seen.complete
        return is_calm(seen, page, site) and bool(seen.members)

    sighting = await page.look_until(tells, PATIENCE, steady_for=site.steady_for)
    named = early_obstacle(sighting, site) or member_of(sighting, member)
    if isinstance(named, Obstacle):
        return named
    if not is_calm(sighting, page, site):
        return Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
    cookies = await page.cookies()
    if not any(cookie.name == site.signed_in.cookie for cookie in cookies):
        return Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
    return SignedIn(named, cookies)


async def _proved_at_rest(page: Page, site: SiteProfile) -> SignedIn | Obstacle:
    """Say who is signed in; a page that a sign-in still sends about is to be tried again."""
    try:
        return await proved(page, site, None)
    except PageMoved:
        return ON_ITS_WAY


async def _confirmed(
    came: SignedIn | Obstacle, member: str | None, attendant: Attendant
) -> SignedIn | Obstacle:
    """Keep somebody else's sign-in only where that is wanted."""
    if isinstance(came, Obstacle) or member is None or is_same_member(came.member, member):
        return came
    if await attendant.confirms(came.member):
        return came
    return Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, came.member)


async def _enter(page: Page, site: SiteProfile, credentials: Credentials) -> Obstacle | None:
    """Send the form once and say what is wrong with it, if the service says so."""
    if obstacle := await opened(page, site, site.sign_in.path):
        return obstacle
    form = await page.look_until(_is_drawn, PATIENCE)
    if form.chooser and not form.sign_in_form:  # it may offer somebody else: declined
        if obstacle := await opened(page, site, site.sign_in.other_account_path):
            return obstacle
        form = await page.look_until(_is_drawn, PATIENCE)
    if obstacle := _form_obstacle(form, site):
        return obstacle
    if not await page.send_sign_in(credentials.login, credentials.password):
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)
    return await _refused(page, site, form)


async def _refused(page: Page, site: SiteProfile, form: Sighting) -> Obstacle | None:
    """Say whether the form came back, or stayed and says why; its silence is no verdict."""

    def is_answered(seen: Sighting) -> bool:
        where = where_obstacle(seen, site)
        is_in = where is None or where.reason is not Reason.SIGNED_OUT or bool(seen.challenges)
        is_new = seen.began_at != form.began_at or (is_in and not seen.sign_in_form)
        return seen.complete and (is_new or says_more(seen, form))

    answer = await page.look_until(is_answered, ANSWER_PATIENCE)
    if Challenge.CAPTCHA in answer.challenges:
        return Obstacle(Outcome.REFUSED, Reason.CAPTCHA)
    if not answer.sign_in_form:
        return None if is_answered(answer) else Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
    obstacle = where_obstacle(answer, site)
    if obstacle is not None and obstacle.reason is not Reason.SIGNED_OUT:
        return obstacle
    if not is_answered(answer):
        return Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
    return Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED)


def _form_obstacle(seen: Sighting, site: SiteProfile) -> Obstacle | None:
    """Say what came instead of the service's own form: a password is typed nowhere else."""
    if Challenge.CAPTCHA in seen.challenges:
        return Obstacle(Outcome.REFUSED, Reason.CAPTCHA)
    obstacle = where_obstacle(seen, site)
    if obstacle is not None and obstacle.reason is not Reason.SIGNED_OUT:
        return obstacle
    if not seen.sign_in_form:
        return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS)
    return None


def _is_drawn(seen: Sighting) -> bool:
    return seen.complete and (seen.sign_in_form or seen.chooser or seen.status != 200)
