"""Guided runs: a person's deeds in a real browser, noticed and proved; never a click of ours."""

import asyncio
from contextlib import aclosing

import pytest
import pytest_asyncio
from msgspec import to_builtins
from msgspec.structs import replace

from optout_profiles.accounts import Cookie, now
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, Pace, PracticeSite, member_with, places
from optout_profiles.runs.events import Step
from optout_profiles.runs.guided import run_guided

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIVES = (
    Behaviour.ON,
    Behaviour.OFF,
    Behaviour.REVERTS,
    Behaviour.SAVE_FAILS,
    Behaviour.SLOW_SAVE,
    Behaviour.NOT_OFFERED,
    Behaviour.WRONG_MEMBER,
    Behaviour.DEAD_SESSION,
    Behaviour.ENDED_SESSION,
    Behaviour.CODE_BY_EMAIL,
    Behaviour.CAPTCHA,
    Behaviour.RESTRICTED,
    Behaviour.APP_APPROVAL,
    Behaviour.ASKS_AGAIN,
    Behaviour.ASKS_AFTER_CHANGE,
)
WORDS = "label"
TURN, CHANGING, SAVING = Step.YOUR_TURN, Step.CHANGING, Step.SAVING
PROVING = [Step.READING_AGAIN, Step.READING_ONCE_MORE]
BEGINNING = [Step.OPENING, Step.READING]


class Doer:
    """A person who does these deeds in the window, one at a time, and then waits for a while."""

    def __init__(self, browser, deeds, patience=60) -> None:
        self._browser, self._deeds, self._patience = browser, list(deeds), patience
        self._doing = None
        self.told = []

    def waits(self, reason, _left) -> bool:
        self.told.append(reason)
        if self._doing and self._doing.done():
            self._doing.result()
        if self._deeds and (self._doing is None or self._doing.done()):
            page = self._browser._running.contexts[-1].pages[0]
            self._doing = asyncio.ensure_future(self._deeds.pop(0)(page))
        self._patience -= 1
        return self._patience > 0


@pytest_asyncio.fixture(loop_scope="module")
async def guide(browser_for):
    """Run a member guided; return the result, the steps, the log and what was asked for."""

    async def run(
        behaviour,
        *deeds,
        member="",
        cookies=None,
        seconds=60.0,
        patience=60,
        early=None,
        in_another_tab=False,
    ):
        handle = member_with(behaviour).handle
        lives = [*map(member_with, LIVES)]
        with PracticeSite(lives, pace=Pace(saving=0.3, approving=0.5)) as site:
            browser = browser_for(site.profile)
            doer = Doer(browser, deeds, patience)
            known = site.cookies(handle) if cookies is None else cookies
            wanted = handle if member == "" else member
            run = run_guided(browser, site.profile, wanted, known, doer, seconds)
            async with aclosing(run) as items:
                came, hasty = [], None
                async for item in items:
                    came.append(item)
                    if item is Step.READING and early:
                        page = browser._running.contexts[-1].pages[0]
                        hasty = asyncio.ensure_future(early(page))
                    if item is Step.READING and in_another_tab:
                        signed_in = [to_builtins(one) for one in site.cookies(handle)]
                        await browser._running.contexts[-1].add_cookies(signed_in)
                if hasty:
                    await hasty
            await browser.rested()
            return came[-1], came[:-1], site.log(), doer.told

    return run


async def click(page) -> None:
    await page.click(WORDS)


async def close(page) -> None:
    await page.close()


async def close_once_there(page) -> None:
    # While it is only asked for, a page may outlive its closing in a browser without windows.
    await page.wait_for_event("domcontentloaded")
    await page.close()


async def click_and_close(page) -> None:
    async with page.expect_response(lambda answer: answer.request.method == "PUT"):
        await page.click(WORDS)
    await page.close()


def enter(behaviour):
    async def sign_in(page) -> None:
        member = member_with(behaviour)
        await page.fill("#username", member.login)
        await page.fill("#password", member.password)
        await page.click("button[type=submit]")

    return sign_in


async def type_code(page) -> None:
    await page.fill("#input__email_verification_pin", "123456")
    await page.click("button[type=submit]")


async def solve(page) -> None:
    await page.click("button[type=submit]")


async def wander(page) -> None:
    await page.goto(page.url.partition("/mypre")[0] + places.FEED)


async def come_back(page) -> None:
    await page.go_back()


async def test_a_persons_click_is_noticed_proved_and_recorded_as_theirs(guide) -> None:
    before = now()
    result, steps, log, told = await guide(Behaviour.ON, click)
    assert (result.outcome, result.reason, result.by_person) == (Outcome.TURNED_OFF, None, True)
    assert result.fact.setting is Setting.OFF
    assert before <= result.changed_at <= now()
    assert result.signed_in is None
    assert "li_at" in {cookie.name for cookie in result.cookies}
    assert steps == [*BEGINNING, TURN, CHANGING, SAVING, *PROVING]
    assert log["writes"] == {places.KEY: 1}
    assert log["pages"] == {places.SETTING: 3}
    assert set(told) == {None}


