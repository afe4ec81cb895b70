"""The form for a new account, and for what the list says of one."""

from collections.abc import Callable
from typing import ClassVar

from msgspec.structs import replace
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from optout_profiles.details import Details
from optout_profiles.errors import DetailRefused, HandleRefused, UsageError, VaultError
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.fields import Problem, go_on, once_typed
from optout_tui.wording import fields, keys


class AccountForm(Dialog[bool]):
    """Saves what was typed by ``save``. Enter goes from field to field, then saves."""

    DEFAULT_CSS = """
    AccountForm {
        .dialog { height: 44; }
        VerticalScroll { height: 1fr; }
        Label { margin-top: 1; width: 1fr; }
        Input { background: $panel; padding: 0 1; }
        Input:focus { background: $primary 40%; }
    }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", keys.LEAVE.name, id="form.leave"),
        # Before the next key is given to a field, so that typed-ahead keys come to the right one.
        Binding("enter", "go_on", keys.NEXT.name, priority=True, id="form.next"),
        Binding("ctrl+s", "save", keys.SAVE.name, priority=True, id="form.save"),
    ]

    def __init__(
        self, title: str, save: Callable[[Details], object], details: Details | None = None
    ) -> None:
        super().__init__()
        self._title, self._save = title, save
        self._details = details or Details("")
        self._asked_of: tuple[dict[str, str], Widget | None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out one field below the other."""
        with Vertical(classes="dialog"):
            yield Static(Text(self._title, "bold"), markup=False)
            with VerticalScroll(can_focus=False):
                for name, (words, example) in fields.FORM.items():
                    yield Label(words, markup=False)
                    typed = getattr(self._details, name)
                    yield Input(typed, placeholder=example, id=name, compact=True)
            yield Problem()
            yield Static(fields.FORM_KEYS, classes="hint")

    def on_mount(self) -> None:
        """Begin at the first field; Textual's own way to it scrolls past what it is called."""
        self.set_focus(self.query(Input).first(), scroll_visible=False)

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with what was typed before."""
        self.query_one(Problem).take_back()

    def action_leave(self) -> None:
        """Go; where something was changed, once esc is pressed again right away."""
        now = self._typed(), self.focused
        if now in ((self._unchanged(), self.focused), self._asked_of):
            self.dismiss(False)
        else:
            self._asked_of = now
            self.query_one(Problem).say(fields.LEAVE_UNSAVED)

    def action_go_on(self) -> None:
        """Go to the next field; from the last one, save."""
        go_on(self, self._save_typed)

    def action_save(self) -> None:
        """Save the details and go; stay, with what was typed, if they can't be saved."""
        once_typed(list(self.query(Input)), self._save_typed)

    def _save_typed(self) -> None:
        if not self.is_active:
            return  # a second enter, on its way when the first one had saved
        try:
            self._save(replace(self._details, **self._typed()))
        except DetailRefused as error:
            self._complain(error.detail, str(error))
        except HandleRefused as error:
            self._complain("member", str(error))
        except (UsageError, VaultError) as error:
            self._complain("label", str(error))
        else:
            self.dismiss(True)

    def _typed(self) -> dict[str, str]:
        return {name: self.query_one(f"#{name}", Input).value.strip() for name in fields.FORM}

    def _unchanged(self) -> dict[str, str]:
        return {name: getattr(self._details, name).strip() for name in fields.FORM}

    def _complain(self, name: str, sentence: str) -> None:
        self.query_one(Problem).say(sentence)
        self.query_one(f"#{name}", Input).focus()
