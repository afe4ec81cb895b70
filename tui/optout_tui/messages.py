"""What screens and widgets tell each other."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from optout_profiles.runs.events import Event
    from optout_tui.desk import Desk


class Unlocked(Message):
    """The vault is open."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        self.desk = desk


class QueueTold(Message):
    """Something happened in the queue."""

    def __init__(self, event: "Event") -> None:
        super().__init__()
        self.event = event


class QueueFailed(Message):
    """The queue could not go on; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence
