"""A person signs in by hand, and the tool notices: in a real browser, which a test acts in."""

import asyncio
import socket

import pytest
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.practice import (
    Behaviour,
    Pace,
    PracticeSite,
    SignInShape,
    member_with,
    places,
)
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.sign_in import sign_in_by_person
from optout_profiles.runs.signed_in import SignedIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIVES = (
    Behaviour.ON,
    Behaviour.CODE_BY_SMS,
    Behaviour.APP_APPROVAL,
    Behaviour.CAPTCHA,
    Behaviour.RESTRICTED,
    Behaviour.ASKS_AGAIN,
)


class Hands:
    """What a person does in the page that is open, one deed a second, and what they are told."""

    def __init__(self, browser, deeds, patience, confirms) -> None:
        self._browser, self._deeds, self._patience = browser, list(deeds), patience
        self._confirms, self._doing = confirms, None
        self.told = []
        self.left = []
        self.seen = []

    async def confirms(self, member) -> bool:
        self.seen.append(member)
        return self._confirms

    def waits(self, reason, left) -> bool:
        self.told.append(reason)
        self.left.append(left)
        if self._doing and self._doing.done():
            self._doing.result()
        if self._deeds and (self._doing is None or self._doing.done()):
            page = self._browser._running.contexts[-1].pages[0]
            self._doing = asyncio.ensure_future(self._deeds.pop(0)(page))
        return len(self.told) < self._patience


@pytest.fixture
def enter(browser_for):
    """Let a person do these deeds; return what came, the person and the site's log."""

    async def run(*deeds, member="on-sample", shape=SignInShape.CLASSIC, **other):
        seconds, patience = other.get("seconds", 30.0), other.get("patience", 30)
        lives = [*map(member_with, LIVES)]
        with PracticeSite(lives, pace=Pace(approving=0.5), sign_in=shape) as site:
            browser = browser_for(site.profile)
            person = Hands(browser, deeds, patience, other.get("confirms", False))
            came = await sign_in_by_person(browser, site.profile, member, person, seconds)
            await browser.rested()
            return came, person, site.log()

    return run


def typing(behaviour, password=None):
    async def deed(page) -> None:
        known = member_with(behaviour)
        visible = page.locator("input[autocomplete]").filter(visible=True)
        await visible.nth(0).fill(known.login)
        await visible.nth(1).fill(password or known.password)
        await page.get_by_role("button", name="Sign in", exact=True).click()

    return deed


async def answer(page) -> None:
    if await page.locator("input[name=code]").count():
        await page.fill("input[name=code]", "123456")
    await page.click("button[type=submit]")


async def decline(page) -> None:
    await page.get_by_text("another account").click()


async def close(page) -> None:
    await page.close()


@pytest.mark.parametrize(
    ("shape", "deeds"),
    [
        (SignInShape.CLASSIC, [typing(Behaviour.ON)]),
        (SignInShape.DOUBLED, [typing(Behaviour.ON)]),
        (SignInShape.CHOOSER, [decline, typing(Behaviour.ON)]),
    ],
)
async def test_a_person_who_is_through_is_noticed_and_named(enter, shape, deeds) -> None:
    came, person, log = await enter(*deeds, shape=shape)
    assert isinstance(came, SignedIn)
    assert came.member == "on-sample"
    assert "li_at" in {cookie.name for cookie in came.cookies}
    assert set(person.told) == {None}
    assert person.left == sorted(person.left, reverse=True)
    assert log["sign_in_tries"] == 1


@pytest.mark.parametrize("shape", SignInShape)
async def test_the_tool_itself_sends_nothing(enter, shape) -> None:
    came, _, log = await enter(patience=2, shape=shape)
    assert came == Obstacle(Outcome.CANCELLED, Reason.GIVEN_UP)
    assert (log["sign_in_tries"], log["chooser_picks"], log["other_provider_clicks"]) == (0, 0, 0)
    assert sum(log["pages"].values()) == 1


