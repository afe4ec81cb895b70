"""A question that only a typed "yes" answers: a stray key or a paste can't."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from optout_profiles.text import cleaned
from optout_tui.screens.dialog import Dialog
from optout_tui.wording import names_of

PARTICULARS_LIMIT = 2000
"""A line of particulars holds several labels."""


class AskScreen(Dialog[bool]):
    """Asks a question and says what it is about; esc is no."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "No", id="ask.no")]

    def __init__(self, question: str, particulars: str) -> None:
        super().__init__()
        self._question, self._particulars = question, particulars

    def compose(self) -> ComposeResult:
        """Lay out the question, what it is about, and the field."""
        with Vertical(classes="dialog"):
            yield Static(Text(cleaned(self._question), "bold"), markup=False)
            lines = (cleaned(line, PARTICULARS_LIMIT) for line in self._particulars.splitlines())
            yield Static(Text("\n".join(lines)), classes="particulars", markup=False)
            yield Input(placeholder="type yes and press enter; esc leaves everything as it is")

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Take "yes" in full as yes, "no" (or "n") as no, and leave all else unanswered."""
        answer = event.value.strip().lower()
        if answer in {"yes", "no", "n"}:
            self.dismiss(answer == "yes")
        else:
            event.input.value = ""


def who_is_meant(labels: Sequence[str], hidden: int) -> str:
    """Return particulars that name accounts, ``hidden`` of them out of sight."""
    unseen = f"{hidden:,} of them not shown by the filter.\n" if hidden else ""
    return unseen + names_of(labels)
