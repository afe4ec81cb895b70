"""Who clicks on a live service: the page before the first run, guided queues, and their waits."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from optout_profiles.errors import VaultNotWritable
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, PracticeSite, member_with
from optout_profiles.runs.choice import Way
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueEnd,
    QueueEnded,
    QueueStarted,
    QueueWaiting,
    RunEnded,
    RunStarted,
    Step,
    StepReached,
)
from optout_profiles.runs.pending import Pending
from optout_profiles.sites import built_in_profile
from optout_tui.app import OptOutApp
from optout_tui.desk import Desk
from optout_tui.screens.accounts import AccountsScreen

SIZE = (80, 24)
YOUR_TURN = "your turn, in the browser, 9:41 left"


class PersonsDesk(Desk):
    """A desk whose runs wait for a person until they give up, and pause between two accounts."""

    def __init__(self, vault) -> None:
        super().__init__(vault, built_in_profile(), None)
        self.asked = []

    async def run(
        self, account_ids, kind, control, attendant, _settings=(None,)
    ) -> AsyncGenerator[Event, None]:
        self.asked.append((kind, tuple(account_ids)))
        pending = control.pending = Pending(account_ids)
        yield QueueStarted("q", kind, pending.account_ids)
        for place in range(len(account_ids)):
            control.is_waiting = place > 0
            while control.is_waiting and not control.is_stopping:
                yield QueueWaiting("q", 17)
                await control.until_uttered(0.2)
            if control.is_stopping:
                break
            id_ = pending.take()
            yield RunStarted(f"r-{id_}", id_)
            yield StepReached(f"r-{id_}", id_, Step.YOUR_TURN)
            while kind is Kind.GUIDED and attendant.waits(None, 581.0):  # noqa: ASYNC110 (it is asked)
                await asyncio.sleep(0.2)
            yield RunEnded(
                f"r-{id_}", id_, Outcome.CANCELLED, Reason.GIVEN_UP, Setting.NEVER_CHECKED
            )
        yield QueueEnded("q", QueueEnd.FINISHED, ())


@pytest.fixture
def persons(vault, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":17")
    return PersonsDesk(vault)


@pytest.fixture
def asking(persons):
    return OptOutApp(persons._vault.path, lambda: persons.site, None, desk=persons)


@pytest.fixture
def no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


async def test_before_the_first_change_the_page_asks_and_only_a_whole_word_answers(
    asking, persons, shows
):
    async with asking.run_test(size=SIZE) as pilot:
        await pilot.press("o")
        await shows(pilot, "Before the first run on LinkedIn")
        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown")
        await shows(pilot, "Who is to click")
        await pilot.press("g", "enter")
        await shows(pilot, "Type guided, or automatic.")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(asking.screen, AccountsScreen)
        assert persons.choice is None
        await pilot.press("o")
        await shows(pilot, "Before the first run")
        await pilot.press(*"automatic", "enter")
        await shows(pilot, "Switch AI training off for 1 account?")
        assert persons.choice.way is Way.AUTOMATIC
        await pilot.press("escape", "R")
        await shows(pilot, "Runs on LinkedIn are automatic, as answered on")
        await pilot.press(*"guided", "enter")
        await shows(pilot, "Runs on LinkedIn are guided")
        assert persons.asked == []


async def test_an_answer_that_cannot_be_kept_is_told_and_nothing_runs(asking, persons, shows):
    def refuse(_way):
        raise VaultNotWritable(persons._vault.path, "Read-only file system")

    persons.choose = refuse
    async with asking.run_test(size=SIZE) as pilot:
        await pilot.press("o")
        await shows(pilot, "Before the first run")
        await pilot.press(*"automatic", "enter")
        await shows(pilot, "can't be used: Read-only file system")
        assert isinstance(asking.screen, AccountsScreen)
        assert persons.asked == []


async def test_with_the_answer_guided_o_waits_for_a_person_and_a_dot_gives_their_turn_up(
    asking, persons, shows, seen
):
    persons.choose(Way.GUIDED)
    first, second, *_ = persons.accounts
    async with asking.run_test(size=SIZE) as pilot:
        assert "Go on" not in seen(pilot)
        await pilot.press("space", "space", "o")
        await shows(pilot, "in a window, for you to click?")
        await pilot.press(*"yes", "enter")
        text = await shows(pilot, YOUR_TURN)
        assert "Guided 1 of 2 · Ada Sample" in text
        assert "Please sign in if it asks, then switch the setting off in the window." in text
        assert ". Go on" in await shows(pilot, "q Quit")
        await pilot.press(".")
        await shows(pilot, "the next account begins in 0:17; . goes on at once")
        await pilot.press(".")
        await shows(pilot, f"Ben Sample: {YOUR_TURN}")
        await pilot.press("x")
        await shows(pilot, "Stop the queue?")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "2 cancelled")
    assert persons.asked == [(Kind.GUIDED, (first.id, second.id))]


async def test_a_guided_run_without_a_display_is_refused_in_a_sentence(
    asking, persons, shows, no_display
):
    persons.choose(Way.GUIDED)
    async with asking.run_test(size=SIZE) as pilot:
        await pilot.press("b")
        await shows(pilot, "which a guided run needs. R changes who clicks.")
        assert persons.asked == []


async def test_guided_can_be_chosen_without_a_display_and_it_is_said_that_it_needs_one(
    asking, persons, shows, no_display
):
    async with asking.run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await shows(pilot, "Before the first run")
        await pilot.press(*"guided", "enter")
        text = await shows(pilot, "On this machine guided runs can't work")
        assert "Runs on LinkedIn are guided" in text
    assert persons.choice.way is Way.GUIDED


@pytest.mark.parametrize(("key", "kind"), [("c", Kind.CHECK), ("P", Kind.PREVIEW)])
async def test_before_the_first_run_that_only_reads_the_page_asks_too(
    asking, persons, shows, key, kind
):
    async with asking.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        await shows(pilot, "Before the first run")
        await pilot.press("escape")
        await shows(pilot, "Nothing was read.")
        await pilot.press(key)
        await shows(pilot, "Before the first run")
        assert persons.asked == []
        await pilot.press(*"guided", "enter")
        await shows(pilot, "finished")
        assert [asked for asked, _ in persons.asked] == [kind]


async def test_the_practice_site_asks_nothing(vault, shows, no_display):
    with PracticeSite([member_with(Behaviour.ON)]) as site:
        desk = Desk(vault, site.profile, None)
        app = OptOutApp(vault.path, lambda: site.profile, None, desk=desk)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("R")
            await shows(pilot, "no live service")
            await pilot.press("b")
            assert "R changes" not in await shows(pilot, "which a guided run needs.")
            await pilot.press("o")
            await shows(pilot, "Switch AI training off for 1 account?")
