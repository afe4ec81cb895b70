"""Whether a service is as its profile says: read line by line, nothing clicked, nothing concluded.

Owns the pages that are looked at and what counts as found. Keeps no fact of any setting, and looks
at nobody's pages but the member's.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from optout_profiles.accounts import Cookie
from optout_profiles.browser.browsing import Browser
from optout_profiles.browser.page import Page
from optout_profiles.browser.sighting import Sighting
from optout_profiles.errors import BrowserGone, PageError
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.account_run import refreshed
from optout_profiles.runs.arriving import believed, opened, rested
from optout_profiles.runs.judging import (
    Absent,
    Found,
    Obstacle,
    is_settled,
    member_of,
    path_of,
    plain_path,
)
from optout_profiles.sites import SiteProfile

PAGE_SECONDS = 45.0
"""How long one page may take before it is given up."""

ONE_PAGE_ONLY = frozenset({Outcome.NOT_UNDERSTOOD, Outcome.TOO_SLOW})
"""Outcomes of a page after which the next one is looked at all the same."""

NEEDED_WORDS = frozenset({"row"})
"""The rest is for ways that are taken only where the setting's address does not show it."""

UNSEEN = "not looked at: it is there only while somebody signs in, or is asked something"


class Finding(Struct, frozen=True):
    """One line of a profile, whether it was found, and in which words that is told.

    One that is not ``is_needed`` may be missing: nothing depends on it as long as the rest holds.
    """

    line: str
    is_found: bool
    words: str
    is_needed: bool = True


class Survey:
    """One look at all of a service, with one member's session.

    ``obstacle`` is what ended it before its end; ``cookies`` are the session's as they were
    renewed on the way.
    """

    def __init__(
        self, browser: Browser, site: SiteProfile, member: str, cookies: Sequence[Cookie]
    ) -> None:
        self._browser, self._site, self._member = browser, site, member
        self._languages: dict[str, set[str]] = {name: set() for name in site.words}
        self.cookies = tuple(cookies)
        self.obstacle: Obstacle | None = None

    async def findings(self) -> AsyncGenerator[Finding, None]:
        """Yield what is found, page by page. Raises ``BrowserGone``."""
        site = self._site
        places = {
            "setting": (site, site.setting.path),
            "category": (site, site.category.path),
            "home": (site, site.home_path),
        }
        for related in site.related:
            places[f"related.{related.name}"] = (site.focused(related.name), related.path)
        for line, (focused, path) in places.items():
            seen = await self._seen(focused, path)
            for finding in self._on_page(line, focused, path, *seen):
                yield finding
            if self.obstacle:
                return
        for finding in self._at_the_end():
            yield finding

    async def _seen(
        self, site: SiteProfile, path: str
    ) -> tuple[Sighting | Obstacle, Found | Absent | Obstacle]:
        """Return a page at rest and what a run would make of it; note which links it has.

        A page of somebody else is not looked at any further; the session is kept as it was
        renewed only where a page proves to be the member's.
        """
        self._browser.look_for(site)
        try:
            async with asyncio.timeout(PAGE_SECONDS), self._browser.visit(self.cookies) as page:
                seen = await opened(page, site, path) or await _drawn(page, site, path)
                if isinstance(seen, Obstacle):
                    return seen, seen
                named = member_of(seen, self._member)
                if isinstance(named, str):
                    self.cookies = refreshed(self.cookies, await page.cookies())
                elif named.outcome not in ONE_PAGE_ONLY:
                    return named, named
                await self._note_words(page)
                return seen, believed(page, seen, site, self._member)
        except BrowserGone:
            raise
        except TimeoutError:
            ended = Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
        except PageError:
            ended = Obstacle(Outcome.NOT_UNDERSTOOD, Reason.UNREADABLE)
        return ended, ended

    async def _note_words(self, page: Page) -> None:
        for name, by_language in self._site.words.items():
            for language, words in by_language.items():
                if await page.next_link([[words]]):
                    self._languages[name].add(language)

    def _on_page(
        self,
        line: str,
        site: SiteProfile,
        path: str,
        seen: Sighting | Obstacle,
        verdict: Found | Absent | Obstacle,
    ) -> Iterator[Finding]:
        if isinstance(seen, Obstacle):
            self.obstacle = None if seen.outcome in ONE_PAGE_ONLY else seen
            yield Finding(f"{line}.path", False, seen.reason.value)
            return
        came_to = path_of(seen) or "/"
        is_there = came_to == plain_path(urlsplit(seen.loaded_url).path) == plain_path(path)
        yield Finding(f"{line}.path", is_there, path if is_there else f"{path} led elsewhere")
        if path == site.setting.path:
            yield _key(line, site, seen, verdict)
        if line == "setting":
            yield from self._members(seen)
        if line == "category":
            yield _links(site, seen)

    def _members(self, seen: Sighting) -> Iterator[Finding]:
        named = member_of(seen, self._member)
        cookie = self._site.signed_in.cookie
        yield Finding("signed_in.cookie", any(one.name == cookie for one in self.cookies), cookie)
        has_navigation = bool(seen.navigation_members)
        where = "in it stands the member's link" if has_navigation else "the member is not in it"
        yield Finding("members.navigation", has_navigation, where)
        words = "the account's member" if isinstance(named, str) else named.reason.value
        yield Finding("members.links", isinstance(named, str), words)

    def _at_the_end(self) -> Iterator[Finding]:
        for name, languages in self._languages.items():
            told = ", ".join(sorted(languages)) or "on no page that was looked at"
            yield Finding(f"words.{name}", bool(languages), told, name in NEEDED_WORDS)
        for route in self._site.routes:
            met = [name for name in route.links if self._languages[name]]
            told = f"{len(met)} of its {len(route.links)} links were seen; it was not followed"
            yield Finding(f"routes.{route.name}", len(met) == len(route.links), told, False)
        for line in ("sign_in", "challenges"):
            yield Finding(line, False, UNSEEN, is_needed=False)


async def _drawn(page: Page, site: SiteProfile, path: str) -> Sighting | Obstacle:
    """Return a page once it has what it is looked at for, or is out of time, and at rest."""

    def is_drawn(seen: Sighting) -> bool:
        if path == site.setting.path:
            return is_settled(seen, site)
        return path != site.category.path or bool(seen.settings_paths)

    return await rested(page, site, is_drawn)


def _key(
    line: str, site: SiteProfile, seen: Sighting, verdict: Found | Absent | Obstacle
) -> Finding:
    """Say whether exactly one switch has the key, and a state that a run would believe."""
    setting = site.setting
    found = [one for one in seen.switches if one.key == setting.key]
    if len(found) != 1:
        others = len(seen.switches) - len(found)
        told = f"{setting.key}: {len(found)} switches have it, {others} have another or none"
        return Finding(f"{line}.key", False, told)
    if isinstance(verdict, Found):
        told = f"{setting.key}: one switch has it, and reads {verdict.setting.value}"
        return Finding(f"{line}.key", True, told)
    why = f": {verdict.reason.value}" if isinstance(verdict, Obstacle) else ""
    told = f"{setting.key}: one switch has it, and its state is not believed{why}"
    return Finding(f"{line}.key", False, told)


def _links(site: SiteProfile, seen: Sighting) -> Finding:
    """Say whether the list of settings leads to ours."""
    listed = [plain_path(path) for path in seen.settings_paths]
    is_listed = plain_path(site.setting.path) in listed
    ours = "ours among them" if is_listed else "ours is not among them"
    return Finding("category.settings_links", is_listed, f"{len(listed)} settings, {ours}")
