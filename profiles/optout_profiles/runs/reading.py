"""Reading the setting: at its address, else by a route to it.

Owns the order in which the ways are tried. What a page shows is judged in ``judging``.
"""

from optout_profiles.browser.page import Page
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.arriving import DATA_MISSING, believed, opened, rested
from optout_profiles.runs.judging import (
    Absent,
    Found,
    Obstacle,
    is_elsewhere,
    is_row_absent,
    is_settled,
)
from optout_profiles.runs.routes import LED_NOWHERE, Walk
from optout_profiles.sites import SiteProfile


async def read_setting(
    page: Page, site: SiteProfile, member: str | None, route: str = ""
) -> Found | Obstacle:
    """Open the setting and read it; ``member`` is who must be signed in, None for anybody.

    ``route`` is the one by which it was found before: only that is taken then. *Not offered*
    comes as an ``Obstacle`` of that outcome, after the category page agreed. A page of which a
    part did not come is asked for once more, and not believed if it is the same.
    """
    verdict = await _read(page, site, member, route)
    return await _read(page, site, member, route) if verdict == DATA_MISSING else verdict


async def _read(page: Page, site: SiteProfile, member: str | None, route: str) -> Found | Obstacle:
    starts = (site.category.path, site.home_path)
    if route:
        known = [one for one in site.routes if one.name == route]
        return await Walk(page, site, member).along(known, starts)
    verdict = await _read_address(page, site, member)
    if isinstance(verdict, Absent):
        return await _absent(page, site, verdict.member)
    if not is_elsewhere(verdict):
        return verdict
    found = await Walk(page, site, member).along(site.routes, starts)
    return verdict if found == LED_NOWHERE else found


async def _read_address(
    page: Page, site: SiteProfile, member: str | None
) -> Found | Absent | Obstacle:
    if obstacle := await opened(page, site, site.setting.path):
        return obstacle
    seen = await rested(page, site, lambda seen: is_settled(seen, site))
    return seen if isinstance(seen, Obstacle) else believed(page, seen, site, member)


async def _absent(page: Page, site: SiteProfile, member: str) -> Found | Obstacle:
    """Ask the category page, and whatever leads on from there, whether the setting is there."""
    walk = Walk(page, site, member)
    seen = await walk.begin(site.category.path, is_list=True)
    if isinstance(seen, Obstacle):
        return seen
    found = await walk.along(site.routes, [site.category.path])
    if found != LED_NOWHERE or not is_row_absent(seen, site, member):
        return found
    return Obstacle(Outcome.NOT_OFFERED, Reason.NO_SWITCH, member)
