"""The queue in two lines: who is at hand, at which step, how far it is, how long it may take."""

from collections import Counter
from time import monotonic

from rich.text import Text
from textual.widgets import Static

from optout_profiles.runs.fold import QueueState
from optout_profiles.text import cleaned
from optout_tui.wording import DEEDS, counted, duration

BAR = 24
"""Cells of the bar."""


class QueueStrip(Static):
    """Draws a ``QueueState``; hidden until there is one."""

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

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._state: QueueState | None = None
        self._label = ""
        self._was_ended = True
        self._is_pausing = False

    def on_mount(self) -> None:
        """Count the time left down, once a second."""
        self.set_interval(1.0, self._draw)

    def show(self, state: QueueState | None, label: str, *, is_pausing: bool = False) -> None:
        """Show a state; ``label`` names the account at hand, after which it may be pausing."""
        self._state, self._label, self._is_pausing = state, cleaned(label), is_pausing
        self.set_class(state is not None, "is-shown")
        self._draw()

    def _draw(self) -> None:
        if self._state is not None:
            if self._state.end:
                self.update(Text("\n".join(_ended(self._state))))
            else:
                lines = "\n".join(_running(self._state, self._label, self._is_pausing))
                # Always two lines, so a layout is needed only where there were others before.
                self.update(Text(lines, no_wrap=True, overflow="ellipsis"), layout=self._was_ended)
            self._was_ended = self._state.end is not None


def _running(state: QueueState, label: str, is_pausing: bool) -> tuple[str, str]:
    deed = DEEDS[state.kind].capitalize()
    where = f"{deed} {state.done + 1 if state.account_id else state.done} of {state.total}"
    if state.is_paused:
        now = "paused; p goes on"
    else:
        now = f"{label}: {state.step.value}" if state.step else label or "starting the browser"
    filled = BAR * state.done // max(1, state.total)
    bar = "━" * filled + "─" * (BAR - filled)
    left = f"{state.done} done, {state.total - state.done} left"
    rest = " · pausing after this account" if is_pausing else _time_left(state)
    return f"▶ {where} · {now}", f"  {bar} {left}{rest}"


def _time_left(state: QueueState) -> str:
    seconds = state.seconds_left
    if seconds is None or state.is_paused:
        return ""
    if state.account_id:
        seconds -= min(monotonic() - state.began_at, seconds / max(1, state.total - state.done))
    return f", about {duration(seconds)}"


def _ended(state: QueueState) -> tuple[str, str]:
    said = ", ".join(f"{number} {outcome}" for outcome, number in Counter(state.outcomes).items())
    not_begun = state.total - state.done
    rest = f" · {counted(not_begun, 'account')} not begun" if not_begun else ""
    first = f"■ {DEEDS[state.kind].capitalize()} {state.end}: {state.done} of {state.total}{rest}"
    return first, f"  {said or 'nothing was done'}"
