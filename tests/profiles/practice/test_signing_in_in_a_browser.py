"""Sign-in shapes, challenges and dead sessions as a person meets them, in a real Chromium."""

import re

import pytest
from playwright.async_api import Error, Page, expect

from optout_profiles.practice import (
    REMEMBERED,
    Behaviour,
    Pace,
    PracticeSite,
    SignInShape,
    member_with,
    places,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES = 'input[autocomplete~="username"]'
PASSWORDS = 'input[autocomplete~="current-password"]'
CAPTCHAS = '[id*="captchaV2Challenge"]'
MEMBER = member_with(Behaviour.ON)


@pytest.fixture(scope="module")
def site():
    """One member of each behaviour, who approve sign-ins after half a second."""
    with PracticeSite([*map(member_with, Behaviour)], pace=Pace(approving=0.5)) as site:
        yield site


@pytest.fixture
def opened(context, site):
    async def go(path: str) -> Page:
        page = await context.new_page()
        await page.goto(site.origin + path)
        return page

    return go


async def bring(context, site, behaviour) -> None:
    cookies = site.cookies(member_with(behaviour).handle)
    await context.add_cookies(
        [{"name": c.name, "value": c.value, "domain": c.domain, "path": c.path} for c in cookies]
    )


async def send_classic(page: Page, behaviour: Behaviour) -> None:
    member = member_with(behaviour)
    await page.fill("#username", member.login)
    await page.fill("#password", member.password)
    await page.click("button[type=submit]")


async def fill_visible(page: Page, login: str, password: str) -> None:
    await page.locator(NAMES).filter(visible=True).fill(login)
    await page.locator(PASSWORDS).filter(visible=True).fill(password)


def own_button(page: Page):
    return page.get_by_role("button", name="Sign in", exact=True)


@pytest.mark.parametrize("fields", [NAMES, PASSWORDS])
async def test_each_field_is_there_twice_and_only_the_second_can_be_seen(opened, fields) -> None:
    page = await opened("/login?shape=doubled")
    both = page.locator(fields)
    assert [await one.is_visible() for one in await both.all()] == [False, True]


async def test_one_hidden_field_is_not_drawn_and_the_other_is_out_of_reach(opened) -> None:
    page = await opened("/login?shape=doubled")
    assert await page.locator(NAMES).first.bounding_box() is None
    box = await page.locator(PASSWORDS).first.evaluate(
        "(field) => [field.offsetWidth, field.offsetHeight, field.getBoundingClientRect().right]"
    )
    assert box[:2] == [0, 0]
    assert box[2] < 0
    with pytest.raises(Error, match="Timeout"):
        await page.locator(PASSWORDS).first.fill("x", timeout=300)


async def test_enter_does_nothing_on_the_doubled_page_and_its_button_signs_in(
    opened, context, site
) -> None:
    before = site.log()["sign_in_tries"]
    page = await opened(f"/login?shape=doubled&session_redirect={places.SETTING}")
    await fill_visible(page, MEMBER.login, MEMBER.password)
    await page.locator(PASSWORDS).filter(visible=True).press("Enter")
    await page.locator(NAMES).filter(visible=True).press("Enter")
    assert site.log()["sign_in_tries"] == before
    await own_button(page).click()
    await page.wait_for_url(site.origin + places.SETTING)
    assert site.log()["sign_in_tries"] == before + 1
    assert "li_at" in {cookie["name"] for cookie in await context.cookies()}


async def test_a_wrong_password_is_told_on_the_doubled_page_without_a_reload(opened, site) -> None:
    page = await opened("/login?shape=doubled")
    alert = page.locator('[role="alert"]')
    assert not await alert.is_visible()
    await page.evaluate("window.isSamePage = true")
    await fill_visible(page, MEMBER.login, "wrong")
    before = site.log()["wrong_passwords"]
    await own_button(page).click()
    await expect(alert).to_have_text("That is not the password. Try again.")
    assert await alert.is_visible()
    assert await page.evaluate("window.isSamePage")
    assert site.log()["wrong_passwords"] == before + 1
    await fill_visible(page, MEMBER.login, MEMBER.password)
    await own_button(page).click()
    await page.wait_for_url(site.origin + places.FEED)


@pytest.mark.parametrize("provider", ["Apple", "Microsoft"])
async def test_the_button_of_another_provider_leads_to_another_host(opened, site, provider) -> None:
    before = site.log()["other_provider_clicks"]
    page = await opened("/login?shape=doubled")
    async with page.expect_request("http://other-provider.invalid/"):
        await page.get_by_role("button", name=f"Sign in with {provider}").click()
    assert site.log()["other_provider_clicks"] == before + 1


async def test_the_first_button_of_the_chooser_signs_the_wrong_person_in(opened, site) -> None:
    page = await opened("/login?shape=chooser")
    await expect(page.locator("h1")).to_have_text("Welcome back")
    assert await page.locator("input[type=password]").count() == 0
    before = site.log()["chooser_picks"]
    await page.locator("#rememberme-div button").first.click()
    await page.wait_for_url(site.origin + places.FEED)
    assert await page.locator(f'nav a[href="/in/{REMEMBERED.handle}/"]').count() == 1
    assert site.log()["chooser_picks"] == before + 1


async def test_a_person_declines_the_chooser_and_signs_in_as_themselves(opened, site) -> None:
    before = site.log()["chooser_picks"]
    page = await opened("/login?shape=chooser")
    await page.get_by_text("Sign in using another account").click()
    await send_classic(page, Behaviour.OFF)
    await page.wait_for_url(site.origin + places.FEED)
    assert await page.locator('nav a[href="/in/off-sample/"]').count() == 1
    assert site.log()["chooser_picks"] == before


@pytest.mark.parametrize(
    "path", ["/login", "/login?shape=doubled", "/login?shape=chooser", places.SETTING]
)
async def test_captchas_that_are_hidden_are_in_the_page_and_cannot_be_seen(
    opened, context, site, path
) -> None:
    if path == places.SETTING:
        await bring(context, site, Behaviour.INVISIBLE_CAPTCHA)
    page = await opened(path)
    captchas = await page.locator(CAPTCHAS).all()
    assert len(captchas) == 3
    assert not any([await captcha.is_visible() for captcha in captchas])


async def test_a_captcha_that_asks_can_be_seen(opened, context, site) -> None:
    await bring(context, site, Behaviour.CAPTCHA)
    page = await opened(places.SETTING)
    assert await page.locator(CAPTCHAS).is_visible()


@pytest.mark.parametrize(
    ("behaviour", "field"),
    [
        (Behaviour.CODE_BY_EMAIL, "#input__email_verification_pin"),
        (Behaviour.CODE_BY_SMS, "#input__phone_verification_pin"),
        (Behaviour.ONE_TIME_CODE, 'input[autocomplete~="one-time-code"]'),
        (Behaviour.AUTHENTICATOR, "#auth-app-div input"),
    ],
)
async def test_a_person_types_a_wrong_code_and_then_the_right_one(
    opened, site, behaviour, field
) -> None:
    page = await opened("/login")
    await send_classic(page, behaviour)
    await page.wait_for_url(re.compile("/checkpoint/challenge"))
    await page.fill(field, "000000")
    await page.click("button[type=submit]")
    await expect(page.locator('[role="alert"]')).to_be_visible()
    await page.fill(field, "123456")
    await page.click("button[type=submit]")
    await page.wait_for_url(site.origin + places.FEED)


async def test_an_approved_sign_in_goes_on_by_itself_to_where_it_was_going(
    opened, context, site
) -> None:
    await bring(context, site, Behaviour.APP_APPROVAL)
    page = await opened(places.SETTING)
    device = page.locator('[id*="linkedInAppChallengeActivityDevice"]')
    assert await device.is_visible()
    await page.wait_for_url(site.origin + places.SETTING)
    assert await page.locator('[role="switch"]').count() == 1


async def test_a_dead_session_is_a_loop_of_redirects_until_somebody_signs_in_anew(
    context, site
) -> None:
    await bring(context, site, Behaviour.DEAD_SESSION)
    page = await context.new_page()
    for path in (places.SETTING, places.FEED, "/login"):
        with pytest.raises(Error, match="ERR_TOO_MANY_REDIRECTS"):
            await page.goto(site.origin + path)
    await context.clear_cookies()
    page = await context.new_page()
    await page.goto(site.origin + places.SETTING)
    await send_classic(page, Behaviour.DEAD_SESSION)
    await page.wait_for_url(site.origin + places.SETTING)


async def test_no_new_page_complains_in_the_browsers_console(context, site) -> None:
    complaints: list[str] = []
    page = await context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    harmless = "Password field is not contained in a form"  # a full Chromium's word on shape B
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for shape in SignInShape:
        await page.goto(f"{site.origin}/login?shape={shape}")
    await bring(context, site, Behaviour.APP_APPROVAL)
    await page.goto(site.origin + places.SETTING)
    await page.wait_for_url(site.origin + places.SETTING)
    assert [one for one in complaints if harmless not in one] == []
