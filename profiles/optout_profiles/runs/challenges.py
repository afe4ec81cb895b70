"""What a service asks for on the way in, where there is no window to act in.

Owns codes that are typed into the page, and waiting for an approval elsewhere. Solves nothing.
"""

from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.judging import Obstacle, where_obstacle
from optout_profiles.runs.waiting import Wait, glance
from optout_profiles.sites import SiteProfile

ONLY_IN_A_WINDOW = frozenset({Reason.CAPTCHA, Reason.OTHER_CHALLENGE})
"""What nobody can answer from a terminal."""

ANSWER_PATIENCE = 15.0
"""Seconds that the service may take to answer, or to draw what it asks."""

CODE_TRIES = 3
"""How many codes are sent at most; a service locks who tries on."""

APPROVAL_SECONDS = 300.0
"""How long an approval on a phone may take."""

CODES = frozenset({Reason.CODE_BY_EMAIL, Reason.CODE_BY_SMS, Reason.CODE, Reason.AUTHENTICATOR})


async def come_through(page: Page, site: SiteProfile, attendant: Attendant) -> Obstacle | None:
    """Meet what is asked on this page with the attendant's help; say what can't be met.

    Raises ``PageError``.
    """
    tries, last = 0, None
    while True:
        seen = await _drawn(page, site)
        obstacle = where_obstacle(seen, site)
        if obstacle is None:
            return None
        if obstacle.reason is Reason.APP_APPROVAL:
            if not await _is_approved(page, site, attendant):
                return obstacle
            continue
        if obstacle.reason not in CODES:
            return obstacle
        was_wrong = obstacle.reason is last
        may_try = tries < CODE_TRIES
        code = await attendant.code(obstacle.reason, was_wrong=was_wrong) if may_try else None
        if code is None or not code.reveal():
            return Obstacle(obstacle.outcome, Reason.WRONG_CODE if was_wrong else obstacle.reason)
        if not await page.send_code(code):
            return obstacle
        tries, last = tries + 1, obstacle.reason
        if not await _is_answered(page, site, seen):
            return Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)


async def _drawn(page: Page, site: SiteProfile) -> Sighting:
    """Return the page once it shows what it asks, if it asks anything."""

    def is_drawn(seen: Sighting) -> bool:
        obstacle = where_obstacle(seen, site)
        return seen.complete and (obstacle is None or obstacle.reason is not Reason.OTHER_CHALLENGE)

    return await page.look_until(is_drawn, ANSWER_PATIENCE)


async def _is_answered(page: Page, site: SiteProfile, before: Sighting) -> bool:
    """Wait until a code is taken or refused; False if the page stays as it was."""
    asked = where_obstacle(before, site)

    def is_answered(seen: Sighting) -> bool:
        is_new = seen.began_at != before.began_at or where_obstacle(seen, site) != asked
        return seen.complete and (is_new or says_more(seen, before))

    return is_answered(await page.look_until(is_answered, ANSWER_PATIENCE))


async def _is_approved(page: Page, site: SiteProfile, attendant: Attendant) -> bool:
    """Wait until the page no longer asks for an approval; False if nobody gives it."""
    wait = Wait(attendant, APPROVAL_SECONDS)
    while await wait.beat(Reason.APP_APPROVAL) is None:
        seen = await glance(page)
        if seen is not None and seen.complete:
            obstacle = where_obstacle(seen, site)
            if obstacle is None or obstacle.reason is not Reason.APP_APPROVAL:
                return True
    return False


def says_more(seen: Sighting, before: Sighting) -> bool:
    """Say whether a problem is told that was not there before, such as a note on cookies."""
    return bool(seen.problem) and seen.problem != before.problem