async def test_without_a_click_nothing_is_ever_written(guide) -> None:
    result, steps, log, told = await guide(Behaviour.ON, patience=3)
    assert (result.outcome, result.reason) == (Outcome.CANCELLED, Reason.GIVEN_UP)
    assert result.fact.setting is Setting.ON  # it was read before
    assert steps == [*BEGINNING, TURN]
    assert (log["writes"], log["pages"]) == ({}, {places.SETTING: 1})
    assert len(told) == 3


async def test_a_time_that_runs_out_is_told(guide) -> None:
    result, _, log, _ = await guide(Behaviour.ON, seconds=0.5)
    assert (result.outcome, result.reason) == (Outcome.TOO_SLOW, Reason.DEADLINE)
    assert log["writes"] == {}


async def test_what_is_off_already_needs_nobody(guide) -> None:
    result, steps, log, told = await guide(Behaviour.OFF)
    assert result.outcome is Outcome.ALREADY_OFF
    assert (result.changed_at, result.by_person) == (None, False)
    assert steps == [*BEGINNING, *PROVING]
    assert (log["writes"], told) == ({}, [])


async def test_an_off_that_is_drawn_long_before_the_truth_is_none(browser_for, pages) -> None:
    switch = f'<input type="checkbox" role="switch" aria-labelledby="{places.KEY}">'
    late = "<script>setTimeout(() => document.querySelector('input').checked = true, 1000)</script>"
    origin, _ = pages({places.SETTING: f'<nav><a href="/in/ada/">Ada</a></nav>{switch}{late}'})
    profile = replace(PracticeSite([]).profile, origin=origin, steady_for=0.3)
    browser, cookies = browser_for(profile), [Cookie("li_at", "x", "127.0.0.1", "/")]
    async with aclosing(run_guided(browser, profile, "ada", cookies, Doer(browser, ()))) as items:
        result = [item async for item in items][-1]
    assert (result.outcome, result.fact.setting) == (Outcome.IS_ON, Setting.ON)


@pytest.mark.parametrize("behaviour", [Behaviour.SAVE_FAILS, Behaviour.REVERTS])
async def test_a_click_while_the_page_is_being_read_proves_nothing(guide, behaviour) -> None:
    result, _, log, _ = await guide(behaviour, early=click)
    assert result.outcome in {Outcome.DID_NOT_STICK, Outcome.IS_ON}
    assert result.fact.setting is Setting.ON
    assert log["pages"] == {places.SETTING: 3}


async def test_a_click_while_the_page_is_being_read_is_proved_like_any_other(guide) -> None:
    result, steps, log, _ = await guide(Behaviour.ON, early=click)
    assert result.outcome in {Outcome.TURNED_OFF, Outcome.ALREADY_OFF}
    assert result.fact.setting is Setting.OFF
    assert steps[-2:] == PROVING
    assert log["writes"] == {places.KEY: 1}


async def test_a_window_closed_while_it_is_read_leaves_all_as_it_was(guide) -> None:
    result, steps, log, _ = await guide(Behaviour.ON, early=close_once_there)
    assert (result.outcome, result.reason) == (Outcome.CANCELLED, Reason.WINDOW_CLOSED)
    assert steps[:2] == BEGINNING
    assert log["writes"] == {}


async def test_a_window_closed_before_the_click_leaves_all_as_it_was(guide) -> None:
    result, steps, log, _ = await guide(Behaviour.ON, close)
    assert (result.outcome, result.reason) == (Outcome.CANCELLED, Reason.WINDOW_CLOSED)
    assert result.fact.setting is Setting.ON
    assert steps == [*BEGINNING, TURN]
    assert log["writes"] == {}


async def test_a_window_closed_right_after_the_click_is_read_again(guide) -> None:
    result, _, log, _ = await guide(Behaviour.ON, click_and_close)
    assert (result.outcome, result.by_person) == (Outcome.TURNED_OFF, True)
    assert log["writes"] == {places.KEY: 1}


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        (Behaviour.REVERTS, Outcome.DID_NOT_STICK),
        (Behaviour.SAVE_FAILS, Outcome.DID_NOT_STICK),
        (Behaviour.SLOW_SAVE, Outcome.TURNED_OFF),
        (Behaviour.ASKS_AFTER_CHANGE, Outcome.NOT_VERIFIED),
    ],
)
async def test_a_click_alone_is_never_believed(guide, behaviour, outcome) -> None:
    result, *_ = await guide(behaviour, click)
    assert result.outcome is outcome
    assert (result.changed_at is not None) == (outcome is Outcome.TURNED_OFF)


