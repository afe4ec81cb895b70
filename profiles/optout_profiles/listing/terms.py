"""A filter's text, cut into its terms.

Owns quotes, "-" and the colon after a field's name. Knows nothing of which fields there are.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from optout_profiles.errors import FilterRefused

BLANK = re.compile(r"\s*")
FIELD = re.compile(r"([^\s:\"']+):")
BARE = re.compile(r"\S*")


class Term(Struct, frozen=True, gc=False):
    """One term: ``-field:value``. ``column`` counts from 1, ``field`` is "" for a plain word.

    ``value`` is None where none was typed; quotes around nothing are an empty one.
    """

    column: int
    is_negated: bool
    field: str
    value: str | None


def terms(text: str) -> Iterator[Term]:
    """Yield the terms of a filter, in order; raises ``FilterRefused``."""
    place = _after(BLANK, text, 0)
    while place < len(text):
        term, place = _term_at(text, place)
        yield term
        place = _after(BLANK, text, place)


def _term_at(text: str, start: int) -> tuple[Term, int]:
    """Return the term that begins here, and where it ends."""
    is_negated = text[start] == "-"
    place = start + is_negated
    named = FIELD.match(text, place)
    if named:
        place = named.end()
    value, end = _value_at(text, place)
    field = named[1] if named else ""
    return Term(start + 1, is_negated, field, value), end


def _value_at(text: str, place: int) -> tuple[str | None, int]:
    quote = text[place : place + 1]
    if quote not in {'"', "'"}:
        end = _after(BARE, text, place)
        return text[place:end] or None, end
    close = text.find(quote, place + 1)
    if close < 0:
        raise FilterRefused(place + 1, f"the quote {quote} that opens here has no end.")
    if not text[close + 1 : close + 2].strip() == "":
        raise FilterRefused(close + 2, "a space has to stand after a closing quote.")
    return text[place + 1 : close], close + 1


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place
