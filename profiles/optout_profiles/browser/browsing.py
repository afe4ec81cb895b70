"""A browser as runs see it: one fresh context per visit.

Owns contexts: what they begin with, and that they are thrown away.
"""

import asyncio
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
ENDING_SECONDS = 0.5


class Browser:
    """A running browser that reaches the hosts of one service only."""

    def __init__(
        self,
        running: "PlaywrightBrowser",
        site: SiteProfile,
        *,
        visible: bool = False,
        name: str = "",
    ) -> None:
        self._running = running
        self._name = name
        self._site = site
        self._is_visible = visible
        self._closing: asyncio.Task[None] | None = None

    @property
    def is_connected(self) -> bool:
        """Whether the browser still runs, as far as is known."""
        return self._running.is_connected()

    @property
    def name(self) -> str:
        """What it is called, with its version."""
        return f"{self._name} {self._running.version}".strip()

    def look_for(self, site: SiteProfile) -> None:
        """Let pages opened from now on be read for this setting of the same service."""
        self._site = site

    async def outlives(self, page: Page) -> bool:
        """Say of a page that is gone whether the browser is not: a person closed the window.

        A browser that ends tells so only moments after its pages.
        """
        ended = asyncio.Event()
        self._running.once("disconnected", lambda _: ended.set())
        if self.is_connected:
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), ENDING_SECONDS)
        return page.is_closed and self.is_connected

    @asynccontextmanager
    async def visit(self, cookies: Iterable[Cookie] = ()) -> AsyncIterator[Page]:
        """Open a page in a fresh context that knows these cookies and nothing else.

        The context is thrown away at the end, whatever happened; nothing of it reaches the disk.
        That is begun when this is left, and over before the next visit, or after ``rested``.
        """
        await self.rested()
        async with bounded(ANSWER_SECONDS):
            context = await self._running.new_context(
                storage_state={
                    "cookies": [msgspec.to_builtins(cookie) for cookie in cookies],
                    "origins": [],
                },
                accept_downloads=False,
                service_workers="block",  # what they answer is none of the service's answers
                no_viewport=self._is_visible,  # a person may size the window as they like
            )
        try:
            async with bounded(ANSWER_SECONDS):
                page = await context.new_page()
            yield Page(page, self._site)
        except GeneratorExit:  # all was said
            self._closing = _begun_to_close(context)
            raise
        except BaseException:
            with suppress(PageError):  # above all, a cancellation must not end as another error
                await _close(context)
            raise
        self._closing = _begun_to_close(context)

    async def rested(self) -> None:
        """Wait until the context of the last visit is gone. Raises ``PageError``."""
        closing, self._closing = self._closing, None
        if closing:
            await closing


@asynccontextmanager
async def running_browser(
    found: FoundBrowser, site: SiteProfile, *, signing_in: bool = False, visible: bool = False
) -> AsyncIterator[Browser]:
    """Launch a browser that reaches a service's hosts; it is gone when this is left."""
    hosts = site.sign_in_hosts if signing_in else site.hosts
    async with launched(found, hosts, visible=visible) as running:
        browser = Browser(running, site, visible=visible, name=found.name)
        yield browser
        with suppress(PageError):
            await browser.rested()


def _begun_to_close(context: "BrowserContext") -> "asyncio.Task[None]":
    """Begin to throw a context away; that it was gone already is told to nobody who doesn't ask."""
    closing = asyncio.create_task(_close(context))
    closing.add_done_callback(lambda done: done.cancelled() or done.exception())
    return closing


async def _close(context: "BrowserContext") -> None:
    async with bounded(CLOSE_SECONDS):
        await context.close()
