"""One page of a visit, and the few verbs that runs have for it.

Owns the calls that open a page and read it; each is bounded in time and raises ``PageError`` only.
Decides nothing: what a page means is judged in ``optout_profiles.runs``.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from optout_profiles.accounts import Cookie
from optout_profiles.browser.held import HeldSwitch, held_switch, send_typed
from optout_profiles.browser.links import NextLink, next_link
from optout_profiles.browser.outline import outline_of
from optout_profiles.browser.sighting import LOOK, Sighting, question
from optout_profiles.browser.traffic import Traffic
from optout_profiles.browser.translating import bounded, translated
from optout_profiles.browser.world import World
from optout_profiles.errors import PageError, PageMoved, StepFailed, TooSlow
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile

if TYPE_CHECKING:
    from playwright.async_api import Dialog
    from playwright.async_api import Page as PlaywrightPage

LOAD_SECONDS = 30.0
ANSWER_SECONDS = 10.0
BEAT = 0.05
"""Seconds between two looks at a page that is not yet as it will be."""


class Page:
    """One page of a visit; ``traffic`` is what it has asked for.

    ``declined`` counts the boxes of the browser's own with which it asked something: all are
    closed, unless somebody is there to answer them (``is_attended``).
    """

    def __init__(self, page: "PlaywrightPage", site: SiteProfile) -> None:
        self._page = page
        self._site = site
        self._question = question(site)
        self._world = World(page)
        self.traffic = Traffic(page, site)
        self.declined = 0
        self.is_attended = False
        page.on("dialog", self._decline)

    async def open(self, path: str) -> int:
        """Go to a path of the service and return the HTTP status, after all redirects.

        Raises ``NetworkFailed`` where no document came, even with a status: an empty error page.
        """
        async with bounded(LOAD_SECONDS):
            response = await self._page.goto(
                self._site.address(path), wait_until="domcontentloaded", timeout=0
            )
        return response.status if response else 0

    async def loaded(self, patience: float) -> None:
        """Wait until the page with all its parts is loaded, at most ``patience`` seconds."""
        with suppress(TooSlow):
            async with bounded(patience):
                await self._page.wait_for_load_state("load", timeout=0)

    async def refused_status(self) -> int:
        """Return the status of a document that came without a body, 0 if none came."""
        asked = self.traffic.document_request
        async with bounded(ANSWER_SECONDS):
            response = await asked.response() if asked else None
        return response.status if response else 0

    async def look(self, steady_for: float = 0) -> Sighting:
        """Read the document as it is now; it is watched until it stayed so for these seconds.

        At the first change what there is then is returned, ``is_steady`` false. On a page that
        fetched data it is read after the next frame is drawn: what came with the data is on it
        by then.
        """
        asked = self._question | {
            "afterDrawing": self.traffic.has_fetched,
            "steadyFor": steady_for * 1000,
        }
        async with bounded(ANSWER_SECONDS + steady_for):
            seen = await self._world.call(LOOK, asked)
        try:  # an address may be any
            sighting = msgspec.convert(seen, Sighting)
            for url in (sighting.url, sighting.loaded_url, *sighting.settings_paths):
                urlsplit(url)
        except (msgspec.ValidationError, ValueError):
            raise StepFailed("look") from None
        return sighting

    async def look_until(
        self,
        is_enough: Callable[[Sighting], bool],
        patience: float,
        *,
        steady_for: float = 0,
        beat: float = BEAT,
    ) -> Sighting:
        """Look again and again until it is enough; after ``patience`` seconds what there is."""
        until = asyncio.get_running_loop().time() + patience
        while True:
            is_last = asyncio.get_running_loop().time() >= until
            try:
                sighting = await self.look(steady_for)
            except PageMoved:
                if is_last:
                    raise
            else:
                if is_last or is_enough(sighting):
                    return sighting
            await asyncio.sleep(beat)

    async def next_link(
        self, steps: Sequence[Sequence[str]], *, must_lead: bool = True
    ) -> NextLink | None:
        """Return the furthest of these steps, each told by its words, that the page shows.

        The last of all must be a link unless it is said that it need not lead anywhere.
        """
        return await next_link(self._page, self._site, steps, must_lead=must_lead)

    async def hold(self) -> HeldSwitch:
        """Take hold of the switch of the document that is there now; it dies with the document."""
        return await held_switch(self._page, self._world, self._site)

    async def send_sign_in(self, login: str, password: Secret[str]) -> bool:
        """Type both and press the button, once; False, nothing typed, if it isn't clear where."""
        form = self._site.sign_in
        typed = [(form.name_field, Secret(login)), (form.password_field, password)]
        return await send_typed(self._page, self._site, typed)

    async def send_code(self, code: Secret[str]) -> bool:
        """Type a code and send it, once; False, nothing typed, if there is no one place for it."""
        return await send_typed(self._page, self._site, [(self._site.sign_in.code_field, code)])

    @property
    def is_closed(self) -> bool:
        """Whether the page is gone: a person has closed its window, or the browser has ended."""
        return self._page.is_closed()

    async def forget_cookies(self) -> None:
        """Go on as somebody whom the service doesn't know."""
        async with bounded(ANSWER_SECONDS):
            await self._page.context.clear_cookies()

    async def _decline(self, box: "Dialog") -> None:
        if self.is_attended:
            return
        self.declined += 1
        with suppress(PageError), translated():  # it is gone
            await box.dismiss()

    async def cookies(self) -> tuple[Cookie, ...]:
        """Return the cookies that the service itself would be sent."""
        async with bounded(ANSWER_SECONDS):
            found = await self._page.context.cookies(self._site.origin)
        return msgspec.convert(found, tuple[Cookie, ...])

    async def outline(self) -> str:
        """Return what the page is made of, for a bug report; see ``outline_of``."""
        return await outline_of(self._page, self._site)
