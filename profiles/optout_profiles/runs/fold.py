"""Events folded into the one state that a screen draws.

Owns the state of a queue as a person sees it. Pure: time comes in as a number of seconds.
"""

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueChanged,
    QueueEnd,
    QueueEnded,
    QueuePaused,
    QueueResumed,
    QueueStarted,
    QueueWaiting,
    RunEnded,
    RunStarted,
    Step,
    StepReached,
)

MAY_BE_RETRIED = frozenset(
    {
        Outcome.TOO_SLOW,
        Outcome.BROWSER_GONE,
        Outcome.NOT_UNDERSTOOD,
        Outcome.NOT_VERIFIED,
        Outcome.DID_NOT_STICK,
    }
)
"""How runs end for which neither a person nor a choice is missing."""


class Done(Struct, frozen=True):
    """A run that has ended, and how many seconds it took."""

    account_id: str
    related: str | None
    outcome: Outcome
    reason: Reason | None
    seconds: float


class QueueState(Struct, frozen=True):
    """A queue as it stands; ``ends`` are the runs that have ended, in order.

    ``total`` and ``done`` count accounts, of which each may have had several runs; ``related``
    names the setting at hand, None for the main one. ``seconds`` is how long the runs took, pauses
    left out. ``waiting`` are the seconds until the next account begins, None while there is
    nothing to wait for; ``gap`` the longest such wait. ``steps`` are those that the account at
    hand has reached, and when.
    """

    kind: Kind
    total: int
    ends: tuple[Done, ...] = ()
    done: int = 0
    account_id: str | None = None
    related: str | None = None
    step: Step | None = None
    steps: tuple[tuple[Step, float], ...] = ()
    began_at: float = 0.0
    seconds: float = 0.0
    is_paused: bool = False
    waiting: int | None = None
    gap: int = 0
    end: QueueEnd | None = None

    @property
    def to_retry(self) -> tuple[str, ...]:
        """The accounts that failed in the end, and for which another try may help."""
        last = {one.account_id: one.outcome for one in self.ends}
        return tuple(id_ for id_, outcome in last.items() if outcome in MAY_BE_RETRIED)

    @property
    def seconds_left(self) -> float | None:
        """How long the rest may take at the pace so far; None before the first has ended."""
        if not self.done:
            return None
        left = self.total - self.done
        waits = self.gap * max(0, left - 1) + (self.waiting or 0)
        return self.seconds / self.done * left + waits


def folded(state: QueueState | None, event: Event, at: float) -> QueueState | None:
    """Return the state after an event that came at ``at`` seconds of a steady clock.

    None until a queue has started; events of a queue that is not known change nothing.
    """
    if isinstance(event, QueueStarted):
        return QueueState(event.kind, len(event.account_ids))
    if state is None:
        return None
    match event:
        case RunStarted():
            begun = replace(state, account_id=event.account_id, related=event.related)
            return replace(begun, step=None, steps=(), began_at=at, waiting=None)
        case StepReached():
            return replace(state, step=event.step, steps=(*state.steps, (event.step, at)))
        case RunEnded():
            return replace(
                state,
                ends=(*state.ends, _done(event, at - state.began_at)),
                done=state.done + (not event.more),
                account_id=None,
                related=None,
                step=None,
                steps=(),
                seconds=state.seconds + at - state.began_at,
            )
        case QueueChanged():
            at_hand = state.account_id is not None
            return replace(state, total=state.done + at_hand + len(event.account_ids))
        case QueuePaused():
            return replace(state, is_paused=True, waiting=None)
        case QueueResumed():
            return replace(state, is_paused=False)
        case QueueWaiting():
            gap = max(state.gap, event.seconds)
            return replace(state, waiting=event.seconds, gap=gap)
        case QueueEnded():
            ended = replace(state, account_id=None, step=None, is_paused=False, waiting=None)
            return replace(ended, end=event.end)
        case _:
            assert_never(event)


def _done(event: RunEnded, seconds: float) -> Done:
    return Done(event.account_id, event.related, event.outcome, event.reason, seconds)
