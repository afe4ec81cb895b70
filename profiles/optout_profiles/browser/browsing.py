"""A browser as runs see it: one fresh context per visit, and a few verbs on its page.

Owns every call that reaches a page; each is bounded in time and raises ``PageError`` only.
Decides nothing: what a page means is judged in ``optout_profiles.runs``.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from optout_profiles.accounts import Cookie
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.browser.launching import launched
from optout_profiles.browser.sighting import LOOK, Sighting, question
from optout_profiles.browser.translating import translated
from optout_profiles.errors import PageError, PageMoved, StepFailed, TooSlow
from optout_profiles.secret import Secret
from optout_profiles.sites import SiteProfile

if TYPE_CHECKING:
    from playwright.async_api import Browser as PlaywrightBrowser
    from playwright.async_api import BrowserContext, ElementHandle, Locator, Request, Response
    from playwright.async_api import Page as PlaywrightPage

LOAD_SECONDS = 30.0
ANSWER_SECONDS = 10.0
CLICK_SECONDS = 3.0
CLOSE_SECONDS = 5.0
OUTSTANDING = frozenset({"fetch", "xhr", "script", "document"})
"""Kinds of request that may still change what a page shows."""

DOCUMENTS = frozenset({"script", "document"})

WORDS = """(input) => {
  const label = input.labels?.[0];
  if (!label || label.closest("a, button, summary")) return null;
  const traps = "a, area, button, input, select, textarea, summary, label, iframe, embed, object,"
    + "video, audio, [role], [onclick], [tabindex]";
  return [...label.querySelectorAll(traps)].every((one) => one === input) ? label : null;
}"""
"""The switch's label, unless it holds something else that a click could hit."""

IS_OUR_FORM = """(field, origin) => location.origin === origin && (!field.form
  || (new URL(field.form.action, location.href).origin === origin && field.form.method === "post"))
"""

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BEAT = 0.05
"""Seconds between two looks at a page that is not yet as it will be."""


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
    async def visit(self, cookies: Iterable[Cookie] = ()) -> AsyncIterator["Page"]:
        """Open a page in a fresh context that knows these cookies and nothing else.

        The context is thrown away at the end, whatever happened; nothing of it reaches the disk.
        """
        with translated():
            async with _bound(ANSWER_SECONDS):
                context = await self._running.new_context(
                    storage_state={
                        "cookies": [msgspec.to_builtins(cookie) for cookie in cookies],
                        "origins": [],
                    },
                    accept_downloads=False,
                )
        try:
            with translated():
                async with _bound(ANSWER_SECONDS):
                    page = await context.new_page()
            yield Page(page, self._site)
        except BaseException:
            with suppress(PageError):  # above all, a cancellation must not end as another error
                await _close(context)
            raise
        await _close(context)


