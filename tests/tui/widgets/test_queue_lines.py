"""The queue in two lines, as a state alone makes them."""

from time import monotonic

import pytest

from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.fold import QueueState
from optout_tui.widgets.queue_lines import running_lines


@pytest.fixture
def first_line():
    def line(kind: Kind, seconds_gone: float) -> str:
        began_at = monotonic() - seconds_gone
        state = QueueState(kind, 3, account_id="k3f9", step=Step.READING, began_at=began_at)
        return running_lines(state, "Ada", is_pausing=False)[0]

    return line


def test_an_account_that_takes_long_is_told_until_when(first_line) -> None:
    assert first_line(Kind.CHECK, 1.0).endswith("Ada: reading")
    assert first_line(Kind.CHECK, 20.0).endswith("reading, given up in 0:40")


def test_a_person_s_own_time_is_not_this_one(first_line) -> None:
    assert "given up" not in first_line(Kind.GUIDED, 20.0)
