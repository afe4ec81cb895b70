"""A question that a typed "yes" answers, for many accounts their number: a stray key can't."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from optout_profiles.text import cleaned
from optout_tui.screens.dialog import Dialog
from optout_tui.wording import is_agreed, keys
from optout_tui.wording.dialogs import invitation

PARTICULARS_LIMIT = 2000
"""A line of particulars holds several labels."""


class AskScreen(Dialog[bool]):
    """Asks a question and says what it is about, of so many ``accounts``; esc is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", keys.NO.name, id="ask.no")
    ]

    def __init__(self, question: str, particulars: str, accounts: int = 0) -> None:
        super().__init__()
        self._question, self._particulars, self._accounts = question, particulars, accounts

    def compose(self) -> ComposeResult:
        """Lay out the question, what it is about, and the field."""
        with Vertical(classes="dialog"):
            yield Static(Text(cleaned(self._question), "bold"), markup=False)
            lines = (cleaned(line, PARTICULARS_LIMIT) for line in self._particulars.splitlines())
            yield Static(Text("\n".join(lines)), classes="particulars", markup=False)
            yield Input(placeholder=invitation(self._accounts))

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Take what was to be typed as yes, "no" as no, and leave all else unanswered."""
        answer_to(self, event, self._accounts)


def answer_to(dialog: Dialog[bool], event: Input.Submitted, accounts: int) -> None:
    """Let a dialog go with what was answered; all but yes and no is taken out of the field."""
    if is_agreed(event.value, accounts):
        dialog.dismiss(True)
    elif event.value.strip().lower() in {"no", "n"}:
        dialog.dismiss(False)
    else:
        event.input.value = ""