class Page:
    """One page of a visit."""

    def __init__(self, page: "PlaywrightPage", site: SiteProfile) -> None:
        self._page = page
        self._site = site
        self._question = question(site)
        self._open_requests: set[Request] = set()
        self._document_request: Request | None = None
        self._has_fetched = False
        self._hears_answers = False
        self._is_clicked = False
        self.has_written = False
        page.on("request", self._note_request)
        page.on("requestfinished", self._note_end)
        page.on("requestfailed", self._note_end)

    @property
    def is_fetching(self) -> bool:
        """Whether the page still waits for data that it asked for, or for a save."""
        return bool(self._open_requests)

    async def open(self, path: str) -> int:
        """Go to a path of the service and return the HTTP status, after all redirects.

        Raises ``NetworkFailed`` where no document came, even with a status: an empty error page.
        """
        with translated():
            async with _bound(LOAD_SECONDS):
                response = await self._page.goto(
                    self._site.address(path), wait_until="domcontentloaded", timeout=0
                )
        return response.status if response else 0

    async def loaded(self, patience: float) -> None:
        """Wait until the page with all its parts is loaded, at most ``patience`` seconds."""
        with suppress(TooSlow), translated():
            await self._page.wait_for_load_state("load", timeout=patience * 1000)

    async def refused_status(self) -> int:
        """Return the status of a document that came without a body, 0 if none came."""
        with translated():
            async with _bound(ANSWER_SECONDS):
                asked = self._document_request
                response = await asked.response() if asked else None
        return response.status if response else 0

    async def look(self) -> Sighting:
        """Read the document as it is now.

        On a page that fetched data it is read after the next frame is drawn: what came with the
        data is on it by then.
        """
        asked = self._question | {"afterDrawing": self._has_fetched}
        with translated():
            async with _bound(ANSWER_SECONDS):
                seen = await self._page.evaluate(LOOK, asked)
        try:
            return msgspec.convert(seen, Sighting)
        except msgspec.ValidationError:  # a page can bend the very functions that read it
            raise StepFailed("look") from None

    async def look_until(
        self, is_enough: Callable[[Sighting], bool], patience: float, beat: float = BEAT
    ) -> Sighting:
        """Look again and again until it is enough; after ``patience`` seconds what there is."""
        until = asyncio.get_running_loop().time() + patience
        while True:
            is_last = asyncio.get_running_loop().time() >= until
            try:
                sighting = await self.look()
            except PageMoved:
                if is_last:
                    raise
            else:
                if is_last or is_enough(sighting):
                    return sighting
            await asyncio.sleep(beat)

    async def hold(self) -> "HeldSwitch":
        """Take hold of the switch of the document that is there now; it dies with the document."""
        with translated():
            async with _bound(CLICK_SECONDS + 1):
                switch = await self._switch().element_handle(timeout=CLICK_SECONDS * 1000)
                words = (await switch.evaluate_handle(WORDS)).as_element()
        return HeldSwitch(switch, words)

    def expect_saves(self) -> None:
        """Take what the page sends from here on for saves."""
        self._is_clicked = True
        self._hear_answers()

    async def send_sign_in(self, login: str, password: Secret[str]) -> bool:
        """Fill the classic form and submit it, once; False if it isn't the service's own form.

        The fields are held first and then looked at: whatever page comes next gets nothing.
        """
        form = self._site.sign_in
        with translated():
            async with _bound(LOAD_SECONDS):
                fields = [
                    await self._page.locator(css).first.element_handle(
                        timeout=ANSWER_SECONDS * 1000
                    )
                    for css in (form.name_field, form.password_field, form.submit)
                ]
                if not all([await one.evaluate(IS_OUR_FORM, self._site.origin) for one in fields]):
                    return False
                name_field, password_field, submit = fields
                await name_field.fill(login)
                await password_field.fill(password.reveal())
                await submit.click(timeout=ANSWER_SECONDS * 1000)
        return True

    async def cookies(self) -> tuple[Cookie, ...]:
        """Return the cookies that the service itself would be sent."""
        with translated():
            async with _bound(ANSWER_SECONDS):
                found = await self._page.context.cookies(self._site.origin)
        return msgspec.convert(found, tuple[Cookie, ...])

    def _switch(self) -> "Locator":
        setting = self._site.setting
        ours = f'[{setting.key_attribute}="{setting.key}"]'
        return self._page.locator(setting.switches).and_(self._page.locator(ours))

    def _hear_answers(self) -> None:
        """Ask for answers once there are writes: a kind of event costs time at every request."""
        if not self._hears_answers:
            self._hears_answers = True
            self._page.on("response", self._note_answer)

    def _note_request(self, request: "Request") -> None:
        is_write = request.method not in READING_METHODS
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self._document_request = request
            return
        if request.resource_type in OUTSTANDING or is_write:
            self._has_fetched = self._has_fetched or request.resource_type not in DOCUMENTS
            self._open_requests.add(request)
            if is_write:
                self.has_written = self.has_written or self._is_clicked
                self._hear_answers()

    def _note_answer(self, response: "Response") -> None:
        """Count an answered write as ended: Chromium waits for a body that nobody reads."""
        if response.request.method not in READING_METHODS:
            self._open_requests.discard(response.request)

    def _note_end(self, request: "Request") -> None:
        self._open_requests.discard(request)


class HeldSwitch:
    """A switch of one document, and its words if they lead nowhere else."""

    def __init__(self, switch: "ElementHandle", words: "ElementHandle | None") -> None:
        self._switch, self._words = switch, words

    async def click_words(self) -> bool:
        """Click the words beside the switch, as a person would; False where there are none."""
        with translated():
            async with _bound(CLICK_SECONDS + 1):
                if self._words:
                    await self._words.click(timeout=CLICK_SECONDS * 1000)
        return self._words is not None

    async def click(self) -> None:
        """Click the switch itself."""
        with translated():
            async with _bound(CLICK_SECONDS + 1):
                await self._switch.click(timeout=CLICK_SECONDS * 1000)


@asynccontextmanager
async def running_browser(
    found: FoundBrowser, site: SiteProfile, *, signing_in: bool = False, visible: bool = False
) -> AsyncIterator[Browser]:
    """Launch a browser that reaches a service's hosts; it is gone when this is left."""
    hosts = site.sign_in_hosts if signing_in else site.hosts
    async with launched(found, hosts, visible=visible) as running:
        yield Browser(running, site)


async def _close(context: "BrowserContext") -> None:
    with translated():
        async with _bound(CLOSE_SECONDS):
            await context.close()


@asynccontextmanager
async def _bound(seconds: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise TooSlow(seconds) from error
