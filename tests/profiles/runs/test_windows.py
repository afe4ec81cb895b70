"""Signing in and guided runs in a window that is shown, on a display of the test's own.

Only collected where there are Xvfb and a full browser.
"""

import asyncio
from contextlib import aclosing

import pytest
from display import close_windows, running_display, shown_on

from optout_profiles.browser.browsing import running_browser
from optout_profiles.browser.finding import find_browser
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, PracticeSite, member_with, places
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind, Step, StepReached
from optout_profiles.runs.guided import run_guided
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.queue import run_queue
from optout_profiles.runs.results import RunResult
from optout_profiles.runs.sign_in import sign_in_by_person
from optout_profiles.runs.signed_in import SignedIn

MEMBER = member_with(Behaviour.ON)


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    with running_display(tmp_path_factory.mktemp("display")) as told:
        yield told


@pytest.fixture
def display(screen, monkeypatch) -> str:
    return shown_on(*screen, monkeypatch)


class Present:
    """Does one deed in the window, then waits."""

    def __init__(self, browser, *deeds) -> None:
        self._browser, self._deeds, self._doing = browser, list(deeds), None

    def waits(self, _reason, _left) -> bool:
        if self._deeds and (self._doing is None or self._doing.done()):
            page = self._browser._running.contexts[-1].pages[0]
            self._doing = asyncio.ensure_future(self._deeds.pop(0)(page))
        return True


async def enter(page) -> None:
    await page.fill("#username", MEMBER.login)
    await page.fill("#password", MEMBER.password)
    await page.click("button[type=submit]")


async def click(page) -> None:
    await page.click("label")


async def close(_page) -> None:
    assert close_windows() > 0


async def guided(browser, site, *deeds, cookies=()) -> RunResult:
    run = run_guided(
        browser, site.profile, MEMBER.handle, cookies, Present(browser, *deeds), seconds=30
    )
    async with aclosing(run) as items:
        return [item async for item in items][-1]


async def test_a_person_signs_in_and_clicks_in_a_window(display) -> None:
    with PracticeSite([MEMBER]) as site:
        found = find_browser(visible=True)
        async with running_browser(found, site.profile, signing_in=True, visible=True) as browser:
            came = await sign_in_by_person(
                browser, site.profile, MEMBER.handle, Present(browser, enter), 30
            )
            assert isinstance(came, SignedIn)
            result = await guided(browser, site, click, cookies=came.cookies)
        assert (result.outcome, result.by_person) == (Outcome.TURNED_OFF, True)
        log = site.log()
        assert (log["sign_in_tries"], log["writes"]) == (1, {places.KEY: 1})


async def test_a_window_whose_cross_is_clicked_ends_it_and_the_browser_serves_the_next(
    display,
) -> None:
    with PracticeSite([MEMBER]) as site:
        found = find_browser(visible=True)
        async with running_browser(found, site.profile, visible=True) as browser:
            came = await sign_in_by_person(
                browser, site.profile, MEMBER.handle, Present(browser, close), 30
            )
            assert came == Obstacle(Outcome.CANCELLED, Reason.WINDOW_CLOSED)
            result = await guided(browser, site, close, cookies=site.cookies(MEMBER.handle))
            assert (result.outcome, result.reason) == (Outcome.CANCELLED, Reason.WINDOW_CLOSED)
            result = await guided(browser, site, click, cookies=site.cookies(MEMBER.handle))
            assert result.outcome is Outcome.TURNED_OFF


async def test_what_is_left_while_its_window_is_read_is_vouched_for_by_none(
    display, houses, nobody
) -> None:
    house, control = houses(MEMBER), QueueControl()
    queue = run_queue(
        *(house.vault, house.site.profile, find_browser(visible=True), house.ids),
        *(Kind.GUIDED, control),
        attendant=nobody,
    )
    async with aclosing(queue):
        async for event in queue:
            if isinstance(event, StepReached) and event.step is Step.READING:
                assert not control.skip()
                break
    assert house.account(MEMBER.handle).standing is Setting.UNKNOWN
