"""Events folded into what a screen draws."""

from functools import reduce

from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.events import (
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
from optout_profiles.runs.fold import Done, QueueState, folded

STARTED = QueueStarted("q", Kind.OPT_OUT, ("a", "b", "c"))
ENDED = RunEnded("r", "a", Outcome.TURNED_OFF, None, Setting.OFF)


def state_after(*events, began=None) -> QueueState | None:
    timed = ((event, float(at)) for at, event in enumerate(events))
    return reduce(lambda state, one: folded(state, *one), timed, began)


def test_events_before_a_start_change_nothing() -> None:
    assert state_after(RunStarted("r", "a"), ENDED, QueuePaused("q")) is None


def test_a_start_forgets_an_older_queue() -> None:
    assert state_after(STARTED, RunStarted("r", "a"), ENDED, STARTED) == QueueState(Kind.OPT_OUT, 3)


def test_the_account_and_step_at_hand_are_shown_while_it_runs_only() -> None:
    running = state_after(STARTED, RunStarted("r", "a"), StepReached("r", "a", Step.READING))
    assert running is not None
    assert (running.account_id, running.step, running.done) == ("a", Step.READING, 0)
    done = folded(running, ENDED, 5.0)
    assert done is not None
    assert (done.account_id, done.step) == (None, None)
    assert done.ends == (Done("a", None, Outcome.TURNED_OFF, None, 4.0),)


def test_a_new_account_starts_without_the_step_of_the_last() -> None:
    state = state_after(STARTED, StepReached("r", "a", Step.SAVING), RunStarted("s", "b"))
    assert state is not None
    assert (state.account_id, state.step) == ("b", None)


def test_the_time_left_goes_by_ended_runs_and_leaves_pauses_out() -> None:
    state = state_after(STARTED, RunStarted("r", "a"))
    assert state is not None
    assert state.seconds_left is None
    state = folded(state, ENDED, 4.0)
    assert state is not None
    assert (state.seconds, state.seconds_left) == (3.0, 6.0)
    state = folded(folded(state, QueuePaused("q"), 5.0), QueueResumed("q"), 500.0)
    assert state is not None
    assert state.seconds_left == 6.0


def test_a_pause_is_shown_until_resumed_or_ended() -> None:
    paused = state_after(STARTED, QueuePaused("q"))
    assert paused is not None
    assert paused.is_paused
    end = QueueEnded("q", QueueEnd.STOPPED, ("b",))
    for event in (QueueResumed("q"), end):
        after = folded(paused, event, 9.0)
        assert after is not None
        assert not after.is_paused
        assert after.end is (QueueEnd.STOPPED if event is end else None)


def test_a_wait_is_shown_until_the_next_account_begins_and_counts_as_time_left() -> None:
    state = state_after(STARTED, RunStarted("r", "a"), ENDED, QueueWaiting("q", 30))
    assert state is not None
    assert (state.waiting, state.seconds, state.seconds_left) == (30, 1.0, 2.0 + 30 + 30)
    state = folded(state, QueueWaiting("q", 29), 4.0)
    assert state is not None
    assert (state.waiting, state.seconds_left) == (29, 2.0 + 29 + 30)
    end = QueueEnded("q", QueueEnd.STOPPED, ("b",))
    for event in (RunStarted("s", "b"), QueuePaused("q"), end):
        after = folded(state, event, 9.0)
        assert after is not None
        assert after.waiting is None


def test_what_a_person_adds_or_drops_changes_the_whole() -> None:
    state = state_after(STARTED, RunStarted("r", "a"), ENDED, QueueChanged("q", ("c", "d", "e")))
    assert state is not None
    assert (state.done, state.total) == (1, 4)
