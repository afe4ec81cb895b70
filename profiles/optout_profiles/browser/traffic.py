"""What a page has asked for and not yet got.

Owns the listening to one page's requests. Sends and stops nothing.
"""

import asyncio
from collections.abc import Collection, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from optout_profiles.browser.translating import translated
from optout_profiles.errors import PageError

if TYPE_CHECKING:
    from playwright.async_api import Page, Request

OUTSTANDING = frozenset({"fetch", "xhr", "script", "document"})
"""Kinds of request that may still change what a page shows."""

DOCUMENTS = frozenset({"script", "document"})
ERRORS_FROM = 400
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

UNREAD_SECONDS = 2.0
"""How long after a fetch was answered its body is waited for. Chromium never says that a body has
ended which nobody reads and which may not be kept (``no-store``)."""


class Traffic:
    """The requests of one page that may change what it shows, or save what was changed.

    ``document_request`` is the newest one for the page itself; ``has_fetched`` says that it
    fetched data, ``has_written`` that it sent something to its own service after
    ``expect_saves``. ``lacks_data`` says that something it asked of ``hosts`` did not come, nor
    came later: what it shows in its place may be a default.
    """

    def __init__(self, page: "Page", hosts: Collection[str]) -> None:
        self._page = page
        self._hosts = hosts
        self._missing: set[str] = set()
        self._left_behind: set[Request] = set()
        self._open: set[Request] = set()
        self._moved_at = 0.0
        self._is_clicked = False
        self._waits: set[asyncio.Task[None]] = set()
        self.document_request: Request | None = None
        self.has_fetched = False
        self.has_written = False
        page.on("request", self._note_request)
        page.on("requestfinished", self._end_answered)
        page.on("requestfailed", self._end_failed)
        page.on("close", self._end_waits)

    @property
    def is_outstanding(self) -> bool:
        """Whether the page still waits for an answer."""
        return bool(self._open)

    @property
    def lacks_data(self) -> bool:
        """Whether a script, or data that the page fetched, did not come."""
        return bool(self._missing)

    @property
    def document_host(self) -> str:
        """The host that the page itself was last asked of, redirects followed; "" before."""
        asked = self.document_request
        return (urlsplit(asked.url).hostname or "") if asked else ""

    def has_rested(self, seconds: float) -> bool:
        """Say whether for so long nothing was asked for, answered or awaited."""
        return not self._open and asyncio.get_running_loop().time() - self._moved_at >= seconds

    def expect_saves(self) -> None:
        """Take what the page sends from here on for saves; what it sent before is none."""
        self._is_clicked, self.has_written = True, False

    def _note_request(self, request: "Request") -> None:
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self.document_request = request
            self._missing.clear()
            self._left_behind = set(self._open)
            return
        is_write = request.method not in READING_METHODS
        if request.resource_type in OUTSTANDING or is_write:
            self.has_fetched = self.has_fetched or request.resource_type not in DOCUMENTS
            self.has_written = self.has_written or (is_write and self._may_save(request))
            self._open.add(request)
            if is_write or request.resource_type == "fetch":
                self._begin_wait(self._end_unread(request, 0 if is_write else UNREAD_SECONDS))

    def _may_save(self, request: "Request") -> bool:
        """Say whether this may save what was clicked: no beacon, nothing sent to others."""
        is_own = _origin(request.url) == _origin(self._page.url)
        return self._is_clicked and is_own and request.resource_type != "ping"

    async def _end_unread(self, request: "Request", seconds: float) -> None:
        """End a request whose body nobody reads, so long after its answer came.

        Asked for one by one, as few are still open then: to listen to answers costs time at
        every request.
        """
        await asyncio.sleep(seconds)
        if request in self._open:
            with suppress(PageError), translated():  # the page is gone
                await request.response()
                await asyncio.sleep(seconds)
                self._end_answered(request)

    def _begin_wait(self, waiting: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(waiting)
        self._waits.add(task)
        task.add_done_callback(self._waits.discard)

    def _end_waits(self, _: "Page") -> None:
        for task in self._waits:
            task.cancel()

    def _end_answered(self, request: "Request") -> None:
        answer = request.existing_response
        self._note_data(request, came=answer is not None and answer.status < ERRORS_FROM)
        self._end(request)

    def _end_failed(self, request: "Request") -> None:
        self._note_data(request, came=False)
        self._end(request)

    def _note_data(self, request: "Request", *, came: bool) -> None:
        """Note of what this document asked for whether it came; at another try it may."""
        is_data = request.method in READING_METHODS and request.resource_type in OUTSTANDING
        is_listed = urlsplit(request.url).hostname in self._hosts
        if not (is_data and is_listed) or request in self._left_behind:
            return
        if came:
            self._missing.discard(request.url)
        else:
            self._missing.add(request.url)

    def _end(self, request: "Request") -> None:
        if request in self._open:
            self._open.remove(request)
            self._moved_at = asyncio.get_running_loop().time()


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
