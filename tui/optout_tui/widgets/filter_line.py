"""The line in which a person types a filter; there only while it is used."""

from typing import Any

from textual.widgets import Input


class FilterLine(Input):
    """An ``Input`` that comes when it is opened and goes, emptied, when it is cleared."""

    DEFAULT_CSS = """
    FilterLine { display: none; }
    FilterLine.is-shown { display: block; }
    """

    def __init__(self, **widget: Any) -> None:
        super().__init__(placeholder="ada setting:on -group:family; esc shows all", **widget)

    def open(self) -> None:
        """Come up and take the keys."""
        self.add_class("is-shown")
        self.focus()

    def clear_and_go(self) -> None:
        """Show all rows again."""
        self.value = ""
        self.remove_class("is-shown")
