"""Accounts in lines: of ten thousand only those on the screen are ever drawn.

Owns what is painted when, the scrolling and the marks. Knows nothing of keys or the mouse.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.style import Style
from textual import events, on
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from optout_profiles.accounts import Account
from optout_tui.widgets.columns import Column, Tone
from optout_tui.widgets.lines import Lines
from optout_tui.widgets.marks import Marks
from optout_tui.widgets.rows import Rows


class AccountsListing(ScrollView, can_focus=True, inherit_bindings=False):
    """Accounts in rows, one of them under the cursor, any of them marked by their ids.

    The first line is the header; a row's line on the screen is its place less the scroll
    offset, plus one. A change costs the lines it is seen on, however many rows there are.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"accounts-table--{part}"
        for part in ("header", "marked", "busy", "cursor", *filter(None, Tone))
    }
    DEFAULT_CSS = """
    AccountsListing {
        background: $surface;
        color: $foreground;
        overflow: hidden auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .accounts-table--header { background: $panel; text-style: bold; }
        & > .accounts-table--good { color: $text-success; }
        & > .accounts-table--bad { color: $text-error; }
        & > .accounts-table--doubtful { color: $text-warning; }
        & > .accounts-table--muted { color: $text-muted; }
        & > .accounts-table--marked { background: $primary-muted; }
        & > .accounts-table--busy { text-style: bold; }
        & > .accounts-table--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus > .accounts-table--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class MarksChanged(Message):
        """So many accounts are marked now, so many of them hidden by the filter.

        ``range_from`` is what the account is called at which a range begins, while one is drawn.
        """

        count: int
        hidden: int
        range_from: str | None = None

    @dataclass
    class CursorMoved(Message):
        """Another account is under the cursor, or none."""

        account_id: str | None

    def __init__(
        self,
        columns: Sequence[Column],
        **widget: Any,
    ) -> None:
        super().__init__(**widget)
        self._columns = {column.id: column for column in columns}
        self._lines = Lines(columns, self._style)
        self._rows = Rows()
        self._marks = Marks()
        self._busy_id: str | None = None
        self._sorted_by: str | None = None
        self._reverse = False
        self._told_marks: tuple[int, int, str | None] = (0, 0, None)
        self._told_cursor: str | None = None

    @property
    def row_count(self) -> int:
        """How many accounts there are, hidden ones too."""
        return len(self._rows.ids)

    @property
    def visible_count(self) -> int:
        """How many accounts the filter shows."""
        return len(self._rows)

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of the marked accounts in the table's order, hidden ones last."""
        return self._rows.in_order(self._marks)

    @property
    def hidden_marks(self) -> int:
        """How many marked accounts the filter hides."""
        return self.hidden_of(self._marks)

    def hidden_of(self, account_ids: Iterable[str]) -> int:
        """Return how many of these accounts the filter hides."""
        return self._rows.hidden(account_ids)

    @property
    def cursor_id(self) -> str | None:
        """The account under the cursor; setting one that isn't shown changes nothing."""
        return self._rows.cursor

    @cursor_id.setter
    def cursor_id(self, account_id: str) -> None:
        place = self._rows.place(account_id)
        if place is not None:
            self.go(place)

    @property
    def busy_id(self) -> str | None:
        """The account that a run is on now, shown by a sign."""
        return self._busy_id

    @busy_id.setter
    def busy_id(self, account_id: str | None) -> None:
        before, self._busy_id = self._busy_id, account_id
        self._repaint(before)
        self._repaint(account_id)

    def show(self, accounts: Iterable[Account]) -> None:
        """Show these accounts instead; cursor, marks, filter and sorting stay."""
        self._rows.replace(accounts)
        self._marks.keep(self._rows.ids)
        self._settle()

    def patch(self, account: Account) -> None:
        """Show one account's new state where it stands, or add it at the end."""
        if self._rows.put(account):
            self._measure()
        self._repaint(account.id)

    def filter(self, fitting: Callable[[list[Account]], list[Account]] | None) -> None:
        """Show only the accounts that this leaves of any, in their order; None shows all."""
        self._marks.end_range()
        self._rows.filter(fitting)
        self._settle()

    def sort(self, column_id: str, reverse: bool = False) -> None:
        """Order the rows by this column; equal ones stay as they stood."""
        self._marks.end_range()
        self._sorted_by, self._reverse = column_id, reverse
        self._rows.sort(self._columns[column_id].sort_key, reverse)
        self._settle()

    def unsort(self) -> None:
        """Order the rows as they were given."""
        self._marks.end_range()
        self._sorted_by = None
        self._rows.unsort()
        self._settle()

    @property
    def sorting(self) -> tuple[str | None, bool]:
        """The column that the rows are sorted by, None for none, and whether the other way."""
        return self._sorted_by, self._reverse

    def shown_accounts(self) -> list[Account]:
        """Return the accounts that the filter shows, in order."""
        return self._rows.accounts()

    def mark(self, ids: Iterable[str]) -> None:
        """Mark these accounts; ids that aren't here are left out."""
        self._marks.put(self._rows.in_order(set(ids)))
        self._marks_changed()

    @on(events.Resize)
    def keep_cursor_in_view(self) -> None:
        """Scroll so that the cursor's row doesn't leave the screen."""
        self._follow_cursor()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen: the header, a row or nothing."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._lines.header(width, self._sorted_by, self._reverse)
        place = self.scroll_offset.y + y - 1
        if place >= len(self._rows):
            return self._lines.blank(width)
        account = self._rows[place]
        return self._lines.row(account, width, self._states(account.id))

    def go(self, place: int) -> None:
        """Put the cursor on this place, or the nearest one, and stretch a range up to it."""
        before = self.cursor_id
        self._rows.move(place)
        anchor = self._marks.anchor
        if anchor and self.cursor_id:
            self._marks.stretch_range(self._rows.between(anchor, self.cursor_id))
            self.refresh()
        self._repaint(before)
        self._repaint(self.cursor_id)
        self._follow_cursor()
        self._tell()

    @property
    def _place(self) -> int:
        return self._rows.cursor_place

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _settle(self) -> None:
        self._measure()
        self._follow_cursor()
        self._tell()
        self.refresh()

    @property
    def _range_from(self) -> str | None:
        """What the account is called from which a range is drawn, until a key ends it."""
        anchor = self._marks.anchor
        place = None if self._marks.is_held else self._rows.place(anchor)
        return None if place is None else self._rows[place].label

    def _measure(self) -> None:
        self.virtual_size = Size(1, len(self._rows) + 1)

    def _follow_cursor(self) -> None:
        lowest, highest = self._place - self._page + 1, self._place
        top = max(lowest, min(self.scroll_offset.y, highest))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def _tell(self) -> None:
        marks = (len(self._marks), self.hidden_marks, self._range_from)
        if marks != self._told_marks:
            self._told_marks = marks
            self.post_message(self.MarksChanged(*marks))
        if self.cursor_id != self._told_cursor:
            self._told_cursor = self.cursor_id
            self.post_message(self.CursorMoved(self.cursor_id))

    def _marks_changed(self) -> None:
        self._tell()
        self.refresh()

    def _repaint(self, account_id: str | None) -> None:
        place = self._rows.place(account_id)
        if place is not None and 0 <= place - self.scroll_offset.y < self._page:
            self.refresh_line(place + 1)

    def _states(self, account_id: str) -> tuple[str, ...]:
        is_so = {
            "marked": account_id in self._marks,
            "busy": account_id == self._busy_id,
            "cursor": account_id == self.cursor_id,
        }
        return tuple(state for state, holds in is_so.items() if holds)

    def _style(self, parts: tuple[str, ...]) -> Style:
        return self.get_visual_style(*(f"accounts-table--{part}" for part in parts)).rich_style
