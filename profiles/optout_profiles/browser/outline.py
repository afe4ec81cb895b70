"""What a page is made of, for a bug report: without secrets, names of people or what was typed.

Owns what of a page may be told, whatever the page would like to have told. Judges nothing.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import msgspec
from msgspec import Struct

from optout_profiles.browser.translating import bounded
from optout_profiles.sites import SiteProfile
from optout_profiles.text import cleaned

if TYPE_CHECKING:
    from playwright.async_api import Page as PlaywrightPage

OUTLINE = files("optout_profiles.browser").joinpath("outline.js").read_text("utf-8")
"""The function that is run in the page."""

OUTLINE_SECONDS = 3.0
MOST_LINES = 200
MOST_BYTES = 16 * 1024
BOUNDS = {
    "most": MOST_LINES,
    "elements": 50_000,
    "milliseconds": 1_000,
    "signs": 120,
    "nesting": 500,
}
"""How far the page is read."""

DEEPEST_INDENT = 12
ELSE = "…"

MAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+")
NUMBER = re.compile(r"\+?\d(?:[\s./()-]?\d){4,}")
LONG_WORD = re.compile(r"[\w%+/=-]{12,}")
PLAIN_SEGMENT = re.compile(r"[A-Za-z][A-Za-z-]{0,40}")
NAMED_PART = re.compile(r"[A-Za-z][\w.:-]{0,60}")
"""What an attribute may hold to be told."""


class PartSeen(Struct, frozen=True):
    """One part of a page as it says of itself; everything in it may be hostile."""

    depth: int
    tag: str
    role: str
    kind: str
    key: str
    id: str
    control: str
    states: tuple[str, ...]
    address: str
    is_member: bool
    text: str


class PageSeen(Struct, frozen=True):
    """A page's parts in the order in which they stand, and whether these are all.

    ``names`` are what links to members say, whoever these are.
    """

    url: str
    is_whole: bool
    parts: tuple[PartSeen, ...]
    names: tuple[str, ...] = ()


async def outline_of(page: "PlaywrightPage", site: SiteProfile) -> str:
    """Return the outline of a page as it is now, at most ``MOST_LINES`` and ``MOST_BYTES`` long.

    Texts are told on the settings' own pages only; elsewhere those that the profile has. Empty
    where the page has bent what reads it. Raises ``PageError``.
    """
    asked = BOUNDS | {
        "memberLinks": site.members.links,
        "keyAttribute": site.setting.key_attribute,
    }
    async with bounded(OUTLINE_SECONDS):
        told = await page.evaluate(OUTLINE, asked)
    try:
        seen = msgspec.convert(told, PageSeen)
    except msgspec.ValidationError:
        return ""
    browser = page.context.browser
    version = f"Chromium {cleaned(browser.version, 40)}, " if browser else ""
    names = [name for name in seen.names if name[:1] != name[:1].lower()]  # not “see all”
    text = without_names(outline_text(seen, site), [*names, *_apart(seen.names)])
    return f"{version}profile {site.id}\n{text}"


def _apart(names: Iterable[str]) -> Iterator[str]:
    """Yield the names in scripts that know no capitals."""
    return (name for name in names if not name.isascii() and name.lower() == name.upper())


def outline_text(seen: PageSeen, site: SiteProfile) -> str:
    """Return what may be told of these parts, a line each."""
    lines: list[str] = []
    room = MOST_BYTES - 200
    for line in _lines(seen, site):
        room -= len(line.encode()) + 1
        if room < 0 or len(lines) == MOST_LINES - 2:
            return "\n".join([*lines, "(there is more)"])
        lines.append(line)
    return "\n".join(lines if seen.is_whole else [*lines, "(there is more)"])


def without_names(text: str, names: Iterable[str]) -> str:
    """Return a text without these names and their single words, in whatever case.

    What is short, or but a word of a name, counts as a word of its own only; where words are not
    written apart, anywhere.
    """
    wholes = {name.strip() for name in names}
    words = {word for name in wholes for word in re.findall(r"[^\W_]+", name)}
    longest_first = sorted(wholes | words, key=lambda one: (-len(one), one))
    telling = [_pattern(one, is_whole=one in wholes) for one in longest_first]
    found = "|".join(one for one in telling if one)
    return re.sub(found, ELSE, text, flags=re.IGNORECASE) if found else text


def _pattern(name: str, *, is_whole: bool) -> str:
    if not name.isascii() or (is_whole and len(name) > 3):
        return re.escape(name)
    return rf"(?<!\w){re.escape(name)}(?!\w)" if len(name) > 1 else ""


def _lines(seen: PageSeen, site: SiteProfile) -> Iterator[str]:
    place = urlsplit(seen.url)
    yield f"address {_address(place, site)}"
    # Elsewhere than in the settings it is people who write what headings and links say.
    is_ours = _first_segment(place.path) == _first_segment(site.setting.path)
    known = None if is_ours else _known_words(site)
    for part in seen.parts:
        indent = "  " * max(0, min(part.depth, DEEPEST_INDENT))
        yield indent + " ".join(_words(part, site, known))


def _words(part: PartSeen, site: SiteProfile, known: frozenset[str] | None) -> Iterator[str]:
    yield _named(part.tag) or ELSE
    told = {
        "role": part.role,
        "type": part.kind,
        site.setting.key_attribute: part.key,
        "id": part.id,
        "data-control-name": part.control,
    }
    yield from (f"{name}={_named(value)}" for name, value in told.items() if value)
    yield from (_named(state.replace("=", ":")).replace(":", "=") for state in part.states[:6])
    if part.address:
        yield _address(urlsplit(part.address), site)
    if part.text and not part.is_member:
        text = redacted(cleaned(part.text, BOUNDS["signs"]))
        is_told = known is None or part.text.casefold() in known
        yield f"“{text}”" if is_told else ELSE


def redacted(text: str) -> str:
    """Return a text without e-mail addresses, long numbers and words that look like secrets."""
    text = NUMBER.sub(ELSE, MAIL.sub(ELSE, text))
    return LONG_WORD.sub(lambda word: ELSE if _looks_random(word[0]) else word[0], text)


def _looks_random(word: str) -> bool:
    """Say whether a word may be a token: digits in it, or capitals where no word begins."""
    turns = len(re.findall(r"[a-z][A-Z]", word))
    has_digit = any(sign.isdigit() for sign in word)
    return has_digit or len(word) > 40 or turns > len(word) / 5 or "%" in word


def _named(value: str) -> str:
    """Return an attribute's value, if it is a plain name."""
    return redacted(value) if NAMED_PART.fullmatch(value) else ELSE


