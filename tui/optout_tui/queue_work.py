"""The queue that the app has at work, if any: its progress, and the wishes of the person.

Owns starting, steering and ending it; one at a time. Draws nothing.
"""

from collections.abc import Callable, Sequence
from contextlib import aclosing
from time import monotonic

from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Event, Kind
from optout_profiles.runs.fold import QueueState, folded
from optout_tui.desk import Desk


class QueueWork:
    """At most one queue at a time; ``state`` outlives its end, for the screen to show."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._control: QueueControl | None = None
        self.state: QueueState | None = None

    @property
    def is_going_on(self) -> bool:
        """Whether a queue is at work or paused."""
        return self._control is not None

    @property
    def is_about_to_pause(self) -> bool:
        """Whether the queue pauses once the account at hand is done."""
        return self._control is not None and self._control.is_paused

    async def run(
        self, account_ids: Sequence[str], kind: Kind, tell: Callable[[Event], None]
    ) -> None:
        """Run these accounts to the end and tell each event; raises ``BrowserError``."""
        self._control = QueueControl()
        self.state = None
        try:
            async with aclosing(self._desk.run(account_ids, kind, self._control)) as events:
                async for event in events:
                    tell(event)
        finally:
            self._control = None

    def take_in(self, event: Event) -> QueueState | None:
        """Fold an event into the state and return it."""
        self.state = folded(self.state, event, monotonic())
        return self.state

    def turn_pause(self) -> None:
        """Pause before the next account, or go on."""
        if self._control is None:
            return
        if self._control.is_paused:
            self._control.resume()
        else:
            self._control.pause()

    def stop(self) -> None:
        """End the queue once the current account is done."""
        if self._control is not None:
            self._control.stop()
