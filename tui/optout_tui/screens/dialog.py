"""What every dialog is: a screen above another one that goes once, with its answer."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A dialog; a key that was on its way when it went leads nowhere.

    Textual's own would close whatever lies on top by then: another dialog, or the last screen of
    all. What does more than to dismiss asks ``is_active`` first.
    """

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Go with this answer; nothing happens once it is gone, or below another screen."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
