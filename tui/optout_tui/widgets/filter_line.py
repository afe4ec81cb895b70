"""The line in which a person types a filter; there only while it is used."""

from typing import Any

from textual.widgets import Input

from optout_tui.wording import accounts as said


class FilterLine(Input):
    """An ``Input`` that comes when it is opened and goes, emptied, when it is cleared."""

    DEFAULT_CSS = "FilterLine { display: none; }"

    def __init__(self, **widget: Any) -> None:
        super().__init__(placeholder=said.FILTER_EXAMPLE, **widget)

    def open(self) -> None:
        """Come up and take the keys at once, also those that came with the one that opened it."""
        self.display = True
        self.screen.set_focus(self)

    def clear_and_go(self) -> None:
        """Show all rows again."""
        self.value = ""
        self.display = False
