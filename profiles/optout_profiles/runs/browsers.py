"""The browser of a queue: launched when first needed, replaced once spoilt.

Owns that there is one at a time, and none at the end. Knows nothing of accounts.
"""

from contextlib import AsyncExitStack

from optout_profiles.browser.browsing import Browser, running_browser
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.errors import PageError
from optout_profiles.sites import SiteProfile


class Browsers(AsyncExitStack):
    """The one browser of a queue: launched when first needed, replaced once spoilt."""

    def __init__(
        self, found: FoundBrowser, site: SiteProfile, *, visible: bool, signing_in: bool
    ) -> None:
        super().__init__()
        self._found, self._site = found, site
        self._visible, self._signing_in = visible, signing_in
        self._running: Browser | None = None

    @property
    def name(self) -> str:
        """What the running browser is called; "" while there is none."""
        return self._running.name if self._running else ""

    async def healthy(self) -> Browser:
        """Return the running browser, launching one if there is none; raises ``BrowserError``."""
        if self._running is not None and not self._running.is_connected:
            await self.discard()
        if self._running is None:
            launching = running_browser(
                self._found, self._site, signing_in=self._signing_in, visible=self._visible
            )
            self._running = await self.enter_async_context(launching)
        return self._running

    async def settle(self) -> None:
        """Wait until the last visit's context is gone; a browser that can't do it goes as well."""
        try:
            if self._running is not None:
                await self._running.rested()
        except PageError:
            await self.discard()

    async def discard(self) -> None:
        """End the browser; the next account gets a fresh one."""
        self._running = None
        await self.aclose()
