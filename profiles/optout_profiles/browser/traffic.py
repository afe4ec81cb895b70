"""What a page has asked for and not yet got.

Owns the listening to one page's requests. Sends and stops nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from optout_profiles.browser.translating import translated
from optout_profiles.errors import PageError
from optout_profiles.sites import SiteProfile

if TYPE_CHECKING:
    from playwright.async_api import Page, Request

OUTSTANDING = frozenset({"fetch", "xhr", "script", "document", "eventsource", "other"})
"""Kinds of request that may still change what a page shows; *other* is what it asks for ahead."""

DOCUMENTS = frozenset({"script", "document"})
STREAMS = frozenset({"eventsource"})
ERRORS_FROM = 400
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

Place = tuple[str, str]
Question = tuple[str, str, str, str, bytes]

OFTEN = 2
"""How many answers a page gets to one question before asking it again is no more news."""

IDLE_SECONDS = 5.0
"""How long a page must have waited for nothing, in all, before another question to a place that
has answered so often is no more news either.

Many pages ask for all their data at one place, each by its query or its body, one when the other
has come; others ask there for news for ever, with a number that changes. Only these do so by the
clock, in between they wait for nothing.
"""

UNREAD_SECONDS = 2.5
"""How long after an answer its body is waited for, at least. Chromium never says that a body has
ended which nobody reads and which may not be kept (``no-store``)."""


class Traffic:
    """The requests of one page that may change what it shows, or save what was changed.

    ``document_request`` is the newest one for the page itself; ``has_fetched`` says that it
    fetched data, ``has_written`` that it sent something to its own service after
    ``expect_saves``, ``sent`` how often it did so at all. ``lacks_data`` says that something it
    asked of the service did not come, nor came later: what it shows in its place may be a
    default. What pages only report about their visitors is none of all that, and what they ask
    for again and again keeps none from resting: the same question, and after a while any to the
    same place.
    """

    def __init__(self, page: "Page", site: SiteProfile) -> None:
        self._page = page
        self._site = site
        self._missing: set[Question] = set()
        self._answers: Counter[Question | Place] = Counter()
        self._left_behind: set[Request] = set()
        self._open: set[Request] = set()
        self._moved_at = 0.0
        self._idle_seconds = 0.0
        self._is_loading = False
        self._is_clicked = False
        self._waits: set[asyncio.Task[None]] = set()
        self.document_request: Request | None = None
        self.has_fetched = False
        self.has_written = False
        self.sent = 0
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
        is_write = request.method not in READING_METHODS
        if self._only_reports(request):
            return
        if is_write and _origin(request.url) == _origin(self._page.url):
            self.sent += 1
            self.has_written = self.has_written or self._is_clicked
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self.document_request = request
            self._missing.clear()
            self._answers.clear()
            self._left_behind = set(self._open)
            self._is_loading, self._idle_seconds = True, 0.0
        elif is_write or self._may_show(request):
            self.has_fetched = self.has_fetched or request.resource_type not in DOCUMENTS
            self._begin(request)
            if request.resource_type != "document":
                is_save = is_write and self._is_clicked
                self._begin_wait(self._end_unread(request, 0 if is_save else UNREAD_SECONDS))

    def _may_show(self, request: "Request") -> bool:
        """Say whether what this brings may change what is shown, as far as is known before."""
        is_picture = request.headers.get("accept", "").startswith("image/")
        is_awaited = request.resource_type in OUTSTANDING and not is_picture
        is_polled = self._idle_seconds >= IDLE_SECONDS and self._answers[_place(request)] >= OFTEN
        return is_awaited and not is_polled and self._answers[_question(request)] < OFTEN

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
        self._answers.update((_place(request), _question(request)))
        self._note_data(request, came=_is_answered(request))
        self._end(request)

    def _end_failed(self, request: "Request") -> None:
        # Chromium drops the answer to a write that nobody reads, as if it had failed; a stream
        # that has begun may end at any time.
        may_end = request.method not in READING_METHODS or request.resource_type in STREAMS
        self._note_data(request, came=may_end and _is_answered(request))
        self._end(request)

    def _note_data(self, request: "Request", *, came: bool) -> None:
        """Note of what this document asked for whether it came; at another try it may.

        What leads to a sign-in page did not.
        """
        if request in self._left_behind or not self._is_data(request):
            return
        is_sign_in = request.redirected_from is not None and self._is_sign_in(request.url)
        if came and not is_sign_in:
            self._missing.discard(_question(request))
        else:
            self._missing.add(_question(request))

    def _is_data(self, request: "Request") -> bool:
        """Say whether a page may show what this brings.

        Many fetch data from their own hosts by what looks like a write; after a click that is
        one. From other hosts of the domain come data only by what only reads.
        """
        is_read = request.method in READING_METHODS
        host = urlsplit(_first(request).url).hostname or ""
        if request not in self._open:
            return False
        if host in self._site.hosts:
            return is_read or not self._is_clicked
        return is_read and request.resource_type != "document" and self._site.is_near(host)

    def _only_reports(self, request: "Request") -> bool:
        place = urlsplit(request.url)
        is_named = place.hostname in self._site.reporting_hosts or any(
            place.path.startswith(path) for path in self._site.reporting_paths
        )
        return is_named or request.resource_type == "ping"

    def _is_sign_in(self, url: str) -> bool:
        signs = {
            *self._site.signed_in.signed_out_segments,
            *self._site.signed_in.challenge_segments,
        }
        return bool(signs & set(urlsplit(url).path.split("/")))

    def _begin(self, request: "Request") -> None:
        if not self._open and not self._is_loading:
            self._idle_seconds += asyncio.get_running_loop().time() - self._moved_at
        self._open.add(request)

    def _end(self, request: "Request") -> None:
        is_document = request is self.document_request
        if is_document:
            self._is_loading = False
        if is_document or request in self._open:
            self._open.discard(request)
            self._moved_at = asyncio.get_running_loop().time()


def _first(request: "Request") -> "Request":
    """Return the request that was made, before all redirects."""
    while request.redirected_from:
        request = request.redirected_from
    return request


def _is_answered(request: "Request") -> bool:
    answer = request.existing_response
    return answer is not None and answer.status < ERRORS_FROM


def _place(request: "Request") -> Place:
    """Return whom a request asked, whatever for."""
    parts = urlsplit(_first(request).url)
    return parts.netloc, parts.path


def _question(request: "Request") -> Question:
    """Return whom a request asked for what: it is asked again only if all of it is the same."""
    first = _first(request)
    parts = urlsplit(first.url)
    body = sha256(first.post_data_buffer or b"").digest()
    return first.method, parts.netloc, parts.path, parts.query, body


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
