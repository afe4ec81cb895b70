"""The queue that the app has at work, if any: its progress, and the wishes of the person.

Owns starting, steering and showing it; one at a time.
"""

from collections.abc import Sequence
from contextlib import aclosing
from time import monotonic

from rich.text import Text
from textual import on, work
from textual.widgets import Static

from optout_profiles.errors import BrowserError, VaultError
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind
from optout_profiles.runs.fold import QueueState, folded
from optout_profiles.text import cleaned
from optout_tui.desk import Desk
from optout_tui.messages import QueueFailed, QueueTold
from optout_tui.widgets.queue_lines import ended_lines, running_lines


class QueueStrip(Static):
    """Runs a queue and shows how it stands, after its end too; hidden until there was one.

    Each event is told by ``QueueTold`` and an error by ``QueueFailed``, both once they are shown.
    """

    DEFAULT_CSS = """
    QueueStrip {
        height: auto;
        max-height: 4;
        padding: 0 1;
        background: $panel;
        display: none;
        &.is-shown { display: block; }
    }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False)
        self._desk = desk
        self._control: QueueControl | None = None
        self.state: QueueState | None = None
        self._has_failed = False
        self._was_ended = True

    @property
    def is_going_on(self) -> bool:
        """Whether a queue is at work or paused."""
        return self._control is not None

    def on_mount(self) -> None:
        """Count the time left down, once a second."""
        self.set_interval(1.0, self.count_down)

    def count_down(self) -> None:
        """Draw the time left anew; an ended queue has none, and stays as it is drawn."""
        if self.is_going_on:
            self._draw()

    def start(self, account_ids: Sequence[str], kind: Kind) -> None:
        """Run these accounts one after another, unless a queue is at work already."""
        if not self.is_going_on:
            self._control = QueueControl()  # at once: the next key may wait behind this one
            self.state, self._has_failed = None, False
            self._run(account_ids, kind, self._control)

    def turn_pause(self) -> None:
        """Pause before the next account, or go on."""
        if self._control is None:
            return
        if self._control.is_paused:
            self._control.resume()
        else:
            self._control.pause()
        self._draw()

    def stop(self) -> None:
        """End the queue once the current account is done."""
        if self._control is not None:
            self._control.stop()

    @on(QueueTold)
    def take_in(self, message: QueueTold) -> None:
        """Show what happened."""
        self.state = folded(self.state, message.event, monotonic())
        self._draw()

    @on(QueueFailed)
    def show_end(self) -> None:
        """Leave standing how far it came."""
        self._has_failed = True
        self._draw()

    @work(group="queue")
    async def _run(self, account_ids: Sequence[str], kind: Kind, control: QueueControl) -> None:
        failure = None
        try:
            async with aclosing(self._desk.run(account_ids, kind, control)) as events:
                async for event in events:
                    self.post_message(QueueTold(event))
        except (BrowserError, VaultError) as error:
            failure = QueueFailed(str(error))
        finally:
            self._control = None
        if failure:
            self.post_message(failure)

    def _draw(self) -> None:
        state = self.state
        self.set_class(state is not None, "is-shown")
        if state is None:
            return
        is_ended = state.end is not None or self._has_failed
        if is_ended:
            self.update(Text("\n".join(ended_lines(state))))
        else:
            lines = "\n".join(running_lines(state, self._label, is_pausing=self._is_pausing))
            # Always two lines, so a layout is needed only where there were others before.
            self.update(Text(lines, no_wrap=True, overflow="ellipsis"), layout=self._was_ended)
        self._was_ended = is_ended

    @property
    def _label(self) -> str:
        at_hand = self.state.account_id if self.state else None
        return cleaned(self._desk.account(at_hand).label) if at_hand else ""

    @property
    def _is_pausing(self) -> bool:
        has_account = bool(self.state and self.state.account_id)
        return has_account and self._control is not None and self._control.is_paused
