"""Reading the setting: at its address, else by a route to it.

Owns the order in which the ways are tried. What a page shows is judged in ``judging``.
"""

from collections.abc import Awaitable, Callable

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


async def read_setting(page: Page, site: SiteProfile, member: str | None) -> Found | Obstacle:
    """Open the setting and read it; ``member`` is who must be signed in, None for anybody.

    *Not offered* comes as an ``Obstacle`` of that outcome, after the category page agreed. A page
    of which a part did not come is asked for once more, and not believed if it is the same.
    """
    return await _twice_if_missing(lambda: _read(page, site, member))


async def read_again(page: Page, site: SiteProfile, before: Found) -> Found | Obstacle:
    """Read a setting by the very way by which it was found before, as the same member.

    What is found in another place, or told by another sign, may be another setting.
    """
    found = await _twice_if_missing(lambda: _read_by(page, site, before))
    is_other = isinstance(found, Found) and found.is_keyed is not before.is_keyed
    return LED_NOWHERE if is_other else found


async def _twice_if_missing(read: Callable[[], Awaitable[Found | Obstacle]]) -> Found | Obstacle:
    found = await read()
    return await read() if found == DATA_MISSING else found


async def _read(page: Page, site: SiteProfile, member: str | None) -> Found | Obstacle:
    verdict = await _read_address(page, site, member)
    if isinstance(verdict, Absent):
        return await _absent(page, site, verdict.member)
    if not is_elsewhere(verdict):
        return verdict
    found = await Walk(page, site, member).along(site.routes, _starts(site))
    return verdict if found == LED_NOWHERE else found


async def _read_by(page: Page, site: SiteProfile, before: Found) -> Found | Obstacle:
    if before.route:
        known = [one for one in site.routes if one.name == before.route]
        return await Walk(page, site, before.member).along(known, _starts(site))
    verdict = await _read_address(page, site, before.member)
    return LED_NOWHERE if isinstance(verdict, Absent) else verdict


def _starts(site: SiteProfile) -> tuple[str, ...]:
    return site.category.path, site.home_path


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
    if page.traffic.lacks_data:
        return DATA_MISSING
    found = await walk.along(site.routes, [site.category.path])
    if found != LED_NOWHERE or not is_row_absent(seen, site, member):
        return found
    return Obstacle(Outcome.NOT_OFFERED, Reason.NO_SWITCH, member)
