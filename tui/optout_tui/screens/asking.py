"""A question that a typed "yes" answers, for many accounts their number: a stray key can't."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from optout_profiles.text import cleaned
from optout_tui.screens.dialog import Dialog
from optout_tui.wording import dialogs as said
from optout_tui.wording import is_agreed, keys

BEAT = 0.2
"""Seconds between two looks at work that may have ended."""

TRIES = 3
"""So many wrong answers are a no: what comes of itself might try one number after another."""

PARTICULARS_LIMIT = 2000
"""A line of particulars holds several labels."""


class Question(Dialog[bool]):
    """A dialog with a field, in which what has to be typed for so many ``accounts`` is the yes."""

    def __init__(self, accounts: int) -> None:
        super().__init__()
        self._accounts, self._tries_left = accounts, TRIES

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Take what was to be typed as yes, "no" as no, and leave all else unanswered at first."""
        self._tries_left -= 1
        if is_agreed(event.value, self._accounts):
            self.dismiss(True)
        elif event.value.strip().lower() in {"no", "n"}:
            self.dismiss(False)
        elif self._tries_left:
            event.input.value = ""
        else:
            self.notify(said.NOT_AGREED, severity="warning", markup=False)
            self.dismiss(False)


class AskScreen(Question):
    """Asks a question and says what it is about, of so many ``accounts``; esc is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", keys.NO.name, id="ask.no")
    ]

    def __init__(self, question: str, particulars: str, accounts: int = 0) -> None:
        super().__init__(accounts)
        self._question, self._particulars = question, particulars

    def compose(self) -> ComposeResult:
        """Lay out the question, what it is about, and the field."""
        with Vertical(classes="dialog"):
            yield Static(Text(cleaned(self._question), "bold"), classes="question", markup=False)
            lines = (cleaned(line, PARTICULARS_LIMIT) for line in self._particulars.splitlines())
            yield Static(Text("\n".join(lines)), classes="particulars", markup=False)
            yield Input(placeholder=said.invitation(self._accounts))


class AskOfWork(AskScreen):
    """Asks about work that may end meanwhile, as ``is_at_work`` tells, and says so if it does.

    It stays: what is half typed must not come to another screen. With ``afterwards`` that is asked
    from then on; without, every answer is no.
    """

    def __init__(
        self,
        question: str,
        particulars: str,
        is_at_work: Callable[[], bool],
        afterwards: str = "",
    ) -> None:
        super().__init__(question, particulars)
        self._is_at_work, self._afterwards = is_at_work, afterwards
        self._is_over = False

    def on_mount(self) -> None:
        """Look again and again whether there is still something to ask about."""
        self.set_interval(BEAT, self.look)

    def look(self) -> None:
        """Say that the work has ended, once it has."""
        if self._is_over or self._is_at_work():
            return
        self._is_over = True
        words = f"{said.HAS_ENDED} {self._afterwards}".strip()
        self.query_one(".question", Static).update(Text(words, "bold"))
        self.query_one(".particulars", Static).update("")
        if not self._afterwards:
            self.query_one(Input).placeholder = said.NOTHING_TO_ANSWER

    @on(Input.Submitted)
    def leave(self, event: Input.Submitted) -> None:
        """Take every answer as no where nothing is asked any more."""
        if self._is_over and not self._afterwards:
            event.prevent_default()
            self.dismiss(False)
