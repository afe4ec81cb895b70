"""A browser as runs see it: one fresh context per visit.

Owns contexts: what they begin with, and that they are thrown away.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from optout_profiles.accounts import Cookie
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.browser.launching import launched
from optout_profiles.browser.page import ANSWER_SECONDS, Page
from optout_profiles.browser.translating import bounded
from optout_profiles.errors import PageError
from optout_profiles.sites import SiteProfile

if TYPE_CHECKING:
    from playwright.async_api import Browser as PlaywrightBrowser
    from playwright.async_api import BrowserContext

CLOSE_SECONDS = 5.0


class Browser:
    """A running browser that reaches the hosts of one service only."""

    def __init__(self, running: "PlaywrightBrowser", site: SiteProfile) -> None:
        self._running = running
        self._site = site

    @property
    def is_connected(self) -> bool:
        """Whether the browser still runs, as far as is known."""
        return self._running.is_connected()

    @asynccontextmanager
    async def visit(self, cookies: Iterable[Cookie] = ()) -> AsyncIterator[Page]:
        """Open a page in a fresh context that knows these cookies and nothing else.

        The context is thrown away at the end, whatever happened; nothing of it reaches the disk.
        """
        async with bounded(ANSWER_SECONDS):
            context = await self._running.new_context(
                storage_state={
                    "cookies": [msgspec.to_builtins(cookie) for cookie in cookies],
                    "origins": [],
                },
                accept_downloads=False,
            )
        try:
            async with bounded(ANSWER_SECONDS):
                page = await context.new_page()
            yield Page(page, self._site)
        except BaseException:
            with suppress(PageError):  # above all, a cancellation must not end as another error
                await _close(context)
            raise
        await _close(context)


@asynccontextmanager
async def running_browser(
    found: FoundBrowser, site: SiteProfile, *, signing_in: bool = False, visible: bool = False
) -> AsyncIterator[Browser]:
    """Launch a browser that reaches a service's hosts; it is gone when this is left."""
    hosts = site.sign_in_hosts if signing_in else site.hosts
    async with launched(found, hosts, visible=visible) as running:
        yield Browser(running, site)


async def _close(context: "BrowserContext") -> None:
    async with bounded(CLOSE_SECONDS):
        await context.close()
