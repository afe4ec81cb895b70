"""A CSV as a sheet: its header, and rows as a spreadsheet numbers them.

Owns which of the few signs separates cells, and what no sheet can be. Knows nothing of what the
columns mean.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from optout_profiles.errors import ImportRefused
from optout_profiles.text import cleaned

MOST_ROWS = 100_000
SEPARATORS = (",", ";", "\t")
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?[ ,;\t]*(?:\r\n?|\n|$)', re.IGNORECASE)
"""What may stand before the header for Excel, which shows it in no row."""


class Sheet(Struct, frozen=True):
    """A header, and the text that holds the rows below it."""

    header: tuple[str, ...]
    separator: str
    text: str

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that isn't blank with its number, as a spreadsheet shows it.

        Raises ``ImportRefused`` where the rest can't be told apart, and beyond ``MOST_ROWS``.
        """
        taken = -1
        for number, cells in _rows(self.text, self.separator):
            taken += 1
            if taken > MOST_ROWS:
                raise ImportRefused(f"it has more than {MOST_ROWS:,} rows. Split it.")
            if taken:
                yield number, cells


def sheet_in(text: str) -> Sheet:
    """Return the sheet in a text; raises ``ImportRefused``."""
    named = SEPARATOR_LINE.match(text)
    text = text[named.end() :] if named else text
    separator = named[1] if named else max(SEPARATORS, key=lambda sign: len(_header(text, sign)))
    header = tuple(cleaned(title) for title in _header(text, separator))
    if not header:
        next(_rows(text, separator), None)  # says what is wrong with the first row, if anything
        raise ImportRefused("the file is empty.")
    if any("\0" in title for title in _header(text, separator)):
        raise ImportRefused("row 1 holds NUL bytes: this is no CSV, or one in another encoding.")
    _refuse_twins(header)
    return Sheet(header, separator, text)


def _header(text: str, separator: str) -> list[str]:
    try:
        return next((cells for _, cells in _rows(text, separator)), [])
    except ImportRefused:
        return []


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ImportRefused(
                f"row {number} is no CSV: a quote in it has no end, stands amid a cell, or a cell "
                "is far too long."
            ) from None
        if any(cell.strip() for cell in cells):
            yield number, cells


def _refuse_twins(header: tuple[str, ...]) -> None:
    counts = Counter(title.casefold() for title in header if title)
    for place, title in enumerate(header, 1):
        if counts[title.casefold()] > 1:
            other = [one.casefold() for one in header].index(title.casefold(), place) + 1
            raise ImportRefused(f"columns {place} and {other} have the same title.")