async def test_a_person_who_looks_elsewhere_first_may_come_back_and_click(guide) -> None:
    result, _, log, _ = await guide(Behaviour.ON, wander, come_back, click)
    assert result.outcome is Outcome.TURNED_OFF
    assert log["writes"] == {places.KEY: 1}


@pytest.mark.parametrize("member", ["on-sample", None])
async def test_without_a_session_they_sign_in_and_click_in_one_go(guide, member) -> None:
    deeds = (enter(Behaviour.ON), click)
    result, steps, log, _ = await guide(Behaviour.ON, *deeds, member=member, cookies=())
    assert (result.outcome, result.by_person) == (Outcome.TURNED_OFF, True)
    assert result.signed_in.member == "on-sample"
    assert "li_at" in {cookie.name for cookie in result.signed_in.cookies}
    assert steps == [*BEGINNING, TURN, TURN, CHANGING, SAVING, *PROVING]
    assert (log["sign_in_tries"], log["writes"]) == (1, {places.KEY: 1})


async def test_a_sign_in_made_before_it_was_asked_for_is_read_anew_and_kept(guide) -> None:
    result, *_ = await guide(Behaviour.ON, cookies=(), patience=4, in_another_tab=True)
    assert (result.outcome, result.reason) == (Outcome.CANCELLED, Reason.GIVEN_UP)
    assert result.signed_in.member == "on-sample"


@pytest.mark.parametrize("behaviour", [Behaviour.DEAD_SESSION, Behaviour.ENDED_SESSION])
async def test_a_dead_session_is_replaced_by_signing_in_there(guide, behaviour) -> None:
    result, _, log, _ = await guide(behaviour, enter(behaviour), click)
    assert result.outcome is Outcome.TURNED_OFF
    assert result.signed_in.member == member_with(behaviour).handle
    assert log["sign_in_tries"] == 1


async def test_somebody_else_who_signs_in_is_named_and_nothing_of_theirs_kept(guide) -> None:
    result, _, log, _ = await guide(Behaviour.ON, enter(Behaviour.OFF), cookies=())
    assert result.outcome is Outcome.WRONG_PERSON
    assert (result.seen_member, result.signed_in, result.cookies) == ("off-sample", None, ())
    assert log["writes"] == {}


@pytest.mark.parametrize(
    ("behaviour", "deed", "reason"),
    [
        (Behaviour.CODE_BY_EMAIL, type_code, Reason.CODE_BY_EMAIL),
        (Behaviour.ASKS_AGAIN, type_code, Reason.CODE_BY_EMAIL),
        (Behaviour.CAPTCHA, solve, Reason.CAPTCHA),
    ],
)
async def test_what_a_service_asks_is_met_by_the_person_in_the_window(
    guide, behaviour, deed, reason
) -> None:
    result, _, log, told = await guide(behaviour, deed, click)
    assert result.outcome is Outcome.TURNED_OFF
    assert reason in told
    assert log["writes"] == {places.KEY: 1}


async def test_an_approval_is_waited_for(guide) -> None:
    async def approve(page) -> None:
        await page.wait_for_selector(WORDS)

    result, *_ = await guide(Behaviour.APP_APPROVAL, approve, click)
    assert result.outcome is Outcome.TURNED_OFF


async def test_a_restricted_account_ends_it_without_a_wait(guide) -> None:
    result, steps, _, told = await guide(Behaviour.RESTRICTED)
    assert (result.outcome, result.reason) == (Outcome.REFUSED, Reason.RESTRICTED)
    assert (steps, told) == (BEGINNING, [])


async def test_where_it_is_not_offered_there_is_nothing_to_click(guide) -> None:
    result, *_, told = await guide(Behaviour.NOT_OFFERED, enter(Behaviour.NOT_OFFERED), cookies=())
    assert result.outcome is Outcome.NOT_OFFERED
    assert result.signed_in.member == "not-offered-sample"
    assert set(told) == {None}


async def test_a_sign_in_made_on_the_way_is_kept_though_the_click_never_came(guide) -> None:
    result, *_ = await guide(Behaviour.ON, enter(Behaviour.ON), cookies=(), patience=4)
    assert (result.outcome, result.reason) == (Outcome.CANCELLED, Reason.GIVEN_UP)
    assert result.signed_in.member == "on-sample"


async def test_a_result_shows_no_cookie(guide) -> None:
    result, *_ = await guide(Behaviour.ON, enter(Behaviour.ON), click, cookies=())
    shown = repr((result, result.signed_in))
    secrets = [one.value for one in (*result.cookies, *result.signed_in.cookies)]
    assert not [value for value in secrets if value in shown]
