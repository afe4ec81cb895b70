"""Which column of a CSV says what."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Label, Static

from optout_profiles.errors import ImportRefused
from optout_profiles.listing.columns import columns_of
from optout_profiles.listing.entries import Brought
from optout_profiles.listing.reading import from_sheet
from optout_profiles.listing.sheets import Sheet
from optout_profiles.text import cleaned
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.fields import Problem, go_on
from optout_tui.wording import fields, keys
from optout_tui.wording import imports as said

COLUMNS_LIMIT = 250
"""How much of the columns' names is shown."""


class MappingScreen(Dialog[Brought | None]):
    """Shows the columns that were found and takes others; returns what the sheet brings so."""

    DEFAULT_CSS = """
    MappingScreen .dialog { height: 44; }
    MappingScreen VerticalScroll { height: 1fr; }
    MappingScreen Input { background: $panel; padding: 0 1; }
    MappingScreen Input:focus { background: $primary 40%; }
    MappingScreen .particulars { margin-top: 1; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", keys.LEAVE.name, id="mapping.leave"),
        # Before the next key is given to a field, so that typed-ahead keys come to the right one.
        Binding("enter", "go_on", keys.NEXT.name, priority=True, id="mapping.next"),
        Binding("ctrl+s", "read", keys.READ.name, priority=True, id="mapping.read"),
    ]

    def __init__(self, sheet: Sheet, host: str) -> None:
        super().__init__()
        self._sheet, self._host = sheet, host
        self._places = columns_of(sheet.header).places

    def compose(self) -> ComposeResult:
        """Lay out what can stand in a sheet, with the columns that were found."""
        header = self._sheet.header
        columns = " · ".join(f"{place} {title}" for place, title in enumerate(header, 1))
        with Vertical(classes="dialog"):
            yield Static(Text(fields.WHICH_COLUMN, "bold"), markup=False)
            shown = cleaned(columns, COLUMNS_LIMIT)
            yield Static(Text(shown), classes="particulars", markup=False)
            with VerticalScroll(can_focus=False):
                for name, words in fields.COLUMNS.items():
                    yield Label(words, markup=False)
                    found = header[self._places[name]] if name in self._places else ""
                    yield Input(found, placeholder=fields.NO_COLUMN, id=name, compact=True)
            yield Problem()
            yield Static(
                fields.MAPPING_KEYS,
                classes="hint",
            )

    def on_mount(self) -> None:
        """Begin at the first field; Textual's own way to it scrolls past what it is called."""
        self.set_focus(self.query(Input).first(), scroll_visible=False)

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with what was typed before."""
        self.query_one(Problem).take_back()

    def action_go_on(self) -> None:
        """Go to the next field; from the last one, read the sheet."""
        go_on(self, self.action_read)

    def action_read(self) -> None:
        """Read the sheet so and go; stay, with the reason, if it can't be."""
        if not self.is_active:
            return  # a second enter, on its way when the first one had read
        mapped = {name: self.query_one(f"#{name}", Input).value for name in fields.COLUMNS}
        try:
            columns = columns_of(self._sheet.header, mapped)
            if not columns.has_names:
                self.query_one(Problem).say(fields.NO_NAMES)
                self.query_one("#label", Input).focus()
                return
            self.dismiss(from_sheet(self._sheet, columns, self._host))
        except ImportRefused as error:
            self.query_one(Problem).say(said.refused(error.problem))
