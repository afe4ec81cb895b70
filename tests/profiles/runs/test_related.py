"""Queues over several settings of an account, in a real browser on the practice site."""

from contextlib import aclosing

import pytest
from msgspec.structs import replace

from optout_profiles.browser.sighting import SwitchSeen
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, members_for_load
from optout_profiles.runs.account_run import run_account
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Kind,
    QueueEnd,
    QueueStarted,
    QueueWaiting,
    RunEnded,
    RunStarted,
    Step,
    StepReached,
)
from optout_profiles.runs.fold import folded
from optout_profiles.runs.judging import Found, Obstacle, judged
from optout_profiles.runs.results import RunResult
from optout_profiles.sites import built_in_profile

in_a_browser = pytest.mark.asyncio(loop_scope="module")

TWO = (None, "research")
KEYS = {None: built_in_profile().setting.key} | {
    one.name: one.key for one in built_in_profile().related
}


@pytest.fixture
def pair(houses):
    return houses(*members_for_load(2))


@in_a_browser
async def test_all_settings_of_an_account_are_run_before_the_next_and_waits_lie_between(
    pair,
) -> None:
    events = await pair.run(Kind.CHECK, settings=TWO, pause_seconds=0.1)
    starts = [(one.account_id, one.related) for one in events if isinstance(one, RunStarted)]
    assert starts == [(id_, related) for id_ in pair.ids for related in TWO]
    ends = [one for one in events if isinstance(one, RunEnded)]
    assert [one.more for one in ends] == [True, False, True, False]
    first_wait = next(at for at, one in enumerate(events) if isinstance(one, QueueWaiting))
    assert events.index(ends[1]) < first_wait < events.index(ends[2]) - 3
    assert not any(isinstance(one, QueueWaiting) for one in events[: events.index(ends[1])])
    for handle in pair.id_of:
        account = pair.account(handle)
        assert list(account.related) == ["research"]
        assert account.related["research"].fact.origin == pair.site.origin
    assert pair.site.log()["writes"] == {}


@in_a_browser
async def test_stopping_ends_an_account_with_all_its_settings(pair) -> None:
    control = QueueControl()
    events = []
    async with aclosing(pair.queue(Kind.CHECK, control, settings=TWO)) as queue:
        async for event in queue:
            events.append(event)
            if isinstance(event, StepReached) and event.step is Step.READING:
                control.stop()
    ends = [(one.account_id, one.related) for one in events if isinstance(one, RunEnded)]
    assert ends == [(pair.ids[0], related) for related in TWO]
    assert (events[-1].end, events[-1].not_begun) == (QueueEnd.STOPPED, tuple(pair.ids[1:]))


@in_a_browser
async def test_only_the_named_setting_is_written_and_each_by_its_own_key(pair) -> None:
    await pair.run(Kind.CHECK, settings=tuple(KEYS), ids=pair.ids[:1])
    (handle, _) = pair.id_of
    known = pair.account(handle)
    is_on = [name for name in KEYS if known.known(name).standing is Setting.ON]
    assert None in is_on
    related = next(name for name in is_on if name)
    await pair.run(Kind.OPT_OUT, settings=(related,), ids=pair.ids[:1])
    assert pair.site.log()["writes"] == {KEYS[related]: 1}
    account = pair.account(handle)
    assert account.related[related].outcome is Outcome.TURNED_OFF
    assert account.standing is Setting.ON
    assert (account.changed_at, account.last_try) == (None, known.last_try)


@in_a_browser
async def test_a_related_setting_that_is_not_on_its_page_is_not_called_not_offered(
    browser_for, pages, pair
) -> None:
    site = pair.site.profile.focused("age")
    nav = '<nav><a href="/in/ada/">me</a></nav>'
    others = '<input type="checkbox" role="switch" aria-labelledby="allowAdsByGender">'
    lists = '<a href="/mypreferences/d/settings/search-history">Search history</a>'
    origin, sent = pages({site.setting.path: nav + others, site.category.path: nav + lists})
    site = replace(site, origin=origin)
    async with aclosing(run_account(browser_for(site), site, "ada", (), Kind.OPT_OUT)) as items:
        result = [item async for item in items][-1]
    assert isinstance(result, RunResult)
    assert (result.outcome, result.reason) == (Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH)
    assert result.fact is None
    assert sent == []


@pytest.mark.parametrize("name", ["research", "age"])
def test_a_switch_with_any_other_key_or_none_is_no_related_setting(linkedin, sighting, name):
    site = linkedin.focused(name)

    def told(*keys: str) -> object:
        switches = tuple(SwitchSeen(key, False, None) for key in keys)
        address = site.address(site.setting.path)
        return judged(sighting(url=address, switches=switches), site, "ada-lovelace")

    assert told(KEYS[name], KEYS[None]) == Found(Setting.OFF, "ada-lovelace")
    assert isinstance(told(""), Obstacle)
    assert isinstance(told("allowSomethingElse"), Obstacle)
    assert not isinstance(told(KEYS[None]), Found)
    main = sighting(url=linkedin.address(linkedin.setting.path))
    assert isinstance(judged(main, site, "ada-lovelace"), Obstacle)


@in_a_browser
async def test_a_refusal_at_a_related_setting_ends_the_queue(houses) -> None:
    house = houses(Behaviour.REFUSED_429, Behaviour.ON)
    events = await house.run(Kind.CHECK, settings=("research", None, "age"))
    ends = [one for one in events if isinstance(one, RunEnded)]
    assert [one.outcome for one in ends][-1] is Outcome.REFUSED
    assert events[-1].end is QueueEnd.REFUSED
    assert events[-1].not_begun == (house.id_of["on-sample"],)


def test_the_state_that_is_drawn_counts_accounts_and_names_the_setting() -> None:
    state = None
    events = [
        *(RunStarted("r", "a"), RunEnded("r", "a", Outcome.IS_ON, None, Setting.ON, None, True)),
        *(RunStarted("s", "a", "age"), RunEnded("s", "a", Outcome.TOO_SLOW, None, Setting.UNKNOWN)),
    ]
    seen = []
    for at, event in enumerate([QueueStarted("q", Kind.CHECK, ("a", "b")), *events]):
        state = folded(state, event, float(at))
        seen.append((state.done, state.related))
    assert seen == [(0, None), (0, None), (0, None), (0, "age"), (1, None)]
    assert (state.total, len(state.ends), state.seconds_left) == (2, 2, 2.0)
