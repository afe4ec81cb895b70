"""What a table's columns are, how wide they get, and how a text fits its cell.

Knows nothing of rows, marks or the screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any

from rich.cells import cell_len, set_cell_size

from optout_profiles.accounts import Account
from optout_profiles.text import cleaned

GAP = 2
"""Blank cells between two columns."""

_UNSTEADY: dict[int, str | None] = {
    0x200D: None,  # zero-width joiner
    0xFE0F: None,  # emoji selector
    **dict.fromkeys(range(0x1F3FB, 0x1F400)),  # skin tones
    **{0x1F1E6 + place: chr(ord("A") + place) for place in range(26)},  # halves of a flag
}
"""Signs that change the width of their neighbours in some terminals and not in others: one of
them would push the rest of its row aside."""


class Tone(StrEnum):
    """How a cell is meant; the words in it say the same without colour."""

    PLAIN = ""
    GOOD = "good"
    BAD = "bad"
    DOUBTFUL = "doubtful"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    ``width`` is the least it gets, in cells; spare width is given out by ``share``. On a narrow
    screen the columns with the highest ``drop`` go first, and those with 0 never. Where
    ``sort_key`` answers None, the row comes last, whichever way it is sorted.
    """

    id: str
    title: str
    width: int
    _: KW_ONLY
    text: Callable[[Account], str]
    sort_key: Callable[[Account], Any]
    style: Callable[[Account], Tone] | None = None
    share: int = 0
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that is on the screen, and the cells it has there."""

    column: Column
    width: int


def placed(columns: Sequence[Column], room: int) -> tuple[Placed, ...]:
    """Return the columns that fit into ``room`` cells, with the spare ones given out."""
    kept = _fitting(columns, room)
    spare = max(0, room - _least(kept))
    shares = sum(column.share for column in kept) or 1
    widths = [column.width + spare * column.share // shares for column in kept]
    return tuple(map(Placed, kept, widths))


def fitted(text: str, width: int) -> str:
    """Return the text cleaned and exactly ``width`` cells wide; what is cut ends in ``…``."""
    if len(text) <= width and text.isascii() and text.isprintable():
        return text.ljust(width)  # a cell each: most of what is drawn
    line = cleaned(text).translate(_UNSTEADY)
    if width > 0 and cell_len(line) > width:
        line = set_cell_size(line, width - 1) + "…"
    return set_cell_size(line, width)


def _fitting(columns: Sequence[Column], room: int) -> list[Column]:
    kept = list(columns)
    while _least(kept) > room and any(column.drop for column in kept):
        kept.remove(max(reversed(kept), key=lambda column: column.drop))
    return kept


def _least(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns) + GAP * max(0, len(columns) - 1)
