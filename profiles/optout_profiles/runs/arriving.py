"""Coming to a page of the service, and waiting until it may be believed.

Owns how long a page may take. What it shows is judged in ``judging``.
"""

from collections.abc import Callable

from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import NetworkFailed
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.judging import (
    Absent,
    Found,
    Obstacle,
    early_obstacle,
    judged,
    status_obstacle,
)
from optout_profiles.sites import SiteProfile

PATIENCE = 5.0
"""Seconds that a page may take to draw itself before it is taken as it is."""

LOADING_PATIENCE = 15.0
"""Seconds more for a page that is still loading; half a page is never judged."""

SETTLING = 1.0
"""Seconds that a page gets at least, once the last that it waited for has come."""

ENDLESS_REDIRECTS = "ERR_TOO_MANY_REDIRECTS"
"""What a session that the service has ended looks like."""

DATA_MISSING = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.DATA_MISSING)


def is_calm(seen: Sighting, page: Page, site: SiteProfile) -> bool:
    """Say whether a page has stayed as it is for a while, with nothing outstanding.

    A page may draw a default, or half of itself, and the truth some moments later.
    """
    return seen.complete and seen.is_steady and page.traffic.has_rested(site.steady_for)


async def opened(page: Page, site: SiteProfile, path: str) -> Obstacle | None:
    """Go to a path of the service; say what came instead of a page, if none did."""
    try:
        await page.open(path)
        await page.loaded(PATIENCE)
    except NetworkFailed as error:
        if error.code == ENDLESS_REDIRECTS:
            return Obstacle(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
        if page.traffic.document_host not in ("", *site.hosts):
            return Obstacle(Outcome.NOT_UNDERSTOOD, Reason.OTHER_HOST)
        cut_off = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NETWORK)
        status = await page.refused_status()
        return (status_obstacle(status, site) if status else None) or cut_off
    return None


async def rested(
    page: Page, site: SiteProfile, is_drawn: Callable[[Sighting], bool]
) -> Sighting | Obstacle:
    """Return the page once it is drawn, or out of time, and at rest; else what may be told of it.

    Nothing that it shows on the way is believed, neither a state nor a name: it may draw another
    one. Only where we are, and a status, needs no rest.
    """

    def is_ready(seen: Sighting) -> bool:
        if not page.traffic.is_outstanding and early_obstacle(seen, site) is not None:
            return seen.complete
        return is_drawn(seen) and is_calm(seen, page, site)

    sighting = await page.look_until(is_ready, PATIENCE, steady_for=site.steady_for)
    is_at_work = not sighting.complete or not page.traffic.has_rested(site.steady_for + SETTLING)
    if is_at_work and not is_ready(sighting):
        sighting = await page.look_until(is_ready, LOADING_PATIENCE, steady_for=site.steady_for)
    if obstacle := early_obstacle(sighting, site):
        return obstacle
    if not is_calm(sighting, page, site):
        return Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
    return sighting


def believed(
    page: Page, seen: Sighting, site: SiteProfile, member: str | None, route: str = ""
) -> Found | Absent | Obstacle:
    """Judge a page at rest; where a part of it did not come, what it shows may be a default."""
    verdict = judged(seen, site, member, route)
    if page.traffic.lacks_data and not isinstance(verdict, Obstacle):
        return DATA_MISSING
    return verdict
