"""Putting a setting back: the opt-out's own protocol, the other way round."""

import pytest

from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour
from optout_profiles.runs.events import Kind, RunEnded, StepReached

pytestmark = pytest.mark.asyncio(loop_scope="module")


def ends(events: list[object]) -> list[tuple[Outcome, Reason | None]]:
    return [(one.outcome, one.reason) for one in events if isinstance(one, RunEnded)]


async def test_what_was_turned_off_is_put_back_with_the_same_proof(houses) -> None:
    house = houses(Behaviour.ON)
    await house.run(Kind.OPT_OUT)
    events = await house.run(Kind.UNDO)
    (id_,) = house.id_of
    assert ends(events) == [(Outcome.PUT_BACK, None)]
    steps = [one.step.value for one in events if isinstance(one, StepReached)]
    assert steps[-2:] == ["reading again", "reading once more"]
    assert not house.site.is_off(id_)
    account = house.account(id_)
    assert (account.standing, account.outcome) == (Setting.ON, Outcome.PUT_BACK)
    assert (account.changing_run, account.changed_at) == (None, None)


async def test_a_preview_changes_nothing_and_is_never_done(houses) -> None:
    house = houses(Behaviour.ON, Behaviour.OFF, Behaviour.MOVED_KEY)
    events = await house.run(Kind.PREVIEW)
    assert ends(events) == [
        (Outcome.IS_ON, None),
        (Outcome.ALREADY_OFF, None),
        (Outcome.NOT_UNDERSTOOD, Reason.UNKNOWN_SWITCH),
    ]
    assert not house.site.log()["writes"]
    on = house.account("on-sample")
    assert (on.standing, on.changed_at) == (Setting.ON, None)
