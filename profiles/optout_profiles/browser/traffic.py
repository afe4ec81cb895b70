"""What a page has asked for and not yet got.

Owns the listening to one page's requests. Sends and stops nothing.
"""

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Response

OUTSTANDING = frozenset({"fetch", "xhr", "script", "document"})
"""Kinds of request that may still change what a page shows."""

DOCUMENTS = frozenset({"script", "document"})
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Traffic:
    """The requests of one page that may change what it shows, or save what was changed.

    ``document_request`` is the newest one for the page itself; ``has_fetched`` says that it
    fetched data, ``has_written`` that it sent something after ``expect_saves``.
    """

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._open: set[Request] = set()
        self._moved_at = 0.0
        self._hears_answers = False
        self._is_clicked = False
        self.document_request: Request | None = None
        self.has_fetched = False
        self.has_written = False
        page.on("request", self._note_request)
        page.on("requestfinished", self._note_end)
        page.on("requestfailed", self._note_end)

    @property
    def is_outstanding(self) -> bool:
        """Whether the page still waits for an answer."""
        return bool(self._open)

    @property
    def document_host(self) -> str:
        """The host that the page itself was last asked of, redirects followed; "" before."""
        asked = self.document_request
        return (urlsplit(asked.url).hostname or "") if asked else ""

    def has_rested(self, seconds: float) -> bool:
        """Say whether for so long nothing was asked for, answered or awaited."""
        return not self._open and asyncio.get_running_loop().time() - self._moved_at >= seconds

    def expect_saves(self) -> None:
        """Take what the page sends from here on for saves."""
        self._is_clicked = True
        self._hear_answers()

    def _hear_answers(self) -> None:
        """Ask for answers once there are writes: a kind of event costs time at every request."""
        if not self._hears_answers:
            self._hears_answers = True
            self._page.on("response", self._note_answer)

    def _note_request(self, request: "Request") -> None:
        is_write = request.method not in READING_METHODS
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self.document_request = request
            return
        if request.resource_type in OUTSTANDING or is_write:
            self.has_fetched = self.has_fetched or request.resource_type not in DOCUMENTS
            self._open.add(request)
            if is_write:
                self.has_written = self.has_written or self._is_clicked
                self._hear_answers()

    def _note_answer(self, response: "Response") -> None:
        """Count an answered write as ended: Chromium waits for a body that nobody reads."""
        if response.request.method not in READING_METHODS:
            self._end(response.request)

    def _note_end(self, request: "Request") -> None:
        self._end(request)

    def _end(self, request: "Request") -> None:
        if request in self._open:
            self._open.remove(request)
            self._moved_at = asyncio.get_running_loop().time()
