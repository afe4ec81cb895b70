"""The table of accounts: what its keys and the mouse do.

Owns the deeds on rows; `listing` draws them.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message

from optout_tui.widgets.lines import MARGIN
from optout_tui.widgets.listing import AccountsListing
from optout_tui.wording import keys


class AccountsTable(AccountsListing):
    """The accounts, with keys to move, mark and choose; see `AccountsListing` for the rest."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "choose",
            keys.CHOOSE.name,
            tooltip=keys.CHOOSE.tip,
            show=False,
            id="table.choose",
        ),
        Binding("space", "turn_mark", keys.MARK.name, tooltip=keys.MARK.tip, id="table.mark"),
        Binding(
            "a",
            "mark_shown",
            keys.MARK_ALL.name,
            tooltip=keys.MARK_ALL.tip,
            show=False,
            id="table.mark-all",
        ),
        *(
            Binding(by, action, key.name, show=False, tooltip=key.tip, id=f"table.{name}")
            for name, by, action, key in (
                ("down", "j,down", "move(1)", keys.DOWN),
                ("up", "k,up", "move(-1)", keys.UP),
                ("top", "g,home", "jump(0)", keys.TOP),
                ("bottom", "G,end", "jump(-1)", keys.BOTTOM),
                ("page-down", "pagedown", "page(1)", keys.PAGE_DOWN),
                ("page-up", "pageup", "page(-1)", keys.PAGE_UP),
                ("range-down", "shift+down", "stretch(1)", keys.RANGE_DOWN),
                ("range-up", "shift+up", "stretch(-1)", keys.RANGE_UP),
                ("range", "v", "turn_range", keys.RANGE),
                ("invert", "i", "invert", keys.INVERT),
                ("clear", "u", "clear_marks", keys.CLEAR_MARKS),
            )
        ),
    ]

    @dataclass
    class RowChosen(Message):
        """The account under the cursor was asked for."""

        account_id: str

    @property
    def is_ranging(self) -> bool:
        """Whether moving the cursor marks what it passes."""
        return self._marks.anchor is not None

    def clear_marks(self) -> None:
        """Unmark everything, hidden accounts too."""
        self._marks.clear()
        self._marks_changed()

    def action_move(self, steps: int) -> None:
        """Move the cursor, on with a range that `v` began."""
        self._marks.let_go()
        self.go(self._place + steps)

    def action_jump(self, place: int) -> None:
        """Move the cursor to the first row (0) or the last one (-1)."""
        self._marks.let_go()
        self.go(place % max(1, self.visible_count))

    def action_page(self, pages: int) -> None:
        """Move the cursor and the view by whole screens."""
        self._marks.let_go()
        rows = pages * self._page
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self.go(self._place + rows)

    def action_stretch(self, steps: int) -> None:
        """Mark from the cursor on while shift is held."""
        if self.cursor_id and not self.is_ranging:
            self._marks.begin_range(self.cursor_id, held=True)
        self.go(self._place + steps)

    def action_turn_range(self) -> None:
        """Begin a range at the cursor, or end the one that is drawn."""
        if self.is_ranging:
            self._marks.end_range()
            self._tell()
        elif self.cursor_id:
            self._marks.begin_range(self.cursor_id)
            self.go(self._place)

    def action_turn_mark(self) -> None:
        """Mark or unmark the row under the cursor and go on to the next."""
        self._turn_mark(self._place)
        self.go(self._place + 1)

    def action_mark_shown(self) -> None:
        """Mark every account that the filter shows."""
        self.mark(self._rows.shown)

    def action_invert(self) -> None:
        """Mark the shown accounts that aren't marked, and unmark the others."""
        self._marks.invert(self._rows.shown)
        self._marks_changed()

    action_clear_marks = clear_marks

    def action_choose(self) -> None:
        """Ask for the account under the cursor."""
        if self.cursor_id:
            self.post_message(self.RowChosen(self.cursor_id))

    @on(events.Click)
    def point_at_row(self, event: events.Click) -> None:
        """Move the cursor to a row, mark it at its margin, choose it if it had the cursor.

        A title sorts by its column, and once more the other way round.
        """
        spot = event.get_content_offset(self)
        if spot is None or event.widget is not self:
            return
        place = self.scroll_offset.y + spot.y - 1
        if spot.y == 0:
            self._sort_at(spot.x)
        elif place < self.visible_count:
            self._point_at(place, at_margin=spot.x < MARGIN)

    def _point_at(self, place: int, at_margin: bool) -> None:
        self._marks.let_go()
        if at_margin:
            self._turn_mark(place)
        elif place == self._place:
            self.action_choose()
        self.go(place)

    def sort_by(self, column_id: str) -> None:
        """Sort by a column, and once more the other way round."""
        again = column_id == self._sorted_by
        self.sort(column_id, reverse=again and not self._reverse)

    def _sort_at(self, x: int) -> None:
        column = self._lines.column_at(x, self.scrollable_content_region.width)
        if column:
            self.sort_by(column.id)

    def _turn_mark(self, place: int) -> None:
        turned = self._rows.shown[place : place + 1]
        self._marks.invert(turned)
        for account_id in turned:
            self._repaint(account_id)
        self._tell()
