"""The keys at the bottom: only those that lead somewhere now, so that 80 cells hold them."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeysLine(Footer):
    """A footer that leaves out the keys of actions that are idle now; they still answer."""

    def __init__(self, is_idle: Callable[[str], bool]) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._is_idle = is_idle

    def compose(self) -> ComposeResult:
        """Lay out the keys."""
        for key in super().compose():
            if not isinstance(key, FooterKey) or not self._is_idle(key.action):
                yield key