def _address(place: SplitResult, site: SiteProfile) -> str:
    """Return an address without question and fragment; a person's or a secret part is left out."""
    if place.scheme not in ("http", "https"):
        return f"{_named(place.scheme)}:{ELSE}" if place.scheme else ELSE
    segments = [one for one in place.path.split("/") if one]
    path = "".join(f"/{one}" for one in _segments(segments, site)) or "/"
    origin = f"{place.scheme}://{place.netloc}"
    host = re.sub(r"[^A-Za-z0-9.-]", "", place.hostname or "")[:100]
    return path if origin == site.origin else f"{place.scheme}://{host}{path}"


def _segments(segments: list[str], site: SiteProfile) -> Iterator[str]:
    """Yield what may be told: all within the settings, elsewhere the first part only."""
    secret = {_first_segment(site.members.path_prefix), *site.signed_in.challenge_segments}
    is_ours = bool(segments) and segments[0] == _first_segment(site.setting.path)
    for place, segment in enumerate(segments[:12]):
        is_told = is_ours or place == 0
        if not is_told or not PLAIN_SEGMENT.fullmatch(segment) or redacted(segment) != segment:
            yield ELSE
            return
        yield segment
        if segment in secret and place + 1 < len(segments):
            yield ELSE
            return


def _first_segment(path: str) -> str:
    return path.strip("/").split("/")[0]


def _known_words(site: SiteProfile) -> frozenset[str]:
    """Return what the profile itself says that a page may say."""
    named = (text for by_language in site.words.values() for text in by_language.values())
    others = (*site.signed_in.restricted_words, *site.sign_in.submit_words)
    return frozenset(text.casefold() for text in (*named, *others))
