"""What would come of an import, and whether to take it in."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from optout_profiles.listing.entries import Brought
from optout_profiles.listing.importing import Plan
from optout_profiles.text import cleaned
from optout_tui.screens.asking import Question
from optout_tui.wording import imports as said
from optout_tui.wording import keys
from optout_tui.wording.dialogs import invitation
from optout_tui.wording.imports import (
    columns_words,
    left_out_words,
    rejection_words,
    sum_words,
    twin_words,
)

MOST_LINES = 500
"""How many lines a person is shown; the command line shows all."""
LINE_LIMIT = 600


class ImportPreview(Question):
    """Shows what becomes of each entry; only what is typed takes in, and only if none is bad."""

    DEFAULT_CSS = """
    ImportPreview > Vertical { height: 100%; }
    ImportPreview VerticalScroll { height: 1fr; margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", keys.LEAVE.name, id="preview.leave"),
        *(
            Binding(key, f"read('{way}')", show=False, id=f"preview.{way}")
            for key, way in (
                ("down", "down"),
                ("up", "up"),
                ("pagedown", "page_down"),
                ("pageup", "page_up"),
            )
        ),
    ]

    def __init__(self, came: Brought, plan: Plan) -> None:
        super().__init__(len(plan.new))
        self._came, self._plan = came, plan

    @property
    def _is_open(self) -> bool:
        """Whether there is something to agree to."""
        return bool(self._plan.new) and not self._plan.rejected

    def compose(self) -> ComposeResult:
        """Lay out the sum, the entries and the question."""
        with Vertical(classes="dialog"):
            yield Static(Text(sum_words(self._came, self._plan), "bold"), markup=False)
            about = (*columns_words(self._came), *left_out_words(self._came))
            yield Static(Text("\n".join(about)), classes="particulars", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(Text("\n".join(self._shown())), markup=False)
            yield Static(Text(self._question(), "bold"), markup=False)
            if self._is_open:
                yield Input(placeholder=invitation(len(self._plan.new)))
            yield Static(said.PREVIEW_KEYS, classes="hint")

    def _question(self) -> str:
        if self._plan.rejected:
            return said.BARRED_BY_REJECTED
        if not self._plan.new:
            return said.NOTHING_NEW
        return said.take_in(len(self._plan.new))

    def _shown(self) -> Iterator[str]:
        """Yield the first lines, those that matter most before the others."""
        came, plan = self._came, self._plan
        lines = chain(
            ((one.number, rejection_words(one)) for one in plan.rejected),
            ((one.number, twin_words(came, one)) for one in plan.twins),
            ((one.number, said.new_words(one.account)) for one in plan.new),
        )
        for number, words in islice(lines, MOST_LINES):
            yield cleaned(said.entry_line(came, number, words), LINE_LIMIT)
        more = len(came.entries) - MOST_LINES
        if more > 0:
            yield said.more_entries(more)

    def action_read(self, way: str) -> None:
        """Move the page; the field keeps the keys."""
        getattr(self.query_one(VerticalScroll), f"scroll_{way}")(animate=False)
