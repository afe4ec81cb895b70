"""What dialogs with fields share: keys typed ahead count, and what is wrong is said."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.screen import Screen
from textual.widgets import Input, Static

from optout_profiles.text import cleaned

SENTENCE_LIMIT = 600
"""A problem may name a path, which can be longer than any label."""


def once_typed(fields: Sequence[Input], deed: Callable[[], object]) -> None:
    """Do the deed once every key that waits for one of the fields is in it."""
    if fields:
        fields[0].call_later(once_typed, fields[1:], deed)
    else:
        deed()


def go_on(screen: Screen[Any], deed: Callable[[], object]) -> None:
    """Go to the next field of a dialog; from its last one, do the deed with all that was typed."""
    fields = list(screen.query(Input))
    place = next((at for at, field in enumerate(fields) if field is screen.focused), -1) + 1
    if place < len(fields):
        screen.set_focus(fields[place])
    else:
        once_typed(fields, deed)


class Problem(Static):
    """A line that says what is wrong with what is typed, and goes when something else is."""

    def __init__(self) -> None:
        super().__init__("", id="problem", markup=False)
        self._lengths: tuple[int, ...] = ()

    def say(self, sentence: str) -> None:
        """Say it of what is in the fields now."""
        self._lengths = self._typed()
        self.update(cleaned(sentence, SENTENCE_LIMIT))

    def take_back(self) -> None:
        """Say nothing any more, unless the fields are as they were when it was said."""
        if self._typed() != self._lengths:
            self.update("")

    def _typed(self) -> tuple[int, ...]:
        # Lengths do, and hold no passphrase.
        return tuple(len(field.value) for field in self.screen.query(Input))
