"""Finding the setting by the words of links, where its address doesn't show it.

Owns the walk along the routes of a profile. Every page on it must be the member's own before
anything on it is followed.
"""

from collections.abc import Sequence

from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.arriving import DATA_MISSING, believed, opened, rested
from optout_profiles.runs.judging import (
    Absent,
    Found,
    Obstacle,
    is_among_settings,
    is_settled,
    member_of,
    names_somebody,
)
from optout_profiles.sites import Route, SiteProfile

LED_NOWHERE = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH)

SENT = Obstacle(Outcome.NOT_VERIFIED, Reason.SENT_ON_THE_WAY)
"""A button that was taken for a way has sent something: nobody knows what it changed."""


class Walk:
    """A walk through the service as one member; it begins again only where it must."""

    def __init__(self, page: Page, site: SiteProfile, member: str | None) -> None:
        self._page, self._site, self._member = page, site, member
        self._start = ""
        self._seen: Sighting | Obstacle = LED_NOWHERE

    async def begin(self, start: str, *, is_list: bool = False) -> Sighting | Obstacle:
        """Return a page of the service once it is at rest, opened unless it is still there.

        A list of settings is waited for until it lists some.
        """
        if start != self._start:
            self._seen = await self._arrived(start, is_list=is_list)
            self._start = start
        return self._seen

    async def along(self, routes: Sequence[Route], starts: Sequence[str]) -> Found | Obstacle:
        """Take each route from one start after the other until one shows the setting.

        What ends a run, such as a refusal or somebody else's page, is returned where it is met;
        ``LED_NOWHERE`` where none leads to a page that can be understood.
        """
        for start in starts:
            for route in routes:
                seen = await self.begin(start)
                ended = seen if isinstance(seen, Obstacle) else await self._follow(route, seen)
                if _is_answer(ended):
                    return ended
        return LED_NOWHERE

    async def _follow(self, route: Route, seen: Sighting) -> Found | Obstacle:
        """Follow the furthest link that is seen, as long as one is, and judge where it ends."""
        steps = [self._words(name) for name in route.links]
        while True:
            named = member_of(seen, self._member)
            if isinstance(named, Obstacle):
                return named
            verdict = self._told(seen, route)
            if isinstance(verdict, Found):
                return verdict
            if not steps:
                return await self._end(route, seen, verdict)
            link = await self._page.next_link(steps)
            if link is None:
                return LED_NOWHERE
            steps = steps[link.step + 1 :]
            self._start = ""
            sent = self._page.traffic.sent
            if not link.path and not await link.press():
                return LED_NOWHERE
            came = await self._arrived(link.path)
            if not link.path and self._page.traffic.sent > sent:
                return SENT
            if isinstance(came, Obstacle):
                return came
            seen = came

    async def _arrived(self, path: str, *, is_list: bool = False) -> Sighting | Obstacle:
        """Return the page at a path, or what a button has shown, once it is at rest."""

        def is_drawn(seen: Sighting) -> bool:
            has_all = bool(seen.settings_paths) if is_list else names_somebody(seen)
            return is_settled(seen, self._site) or (seen.complete and has_all)

        if path and (obstacle := await opened(self._page, self._site, path)):
            return obstacle
        return await rested(self._page, self._site, is_drawn)

    async def _end(self, route: Route, seen: Sighting, verdict: Obstacle) -> Found | Obstacle:
        """Judge what is behind the button of the last page, where there is one."""
        if route.change and seen.is_headed_so and is_among_settings(seen, self._site):
            change = await self._page.next_link([self._words(route.change)], must_lead=False)
            sent = self._page.traffic.sent
            if change is None or change.path or not await change.press():
                return LED_NOWHERE
            shown = await rested(self._page, self._site, lambda seen: is_settled(seen, self._site))
            if self._page.traffic.sent > sent:
                return SENT
            return shown if isinstance(shown, Obstacle) else self._told(shown, route)
        return verdict

    def _told(self, seen: Sighting, route: Route) -> Found | Obstacle:
        verdict = believed(self._page, seen, self._site, self._member, route.name)
        return LED_NOWHERE if isinstance(verdict, Absent) else verdict

    def _words(self, name: str) -> tuple[str, ...]:
        return tuple(self._site.words[name].values())


def _is_answer(ended: Found | Obstacle) -> bool:
    """Say whether a route has told something; that it led nowhere tells nothing."""
    if isinstance(ended, Found) or ended == DATA_MISSING:
        return True
    return ended.outcome is not Outcome.NOT_UNDERSTOOD
