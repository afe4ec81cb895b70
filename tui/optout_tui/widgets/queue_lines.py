"""The queue in two lines: who is at hand, at which step, how far it is, how long it may take.

Pure: what a queue looks like, wherever it is shown.
"""

from collections import Counter
from time import monotonic

from msgspec import Struct

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.fold import Done, QueueState
from optout_profiles.runs.queue import ACCOUNT_SECONDS
from optout_tui.wording import (
    asked_words,
    clock,
    counted,
    duration,
    ends_in_words,
    outcome_words,
    preview_words,
    setting_of,
)
from optout_tui.wording.queue import DEEDS

WHAT_IS_LEFT = {
    Outcome.SIGN_IN_NEEDED: "sign in with s",
    Outcome.PERSON_NEEDED: "the holder is asked something: sign in anew with s",
    Outcome.WRONG_PERSON: "somebody else is signed in: sign in as the right person with s",
    Outcome.NOT_UNDERSTOOD: "the page was not understood: r tries again, enter tells more",
    Outcome.TOO_SLOW: "it took too long: r tries again",
    Outcome.BROWSER_GONE: "the browser ended: r tries again",
    Outcome.NOT_VERIFIED: "changed, and not verified: r looks again",
    Outcome.DID_NOT_STICK: "it did not stick: r tries again, b lets you click",
    Outcome.REFUSED: "the service refused: leave it alone for some hours",
}
"""What a person may do after a queue, by how an account ended."""

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
    deed = DEEDS[state.kind].capitalize()
    where = f"{deed} {state.done + 1 if state.account_id else state.done} of {state.total}"
    if state.is_paused:
        now = "paused; p goes on"
    elif state.waiting is not None:
        now = f"the next account begins in {clock(state.waiting)}; . goes on at once"
    elif turn:
        now = f"{label}: {Step.YOUR_TURN.value}, {clock(turn.seconds_left)} left"
    elif state.step:
        now = f"{label}: {state.step.value}{_patience(state)}"
    else:
        now = label or ("the next account" if state.done else "starting the browser")
    if turn:  # what is to be done needs the room of the bar
        return f"▶ {where} · {now}", f"  {_todo(turn)}"
    filled = BAR * state.done // max(1, state.total)
    bar = "━" * filled + "─" * (BAR - filled)
    left = f"{state.done} done, {state.total - state.done} left"
    rest = " · pausing after this account" if is_pausing else _time_left(state)
    return f"▶ {where} · {now}", f"  {bar} {left}{rest}"


def ended_lines(state: QueueState) -> tuple[str, str]:
    """Return what came of a queue; one without an end was ended by an error."""
    ends = [(one.outcome, one.reason) for one in state.ends]
    is_preview = state.kind is Kind.PREVIEW and ends
    said = preview_words(ends) if is_preview else ends_in_words(ends)
    left = counted(state.total - state.done, "account")
    rest = f" · {left} {'not begun' if state.end else 'left'}" if state.done < state.total else ""
    end = state.end or "broke off"
    first = f"■ {DEEDS[state.kind].capitalize()} {end}: {state.done} of {state.total}{rest}"
    return first, f"  {said or 'nothing was done'}"


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
    todo = Counter(
        WHAT_IS_LEFT.get(one.outcome, "")
        for one in {end.account_id: end for end in state.ends}.values()
    )
    return [f"{counted(number, 'account')}: {what}" for what, number in todo.most_common() if what]


def _patience(state: QueueState) -> str:
    """Return when the account at hand is given up, once it takes longer than they mostly do."""
    gone = monotonic() - state.began_at
    left = ACCOUNT_SECONDS - gone
    return f", given up in {clock(left)}" if gone >= LONG and state.kind is not Kind.GUIDED else ""


def _todo(turn: Turn) -> str:
    if turn.reason is None:
        return "Please sign in if it asks, then switch the setting off in the window."
    return f"Please {asked_words(turn.reason, in_window=True)}."


def _time_left(state: QueueState) -> str:
    seconds = state.seconds_left
    if seconds is None or state.is_paused:
        return ""
    if state.account_id:
        seconds -= min(monotonic() - state.began_at, seconds / max(1, state.total - state.done))
    return f", about {duration(seconds)}"
