"""What happens while a queue runs, as frozen records.

Owns the vocabulary between the core and whoever shows it. Every event holds ids, numbers and
enums only, so any ``repr`` is safe to log. What must outlive a kill is in the vault before it is
told: a queue's start and end, a run's click (``Step.CHANGING``) and its end. Other steps, and a
run before its click, are told only.
"""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from optout_profiles.outcomes import Outcome, Reason, Setting


class Kind(StrEnum):
    """What a run is to do.

    A preview does all that an opt-out does before its click; an undo puts the setting back on.
    """

    CHECK = "check"
    PREVIEW = "preview"
    OPT_OUT = "opt out"
    GUIDED = "guided"
    UNDO = "undo"


LOOKING = frozenset({Kind.CHECK, Kind.PREVIEW})
"""Kinds of runs that change nothing."""


class Step(StrEnum):
    """A named place in a run, in this order; a check and a preview end before ``CHANGING``.

    ``MAKING_SURE`` is where it was read as off; ``YOUR_TURN`` is in guided runs only: a person
    signs in, or clicks.
    """

    OPENING = "opening the setting"
    READING = "reading"
    MAKING_SURE = "making sure"
    YOUR_TURN = "your turn, in the browser"
    CHANGING = "clicking the switch"
    SAVING = "waiting for the save"
    READING_AGAIN = "reading again"
    READING_ONCE_MORE = "reading once more"


class QueueEnd(StrEnum):
    """Why a queue ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    REFUSED = "refused by the service"


class _Event(Struct, frozen=True, tag_field="event", omit_defaults=True):
    pass


class QueueStarted(_Event, frozen=True, tag="queue_started"):
    """The accounts to come, in order."""

    queue_id: str
    kind: Kind
    account_ids: tuple[str, ...]


class RunStarted(_Event, frozen=True, tag="run_started"):
    """Work on a setting of an account begins; one ``RunEnded`` follows before the next begins.

    ``related`` names the setting, None for the main one. The vault knows of the run from its
    click on, or from its end.
    """

    run_id: str
    account_id: str
    related: str | None = None


class StepReached(_Event, frozen=True, tag="step_reached"):
    """The run is at this step now."""

    run_id: str
    account_id: str
    step: Step


class RunEnded(_Event, frozen=True, tag="run_ended"):
    """Work on a setting is over; ``setting`` is what may be claimed of it now.

    ``more`` says that another setting of the same account comes next.
    """

    run_id: str
    account_id: str
    outcome: Outcome
    reason: Reason | None
    setting: Setting
    related: str | None = None
    more: bool = False


class QueueChanged(_Event, frozen=True, tag="queue_changed"):
    """A person has changed which accounts are to come, or their order."""

    queue_id: str
    account_ids: tuple[str, ...]


class QueuePaused(_Event, frozen=True, tag="queue_paused"):
    """No further account begins until the queue is resumed."""

    queue_id: str


class QueueResumed(_Event, frozen=True, tag="queue_resumed"):
    """The next account begins."""

    queue_id: str


class QueueWaiting(_Event, frozen=True, tag="queue_waiting"):
    """The next account begins in so many seconds; told about once a second, counting down."""

    queue_id: str
    seconds: int


class QueueEnded(_Event, frozen=True, tag="queue_ended"):
    """Nothing further happens; ``not_begun`` accounts were left as they were."""

    queue_id: str
    end: QueueEnd
    not_begun: tuple[str, ...]


Event: TypeAlias = (
    QueueStarted
    | RunStarted
    | StepReached
    | RunEnded
    | QueueChanged
    | QueuePaused
    | QueueResumed
    | QueueWaiting
    | QueueEnded
)
