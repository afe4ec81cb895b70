"""Every key and what it does."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

WHAT_IT_MEANS = """\
The setting says whether LinkedIn may train content-generating AI with what a member writes.
✓ off: read as off on the page, after a change twice, in fresh contexts
! on: read as on
- not offered: the right page, without the setting
? unknown: a newer try failed; what was read before stands beside it
○ never checked

Switching it off does not undo training that has happened. What turns it on again later can't be
seen from here: check again from time to time.
"""


class HelpScreen(ModalScreen[None]):
    """Shows the keys; esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss(None)", "Back", id="help.back")
    ]

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the keys and what the signs mean."""
        lines = Text()
        for key, does in self._keys:
            lines.append(f"{key:<16}", "bold").append(f"{does}\n")
        with VerticalScroll(classes="dialog"):
            yield Static(lines, markup=False)
            yield Static(Text(WHAT_IT_MEANS), markup=False)
            yield Static("esc: back", classes="hint")
