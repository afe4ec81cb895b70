"""A menu: one key chooses, the arrows and enter do too, and every other key is swallowed."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from optout_profiles.text import cleaned
from optout_tui.list_menus import Choice
from optout_tui.screens.dialog import Dialog
from optout_tui.wording import dialogs as said
from optout_tui.wording import keys


class Menu(Dialog[str | None]):
    """Asks for one of several things; esc is none of them."""

    DEFAULT_CSS = """
    Menu > Vertical { width: auto; min-width: 40; max-width: 76; }
    Menu OptionList { width: auto; height: auto; max-height: 16; border: none; padding: 0; }
    Menu OptionList:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", keys.BACK.name, id="menu.back")
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._title, self._choices = title, tuple(choices)

    def compose(self) -> ComposeResult:
        """Lay out the choices below the title."""
        lines = (Option(_line(one), id=one.answer) for one in self._choices)
        with Vertical(classes="dialog"):
            yield Static(Text(cleaned(self._title), "bold"), markup=False)
            yield OptionList(*lines, markup=False)
            yield Static(said.MENU_KEYS, classes="hint", markup=False)

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Answer the line that was chosen."""
        self.dismiss(event.option_id)

    def on_key(self, event: events.Key) -> None:
        """Answer by a key; whatever else is typed leads nowhere."""
        for one in self._choices:
            if event.character == one.key:
                event.stop()
                self.dismiss(one.answer)


def _line(choice: Choice) -> Text:
    return Text.assemble((f"{choice.key}  ", "bold"), cleaned(choice.words))
