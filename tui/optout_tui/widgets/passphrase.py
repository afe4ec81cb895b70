"""A field for a passphrase: shows dots, gives nothing to the clipboard."""

from typing import Any

from textual.widgets import Input


class PassphraseInput(Input):
    """An ``Input`` that hides what is typed and can't be copied from."""

    def __init__(self, **widget: Any) -> None:
        super().__init__(password=True, **widget)

    def action_copy(self) -> None:
        """Refuse: a terminal's clipboard is read by whoever wants to."""

    def action_cut(self) -> None:
        """Refuse."""
