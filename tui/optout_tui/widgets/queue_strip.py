"""The queue that the app has at work, if any: its progress, and the wishes of the person.

Owns starting, steering and showing it; one at a time.
"""

from collections.abc import Sequence
from contextlib import aclosing
from time import monotonic

from msgspec.structs import replace
from rich.text import Text
from textual import on, work
from textual.widgets import Static

from optout_profiles.errors import BrowserError, VaultError
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind
from optout_profiles.runs.fold import QueueState, folded
from optout_profiles.runs.pending import Pending
from optout_profiles.text import cleaned
from optout_tui.desk import Desk
from optout_tui.messages import QueueFailed, QueueTold
from optout_tui.widgets.beside import Beside
from optout_tui.widgets.queue_lines import ended_lines, running_lines
from optout_tui.wording import setting_of, system_words


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
        self.settings: tuple[str | None, ...] = (None,)
        self._beside: Beside | None = None
        self._has_failed = False
        self._was_ended = True

    @property
    def is_waiting(self) -> bool:
        """Whether the next account, or a person, is waited for."""
        is_turn = self._beside is not None and self._beside.turn is not None
        return is_turn or (self.state is not None and self.state.waiting is not None)

    @property
    def pending(self) -> Pending:
        """The accounts to come; nobody where no queue is at work."""
        return self._control.pending if self._control else Pending()

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

    def start(
        self, account_ids: Sequence[str], kind: Kind, settings: Sequence[str | None] = (None,)
    ) -> None:
        """Run these accounts one after another, unless a queue is at work already.

        ``settings`` names the related ones that are run for each, None for the main one.
        """
        if not self.is_going_on:
            self.settings = tuple(settings)
            self._control = QueueControl()  # at once: the next key may wait behind this one
            self.state, self._has_failed = None, False
            self._beside = Beside(self, self.show_turn, lambda: self.label)
            self._run(account_ids, kind, self._control, self._beside, settings)

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
        """End the queue once the current account is done; a person's turn is given up."""
        if self._control is not None:
            self._control.stop()
            self._give_up_turn()

    def skip_wait(self) -> None:
        """Begin the next account at once; give up the person's turn that is waited for."""
        if self._control is not None:
            self._control.skip_wait()
            self._give_up_turn()

    def skip(self) -> bool:
        """Leave the account at hand as it is; say whether that is still possible."""
        if self._control is None:
            return False
        if self._beside is not None and self._beside.turn is not None:
            self._give_up_turn()
            return True
        return self._control.skip()

    def show_turn(self) -> None:
        """Draw what a person has to do."""
        self._draw()
        self.screen.refresh_bindings()

    @on(QueueTold)
    def take_in(self, message: QueueTold) -> None:
        """Show what happened; it ends a person's turn, which is told anew while it lasts."""
        was_waiting = self.is_waiting
        if self._beside:
            self._beside.turn = None
        self.state = folded(self.state, message.event, monotonic())
        self._draw()
        if was_waiting is not self.is_waiting:
            self.screen.refresh_bindings()

    def _give_up_turn(self) -> None:
        if self._beside:
            self._beside.give_up()

    @on(QueueFailed)
    def show_end(self) -> None:
        """Leave standing how far it came."""
        self._has_failed = True
        self._draw()

    @work(group="queue")
    async def _run(
        self,
        account_ids: Sequence[str],
        kind: Kind,
        control: QueueControl,
        beside: Beside,
        settings: Sequence[str | None],
    ) -> None:
        failure = None
        try:
            running = self._desk.run(account_ids, kind, control, beside, settings)
            async with aclosing(running) as events:
                async for event in events:
                    self.post_message(QueueTold(event))
        except (BrowserError, VaultError) as error:
            failure = QueueFailed(str(error))
        except OSError as error:
            failure = QueueFailed(system_words(error))
        finally:
            self._control = self._beside = None
        if failure:
            self.post_message(failure)

    def _draw(self) -> None:
        state = self.state
        self.set_class(state is not None, "is-shown")
        if state is None:
            return
        lines = "\n".join(self.lines)
        if self._is_ended:
            self.update(Text(lines))
        else:  # always two lines, so a layout is needed only where there were others before
            self.update(Text(lines, no_wrap=True, overflow="ellipsis"), layout=self._was_ended)
        self._was_ended = self._is_ended

    @property
    def lines(self) -> tuple[str, ...]:
        """How the queue stands, in two lines; nothing before there was one."""
        if self.state is None:
            return ()
        if self._is_ended:
            return ended_lines(self.state)
        turn = self._beside.turn if self._beside else None
        return running_lines(
            self._as_changed(self.state), self.label, is_pausing=self._is_pausing, turn=turn
        )

    def _as_changed(self, state: QueueState) -> QueueState:
        """Return the state with those that were added or dropped since the account at hand began.

        The queue itself tells of them before the next one.
        """
        if not self.is_going_on:
            return state
        at_hand = state.account_id is not None
        return replace(state, total=state.done + at_hand + len(self.pending.account_ids))

    @property
    def _is_ended(self) -> bool:
        return self._has_failed or (self.state is not None and self.state.end is not None)

    @property
    def label(self) -> str:
        """What the account at hand is called, and its setting, if there is one."""
        state = self.state
        if state is None or state.account_id is None:
            return ""
        return setting_of(cleaned(self._desk.account(state.account_id).label), state.related)

    @property
    def _is_pausing(self) -> bool:
        has_account = bool(self.state and self.state.account_id)
        return has_account and self._control is not None and self._control.is_paused
