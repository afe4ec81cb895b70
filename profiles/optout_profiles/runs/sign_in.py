"""Signing in: typed for a person into the page, or by the person in a window of their own.

Owns these ways to a ``SignedIn``. Keeps nothing: what comes out was read right after a page proved
to be signed in.
"""

from msgspec import Struct

from optout_profiles.accounts import is_same_member
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import PageError
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.arriving import PATIENCE, opened
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.challenges import come_through, says_more
from optout_profiles.runs.judging import Obstacle, where_obstacle
from optout_profiles.runs.signed_in import SignedIn, proved_at_rest
from optout_profiles.runs.waiting import (
    PERSONS_TURN,
    Wait,
    is_window_gone,
    until_through,
)
from optout_profiles.secret import Secret
from optout_profiles.sites import Challenge, SiteProfile

ANSWER_PATIENCE = 15.0
"""Seconds that the service may take to answer a sign-in."""

PERSON_SECONDS = 600.0
"""How long a person may take in a window of their own, unless told otherwise."""

WINDOW_CLOSED = Obstacle(Outcome.CANCELLED, Reason.WINDOW_CLOSED)

ROUNDS = 3
"""How often the service may ask for something before it is told that it did."""


class Credentials(Struct, frozen=True):
    """What is typed once and kept nowhere."""

    login: str
    password: Secret[str]

    def __repr__(self) -> str:
        return "Credentials(***)"


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
            came = await proved_at_rest(page, site)
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
            came = await _until_in(page, site, Wait(attendant, seconds))
        except PageError:
            if not await is_window_gone(browser, page):
                raise
            return WINDOW_CLOSED
        if _is_not_understood(came) and await is_window_gone(browser, page):
            return WINDOW_CLOSED
        return await _confirmed(came, member, attendant)


async def _until_in(page: Page, site: SiteProfile, wait: Wait) -> SignedIn | Obstacle:
    """Wait until somebody has signed in on the page, or it is over."""
    if obstacle := await opened(page, site, site.sign_in.path):
        return obstacle
    while True:
        if obstacle := await until_through(page, site, wait):
            return obstacle
        came = await proved_at_rest(page, site)
        if not isinstance(came, Obstacle) or came.reason not in PERSONS_TURN:
            return came
        if ended := await wait.beat(None):
            return ended


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


def _is_not_understood(came: SignedIn | Obstacle) -> bool:
    return isinstance(came, Obstacle) and came.outcome is Outcome.NOT_UNDERSTOOD


def _is_drawn(seen: Sighting) -> bool:
    return seen.complete and (seen.sign_in_form or seen.chooser or seen.status != 200)
