"""The form for a new account, and for what the list says of one."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from optout_profiles.errors import HandleRefused, UsageError, VaultError
from optout_profiles.objections import day_typed
from optout_tui.desk import Details
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.fields import Problem, go_on, once_typed

FIELDS = {
    "label": ("Name in the list", "Ada Lovelace"),
    "login": ("Signs in with (optional)", "ada@example.org"),
    "member": ("Member's page (optional)", "the end of …/in/ada-lovelace/, or the whole address"),
    "group": ("Group (optional)", "family"),
    "objection": ("Objection filed on, for other AI training (optional)", "2026-11-24"),
}


class AccountForm(Dialog[bool]):
    """Saves what was typed by ``save``. Enter goes from field to field, then saves."""

    DEFAULT_CSS = """
    AccountForm {
        Label { margin-top: 1; }
        Input { background: $panel; padding: 0 1; }
        Input:focus { background: $primary 40%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", "Leave", id="form.leave"),
        # Before the next key is given to a field, so that typed-ahead keys come to the right one.
        Binding("enter", "go_on", "Next", priority=True, id="form.next"),
        Binding("ctrl+s", "save", "Save", priority=True, id="form.save"),
    ]

    def __init__(
        self, title: str, save: Callable[[Details], object], details: Details | None = None
    ) -> None:
        super().__init__()
        self._title, self._save = title, save
        self._details = details or Details("")

    def compose(self) -> ComposeResult:
        """Lay out one field below the other."""
        with Vertical(classes="dialog"):
            yield Static(Text(self._title, "bold"), markup=False)
            for name, (words, example) in FIELDS.items():
                yield Label(words, markup=False)
                typed = getattr(self._details, name)
                yield Input(typed, placeholder=example, id=name, compact=True)
            yield Problem()
            yield Static("enter: next, at last save · ctrl+s: save · esc: leave", classes="hint")

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with what was typed before."""
        self.query_one(Problem).take_back()

    def action_go_on(self) -> None:
        """Go to the next field; from the last one, save."""
        go_on(self, self._save_typed)

    def action_save(self) -> None:
        """Save the details and go; stay, with what was typed, if they can't be saved."""
        once_typed(list(self.query(Input)), self._save_typed)

    def _save_typed(self) -> None:
        if not self.is_active:
            return  # a second enter, on its way when the first one had saved
        typed = {name: self.query_one(f"#{name}", Input).value.strip() for name in FIELDS}
        try:
            day_typed(typed["objection"])
        except UsageError as error:
            self._complain("objection", str(error))
            return
        try:
            self._save(Details(**typed))
        except HandleRefused as error:
            self._complain("member", str(error))
        except (UsageError, VaultError) as error:
            self._complain("label", str(error))
        else:
            self.dismiss(True)

    def _complain(self, name: str, sentence: str) -> None:
        self.query_one(Problem).say(sentence)
        self.query_one(f"#{name}", Input).focus()
