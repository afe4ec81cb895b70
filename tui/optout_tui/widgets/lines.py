"""One line of the accounts table, as a strip: the header or a row.

Owns how a row looks. Knows nothing of order, scrolling or which rows there are.
"""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from optout_profiles.accounts import Account
from optout_tui.widgets.columns import GAP, Column, Placed, Tone, fitted, placed

MARGIN = 4
"""Cells before the first column: the cursor's sign, the mark's, the busy row's, a blank."""

_SIGNS = {"cursor": ">", "marked": "●", "busy": "►"}
"""What a row is, readable without colour."""


class Lines:
    """Draws lines; ``style`` answers the style of parts such as "good" and "cursor", merged.

    Cells are cleaned plain text. No drawn line is kept: making one costs less than its painting.
    """

    def __init__(self, columns: Sequence[Column], style: Callable[[tuple[str, ...]], Style]):
        self._columns = columns
        self._style = style
        self._placed: tuple[Placed, ...] = ()
        self._width = 0

    def header(self, width: int, sorted_by: str | None, reverse: bool) -> Strip:
        """Draw the titles, with an arrow at the column that the rows are sorted by."""
        style = self._style(("header",))
        segments = [Segment(" " * MARGIN, style)]
        for place in self._laid_out(width):
            title, room = place.column.title, place.width
            arrow = (" ▼" if reverse else " ▲") if place.column.id == sorted_by else ""
            title = fitted(title, min(room - len(arrow), len(title))) + arrow
            segments.append(Segment(fitted(title, room) + " " * GAP, style))
        return Strip(segments).adjust_cell_length(width, style)

    def row(self, account: Account, width: int, states: tuple[str, ...]) -> Strip:
        """Draw one account, which is any of "marked", "busy" and "cursor" (in this order)."""
        plain = self._style(states)
        signs = "".join(sign if state in states else " " for state, sign in _SIGNS.items())
        segments, line, style, drawn = [], signs.ljust(MARGIN), plain, MARGIN
        for place in self._laid_out(width):
            column = place.column
            tone = column.style(account) if column.style else Tone.PLAIN
            wanted = self._style((tone, *states)) if tone else plain
            if wanted is not style:
                segments.append(Segment(line, style))
                line, style = "", wanted
            line += fitted(column.text(account), place.width) + " " * GAP
            drawn += place.width + GAP
        segments.append(Segment(line, style))
        return Strip(segments, drawn).adjust_cell_length(width, plain)

    def blank(self, width: int) -> Strip:
        """Draw a line below the last row."""
        return Strip.blank(width, self._style(()))

    def column_at(self, x: int, width: int) -> Column | None:
        """Return the column that a cell of the line belongs to, its gap included."""
        edge = MARGIN
        for place in self._laid_out(width):
            if edge <= x < (edge := edge + place.width + GAP):
                return place.column
        return None

    def _laid_out(self, width: int) -> tuple[Placed, ...]:
        if width != self._width:
            self._placed, self._width = placed(self._columns, width - MARGIN), width
        return self._placed
