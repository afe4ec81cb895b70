"""Keys that come with a paste are none: what was pasted must not steer the app.

Owns how they are told from keys that somebody presses. A terminal puts a paste in brackets; text
that holds the closing one breaks out, and what follows it comes as keys, in the same instant.
"""

from typing import Any, TypeVar

from textual import events

from optout_tui.key_order import KeysInOrder
from optout_tui.wording.keys import CAME_WITH_A_PASTE

R = TypeVar("R")

BREATH = 0.3
"""Seconds without a key after which a person may be at it; nobody lets go of a paste so fast."""


class PastesApart(KeysInOrder[R]):
    """An app that drops the keys that come right behind a paste, and right behind each other."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self._pasted_at: float | None = None
        self._has_told = False

    async def on_event(self, event: events.Event) -> None:
        """Deliver all but these keys; urgent ones, which only end the app, are delivered."""
        if event.is_forwarded:
            await super().on_event(event)
        elif isinstance(event, events.Paste):
            self._pasted_at, self._has_told = event.time, False
            await super().on_event(event)
        elif isinstance(event, events.Key) and self._comes_with_paste(event):
            if not self._has_told:
                self._has_told = True
                self.notify(CAME_WITH_A_PASTE, severity="warning", timeout=5)
        else:
            await super().on_event(event)

    def _comes_with_paste(self, key: events.Key) -> bool:
        if self._pasted_at is None or self._is_urgent(key):
            return False
        is_at_once = key.time - self._pasted_at < BREATH
        self._pasted_at = key.time if is_at_once else None
        return is_at_once
