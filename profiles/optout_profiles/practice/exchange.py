"""What is asked of the practice site and what it answers, without a socket."""

import json
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto
from urllib.parse import quote

from msgspec import Struct

from optout_profiles.practice import places

HTML = "text/html; charset=utf-8"
JSON = "application/json"


class Request(Struct, frozen=True):
    """One request; ``stay`` waits so many seconds and says whether the client is still there."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes
    cookies: Mapping[str, str]
    stay: Callable[[float], bool]


class Cut(Enum):
    """Where an answer breaks off, as a lost network lets it."""

    BEFORE_HEADERS = auto()
    IN_HEADERS = auto()
    IN_BODY = auto()


class Reply(Struct, frozen=True):
    """One answer; it may break off.

    With ``more`` its body goes on: a piece every ``beat`` seconds, until the client leaves.
    """

    status: int = 200
    body: bytes = b""
    kind: str = HTML
    location: str | None = None
    cookies: tuple[str, ...] = ()
    is_cacheable: bool = False
    cut: Cut | None = None
    more: Iterator[bytes] | None = None
    beat: float = 0.1


def page(html: str, status: int = 200, cut: Cut | None = None) -> Reply:
    """Answer with a page."""
    return Reply(status, html.encode(), cut=cut)


def plain(words: str, status: int = 200) -> Reply:
    """Answer with words only."""
    return Reply(status, words.encode(), "text/plain; charset=utf-8")


def as_json(value: object, status: int = 200) -> Reply:
    """Answer a page's script."""
    return Reply(status, json.dumps(value).encode(), JSON)


def redirect(location: str, cookies: tuple[str, ...] = ()) -> Reply:
    """Send the client elsewhere; it comes by GET."""
    return Reply(302, location=location, cookies=cookies)


def told(*, go: str = "", problem: str = "", cookies: tuple[str, ...] = ()) -> Reply:
    """Tell a page's script where to go, or what is wrong, or neither: that it has to wait."""
    return Reply(
        body=json.dumps({"go": go, "problem": problem}).encode(), kind=JSON, cookies=cookies
    )


def to_sign_in(path: str) -> Reply:
    """Send the client to the sign-in page, and back to ``path`` afterwards."""
    return redirect(f"{places.SIGNED_OUT}?session_redirect={quote(path, safe='')}")
