"""The queue in two lines: who is at hand, at which step, how far it is, how long it may take.

Pure: what a queue looks like, wherever it is shown.
"""

from collections import Counter
from time import monotonic

from msgspec import Struct

from optout_profiles.outcomes import Reason
from optout_profiles.runs.events import Kind
from optout_profiles.runs.fold import Done, QueueState
from optout_profiles.runs.turns import ACCOUNT_SECONDS
from optout_tui.sequels import Deed, meant, newest_ends
from optout_tui.wording import (
    ends_in_words,
    outcome_words,
    preview_words,
    setting_of,
)
from optout_tui.wording import queue as said

BAR = 24
"""Cells of the bar."""


LONG = 10.0
"""Seconds after which somebody who watches wants to know how long this may go on."""


class Turn(Struct, frozen=True):
    """What a person has to do now; ``reason`` is what the service asks for, None for nothing."""

    reason: Reason | None
    seconds_left: float


def running_lines(
    state: QueueState, label: str, *, is_pausing: bool, turn: Turn | None = None
) -> tuple[str, str]:
    """Return what a queue is at; ``label`` names the account at hand, if there is one."""
    number = state.done + 1 if state.account_id else state.done
    where = said.place_of(state.kind, number, state.total)
    if state.is_paused:
        now = said.PAUSED
    elif state.waiting is not None:
        now = said.next_begins(state.waiting)
    elif turn:
        now = said.turn_of(label, turn.seconds_left)
    elif state.step:
        now = said.at_step(label, state.step, _patience(state))
    else:
        now = label or (said.BETWEEN if state.done else said.STARTING)
    if turn:  # what is to be done needs the room of the bar
        return f"▶ {where} · {now}", f"  {said.your_turn(turn.reason)}"
    filled = BAR * state.done // max(1, state.total)
    bar = "━" * filled + "─" * (BAR - filled)
    to_come = state.total - number
    far = said.progress(state.done, to_come, is_pausing=is_pausing, seconds=_time_left(state))
    return f"▶ {where} · {now}", f"  {bar} {far}"


def ended_lines(state: QueueState) -> tuple[str, str]:
    """Return what came of a queue; one without an end was ended by an error."""
    ends = [(one.outcome, one.reason) for one in state.ends]
    is_preview = state.kind is Kind.PREVIEW and ends
    came = preview_words(ends) if is_preview else ends_in_words(ends)
    first = said.ended(state.kind, state.end, state.done, state.total)
    return f"■ {first}", f"  {came or said.NOTHING_DONE}"


def step_line(state: QueueState) -> str:
    """Return the steps of the account at hand, each with the seconds it took; "" between two."""
    ends = [at for _, at in state.steps[1:]] + [monotonic()]
    took = zip(state.steps, ends, strict=False)
    return " · ".join(f"{step.value} {max(0.0, end - at):.1f} s" for (step, at), end in took)


def done_line(done: Done, label: str) -> str:
    """Return what came of one run, in a line."""
    words = outcome_words(done.outcome, done.reason)
    return f"{setting_of(label, done.related)}: {words}, {done.seconds:.1f} s"


def left_lines(state: QueueState) -> list[str]:
    """Return what is left to do after a queue, the most frequent first."""
    clicked = meant(state, Deed.CLICK)
    todo = Counter(
        said.WHAT_IS_LEFT.get(end.outcome, "") + said.CLICK_TOO * (id_ in clicked)
        for id_, end in newest_ends(state).items()
    )
    return [said.todo_line(number, what) for what, number in todo.most_common() if what]


def _patience(state: QueueState) -> float | None:
    """Return in how many seconds the account at hand is given up, once it takes long."""
    gone = monotonic() - state.began_at
    left = ACCOUNT_SECONDS - gone
    return left if gone >= LONG and state.kind is not Kind.GUIDED else None


def _time_left(state: QueueState) -> float | None:
    seconds = state.seconds_left
    if seconds is None or state.is_paused:
        return None
    if state.account_id:
        seconds -= min(monotonic() - state.began_at, seconds / max(1, state.total - state.done))
    return seconds
