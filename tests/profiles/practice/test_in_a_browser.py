"""The behaviours as a person meets them, in a real Chromium."""

import re

import pytest
from playwright.async_api import Error, expect

from optout_profiles.practice import Behaviour, Pace, PracticeSite, member_with, places

pytestmark = pytest.mark.asyncio(loop_scope="module")

INPUT = f'input[role="switch"][aria-labelledby="{places.KEY}"]'


@pytest.fixture(scope="module")
def site():
    """One member of each behaviour that a test here meets, each in one test only."""
    with PracticeSite([*map(member_with, Behaviour)], pace=Pace(saving=0.1)) as site:
        yield site


@pytest.mark.parametrize(
    ("behaviour", "is_off_afterwards", "shows_off_afterwards"),
    [
        (Behaviour.ON, True, True),
        (Behaviour.LATE, True, True),
        (Behaviour.HIDDEN_INPUT, True, True),
        (Behaviour.DECOY_FIRST, True, True),
        (Behaviour.INVISIBLE_CAPTCHA, True, True),
        (Behaviour.SLOW_SAVE, True, True),
        (Behaviour.HOSTILE, True, True),
        (Behaviour.WRONG_MEMBER, True, True),
        (Behaviour.SAVE_FAILS, False, False),
        (Behaviour.REVERTS, True, False),
    ],
)
async def test_a_click_on_the_label_flips_the_switch_at_once_and_then(
    come_as, site, behaviour, is_off_afterwards, shows_off_afterwards
) -> None:
    page = await come_as(site, behaviour)
    switch = page.locator(INPUT)
    assert await switch.is_checked()
    async with page.expect_response(re.compile("settingsApiSettings")) as saving:
        await page.get_by_text(places.WORDS).click()
        assert not await switch.is_checked()
    assert (await saving.value).status == 200
    await expect(page.locator("#saved")).to_have_text("Saved.")
    handle = member_with(behaviour).handle
    assert site.is_off(handle) is is_off_afterwards
    await page.reload()
    assert await page.locator(INPUT).is_checked() is not shows_off_afterwards
    assert site.log()["writes_by_member"][handle] == {places.KEY: 1}


async def test_older_markup_has_no_switch_and_still_changes_by_a_click(come_as, site) -> None:
    page = await come_as(site, Behaviour.OLDER_MARKUP)
    assert await page.locator('[role="switch"]').count() == 0
    await page.locator('div[data-control-name="toggle_button"]').click()
    await expect(page.locator("#saved")).to_have_text("Saved.")
    assert site.is_off("older-markup-sample")
    await page.reload()
    await expect(page.locator(".artdeco-toggle__text")).to_have_text("Off")


async def test_a_hidden_input_cannot_be_clicked_itself(come_as, site) -> None:
    page = await come_as(site, Behaviour.HIDDEN_INPUT)
    with pytest.raises(Error, match="Timeout"):
        await page.locator(INPUT).click(timeout=300)


async def test_a_late_switch_is_not_in_the_page_when_it_has_loaded(context, come_as, site) -> None:
    await context.add_init_script(
        "addEventListener('DOMContentLoaded',"
        f"() => window.wasThere = Boolean(document.querySelector('{INPUT}')))"
    )
    page = await come_as(site, Behaviour.LATE)
    assert await page.evaluate("window.wasThere") is False
    await page.locator(INPUT).wait_for(state="attached")


async def test_hostile_words_are_words_only(come_as, site) -> None:
    page = await come_as(site, Behaviour.HOSTILE)
    assert await page.title() != "1"
    heading = await page.locator("h1").text_content() or ""
    for sign in ("<script>", "\x1b]0;", "\u202e", "[/]"):
        assert sign in heading


async def test_an_endless_page_is_named_but_never_loaded(come_as, site) -> None:
    page = await come_as(site, Behaviour.ENDLESS, path=None)
    with pytest.raises(Error, match="Timeout"):
        await page.goto(site.origin + places.SETTING, timeout=500)
    assert await page.locator(INPUT).count() == 0


async def test_another_host_is_reached_and_counted_where_nothing_holds_it(come_as, site) -> None:
    before = site.log()["other_hosts"]
    page = await come_as(site, Behaviour.OTHER_HOST)
    assert page.url.startswith("http://localhost:")
    assert site.log()["other_hosts"] > before


async def test_a_person_signs_in_with_the_form_after_a_wrong_password(context, site) -> None:
    member = member_with(Behaviour.NOT_OFFERED)
    page = await context.new_page()
    await page.goto(site.origin + places.SETTING)
    for password, is_wrong in (("wrong", True), (member.password, False)):
        await page.fill("#username", member.login)
        await page.fill("#password", password)
        await page.click("button[type=submit]")
        assert await page.locator("#error-for-password").is_visible() is is_wrong
    assert page.url == site.origin + places.SETTING
    assert "li_at" in {cookie["name"] for cookie in await context.cookies()}


async def test_a_person_types_the_code_that_was_asked(come_as, site) -> None:
    page = await come_as(site, Behaviour.CODE_BY_EMAIL)
    assert "/checkpoint/challenge/" in page.url
    await page.fill("#input__email_verification_pin", "123456")
    await page.click("#email-pin-submit-button")
    assert page.url == site.origin + places.SETTING


async def test_no_page_complains_in_the_browsers_console(come_as, site) -> None:
    complaints: list[str] = []
    page = await come_as(site, Behaviour.TWO_MEMBERS_IN_NAV, path=None)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in ("/", places.FEED, places.SETTING, places.PRIVACY_CATEGORY):
        await page.goto(site.origin + path)
    assert complaints == []
