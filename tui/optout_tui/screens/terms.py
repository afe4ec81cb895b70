"""What the service's rules say, what may happen, and who is to click: the tool or a person."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from optout_profiles.runs.choice import Choice, Way
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.fields import Problem
from optout_tui.wording import keys
from optout_tui.wording import terms as said
from optout_tui.wording.terms import QUESTION, SECTIONS, TITLE, WAYS, Section, choice_words


class TermsScreen(Dialog[Way | None]):
    """Shows the page and takes the answer, typed in full: a stray key can't give it; esc is none.

    ``choice`` is the answer that was given before.
    """

    DEFAULT_CSS = """
    TermsScreen > Vertical { height: 100%; width: 84; }
    TermsScreen VerticalScroll { height: 1fr; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", keys.BACK.name, id="terms.back"),
        *(
            Binding(key, f"read('{way}')", show=False, id=f"terms.{way}")
            for key, way in (
                ("down", "down"),
                ("up", "up"),
                ("pagedown", "page_down"),
                ("pageup", "page_up"),
            )
        ),
    ]

    def __init__(self, choice: Choice | None) -> None:
        super().__init__()
        self._choice = choice

    def compose(self) -> ComposeResult:
        """Lay out the page, and below it the question and its field."""
        with Vertical(classes="dialog"):
            with VerticalScroll(can_focus=False):
                yield Static(terms_page(), markup=False)
            yield Static(Text(choice_words(self._choice), "bold"), markup=False)
            yield Input(placeholder=said.INVITATION)
            yield Problem()
            yield Static(said.PAGE_KEYS, classes="hint")

    @on(Input.Submitted)
    def answer(self, event: Input.Submitted) -> None:
        """Take one of the two words, whole."""
        typed = event.value.strip().lower()
        if typed in set(Way):
            self.dismiss(Way(typed))
        elif typed:
            self.query_one(Problem).say(said.TYPE_ONE)

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with what was typed before."""
        self.query_one(Problem).take_back()

    def action_read(self, way: str) -> None:
        """Move the page; the field keeps the keys."""
        getattr(self.query_one(VerticalScroll), f"scroll_{way}")(animate=False)


def terms_page() -> Text:
    """Return the page, with the question and what each answer means at its end."""
    page = Text.assemble((TITLE, "bold"), "\n")
    for section in SECTIONS:
        _append(page, section)
    page.append(f"\n{QUESTION}\n", "bold")
    for way, meaning in WAYS.items():
        page.append(f"{way.value}: ", "bold").append(f"{meaning}\n")
    return page


def _append(page: Text, section: Section) -> None:
    page.append(f"\n{section.heading}\n", "bold")
    for sentence in section.sentences:
        page.append(f"· {sentence}\n")
    for link in section.links:
        page.append(f"  {link.words}: ").append(f"{link.url}\n", "underline")
