"""The forms for signing in without a window: address and password, and a code where one is asked.

Keep nothing: what was typed is given on once, and the fields are gone.
"""

from abc import abstractmethod
from enum import StrEnum, auto
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from optout_profiles.outcomes import Reason
from optout_profiles.runs.sign_in import Credentials
from optout_profiles.secret import Secret
from optout_profiles.text import cleaned, harmless
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.fields import Problem, go_on
from optout_tui.widgets.passphrase import PassphraseInput
from optout_tui.wording import keys
from optout_tui.wording import signing_in as said

Typed = TypeVar("Typed")


class Wish(StrEnum):
    """What a person may want instead of what a dialog is for.

    To leave this account out; to sign nobody in any more; a window instead; to type it instead.
    """

    LEAVE = auto()
    STOP = auto()
    WINDOW = auto()
    TYPE = auto()


class SecretForm(Dialog[Typed | Wish], Generic[Typed]):
    """What the forms share: enter goes from field to field, then gives on what was typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the next key is given to a field, so that typed-ahead keys come to the right one.
        Binding("enter", "go_on", keys.NEXT.name, priority=True, id="typed.next"),
        Binding("escape", "wish('LEAVE')", keys.LEAVE.name, id="typed.leave"),
        Binding(
            "ctrl+x", "wish('STOP')", keys.STOP_SIGNING_IN.name, priority=True, id="typed.stop"
        ),
    ]

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with what was typed before."""
        self.query_one(Problem).take_back()

    def action_go_on(self) -> None:
        """Go to the next field; from the last one, give on what was typed."""
        go_on(self, self._finish)

    def action_wish(self, name: str) -> None:
        """Go without anything typed."""
        self._go(Wish[name])

    @abstractmethod
    def typed(self) -> Typed | None:
        """Return what was typed, None while something is missing."""

    def _finish(self) -> None:
        if not self.is_active:
            return  # a second enter, on its way when the first one was taken
        typed = self.typed()
        if typed is not None:
            self._go(typed)
        else:
            self.query_one(Problem).say(said.SOMETHING_MISSING)

    def _go(self, answer: Typed | Wish) -> None:
        for field in self.query(Input):
            field.value = ""
        self.dismiss(answer)


class SignInForm(SecretForm[Credentials]):
    """Asks for address and password; ``problem`` is what came of the try before."""

    precedes_browser = True
    DEFAULT_CSS = """
    SignInForm {
        Label { margin-top: 1; }
        Input { background: $panel; padding: 0 1; }
        Input:focus { background: $primary 40%; }
        .particulars { margin-bottom: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "wish('WINDOW')", keys.WINDOW.name, priority=True, id="typed.window"),
    ]

    def __init__(self, title: str, login: str, problem: str, *, has_window: bool) -> None:
        super().__init__()
        self._title, self._login, self._problem = title, login, problem
        self._has_window = has_window

    def compose(self) -> ComposeResult:
        """Lay out the two fields."""
        with Vertical(classes="dialog"):
            yield Static(Text(cleaned(self._title), "bold"), markup=False)
            yield Static(said.NOT_KEPT, classes="particulars", markup=False)
            yield Label(said.LOGIN, markup=False)
            yield Input(harmless(self._login), id="login", compact=True)
            yield Label(said.PASSWORD, markup=False)
            yield PassphraseInput(id="password", compact=True)
            yield Problem()
            yield Static(said.form_keys(has_window=self._has_window), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Say what is wrong, and go to what is to be typed."""
        self.query_one(Problem).say(self._problem)
        self.query_one("#password" if self._login else "#login", Input).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a window only where there can be one."""
        return self._has_window or (action, parameters) != ("wish", ("WINDOW",))

    def typed(self) -> Credentials | None:
        """Return the address and the password, None while one is missing."""
        login = self.query_one("#login", Input).value.strip()
        password = self.query_one("#password", Input).value
        return Credentials(login, Secret(password)) if login and password else None


class CodeForm(SecretForm[Secret[str]]):
    """Asks for the code that the service wants."""

    def __init__(self, title: str, reason: Reason, *, was_wrong: bool) -> None:
        super().__init__()
        self._title, self._reason, self._was_wrong = title, reason, was_wrong

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        with Vertical(classes="dialog"):
            yield Static(Text(cleaned(self._title), "bold"), markup=False)
            yield Label(Text(said.code_label(self._reason)), markup=False)
            yield PassphraseInput(id="code")
            yield Problem()
            yield Static(said.CODE_KEYS, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Say what is wrong with the code before."""
        self.query_one(Problem).say(said.WRONG_CODE if self._was_wrong else "")

    def typed(self) -> Secret[str] | None:
        """Return the code, None while there is none."""
        code = self.query_one("#code", Input).value.strip()
        return Secret(code) if code else None