async def test_who_only_looks_about_is_not_led_away(enter) -> None:
    async def look_about(page) -> None:
        await page.get_by_role("link", name="first page").click()

    came, _, log = await enter(look_about, patience=4)
    assert came == Obstacle(Outcome.CANCELLED, Reason.GIVEN_UP)
    assert places.SETTING not in log["pages"]


async def test_a_wrong_password_is_theirs_to_mend(enter) -> None:
    came, _, log = await enter(typing(Behaviour.ON, "wrong"), typing(Behaviour.ON))
    assert isinstance(came, SignedIn)
    assert (log["wrong_passwords"], log["sign_ins"]) == (1, 1)


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (Behaviour.CODE_BY_SMS, Reason.CODE_BY_SMS),
        (Behaviour.CAPTCHA, Reason.CAPTCHA),
        (Behaviour.ASKS_AGAIN, Reason.CODE_BY_EMAIL),
    ],
)
async def test_what_is_asked_is_told_and_met_in_the_window(enter, behaviour, reason) -> None:
    handle = member_with(behaviour).handle
    came, person, log = await enter(typing(behaviour), answer, member=handle)
    assert isinstance(came, SignedIn)
    assert reason in person.told
    assert log["sign_in_tries"] == 1


async def test_an_approval_in_the_app_is_noticed(enter) -> None:
    handle = member_with(Behaviour.APP_APPROVAL).handle
    came, *_ = await enter(typing(Behaviour.APP_APPROVAL), member=handle)
    assert isinstance(came, SignedIn)


async def test_a_restricted_account_ends_the_wait(enter) -> None:
    came, *_ = await enter(typing(Behaviour.RESTRICTED))
    assert came == Obstacle(Outcome.REFUSED, Reason.RESTRICTED)


@pytest.mark.parametrize("deeds", [[close], [typing(Behaviour.CAPTCHA), close]])
async def test_a_closed_window_is_told_as_such(enter, deeds) -> None:
    came, *_ = await enter(*deeds)
    assert came == Obstacle(Outcome.CANCELLED, Reason.WINDOW_CLOSED)


async def test_a_window_closed_before_the_service_has_answered_is_told_as_such(
    browser_for, nobody
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        origin = f"http://127.0.0.1:{silent.getsockname()[1]}"
        profile = replace(PracticeSite([]).profile, origin=origin)
        browser = browser_for(profile)
        before = list(browser._running.contexts)
        signing_in = asyncio.ensure_future(sign_in_by_person(browser, profile, None, nobody))
        async with asyncio.timeout(10):
            connection, _ = await asyncio.get_running_loop().sock_accept(silent)
            with connection:
                (context,) = [one for one in browser._running.contexts if one not in before]
                await context.pages[0].close()
                assert await signing_in == Obstacle(Outcome.CANCELLED, Reason.WINDOW_CLOSED)
        await browser.rested()


async def test_the_time_runs_out(enter) -> None:
    came, person, _ = await enter(seconds=1.2)
    assert came == Obstacle(Outcome.TOO_SLOW, Reason.DEADLINE)
    assert 1 <= len(person.told) <= 2  # at once, and after a second if there was time for it


@pytest.mark.parametrize("is_wanted", [True, False])
async def test_somebody_else_is_kept_only_if_that_is_confirmed(enter, is_wanted) -> None:
    came, person, _ = await enter(typing(Behaviour.ON), member="ada-lovelace", confirms=is_wanted)
    assert person.seen == ["on-sample"]
    if is_wanted:
        assert isinstance(came, SignedIn)
    else:
        assert came == Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, "on-sample")


async def test_a_service_that_is_not_there_is_told_as_the_network(browser_for, nobody) -> None:
    with PracticeSite([]) as gone:
        profile = gone.profile
    came = await sign_in_by_person(browser_for(profile), profile, None, nobody)
    assert came == Obstacle(Outcome.NOT_UNDERSTOOD, Reason.NETWORK)
    assert nobody.told == []
