"""Pages that nest, fetch, ask or cover, and saves that come to nothing, in a real Chromium."""

import pytest
from playwright.async_api import Error, expect

from optout_profiles.practice import Behaviour, Pace, PracticeSite, member_with, places

pytestmark = pytest.mark.asyncio(loop_scope="module")

B = Behaviour
OURS = f'input[role="switch"][aria-labelledby="{places.KEY}"]'
QUICK = Pace(saving=0.1, drawing=0.1, answering=0.3, giving_up=0.1)

PSST = f"""() => {{
  const input = document.querySelector('{OURS}');
  const wasOn = input.checked;
  if (wasOn) input.click();
  return wasOn;
}}"""
"""The manner in which brave/psst-component, src/linkedin/user.ts, switches it off."""


@pytest.fixture(scope="module")
def site():
    with PracticeSite([*map(member_with, Behaviour)], pace=QUICK) as site:
        yield site


@pytest.fixture
def writes(site):
    """Tell what a member's pages have sent."""
    return lambda one: site.log()["writes_by_member"].get(member_with(one).handle, {})


@pytest.mark.parametrize("behaviour", [B.ON, B.HIDDEN_INPUT])
async def test_psst_components_own_way_of_clicking_switches_it_off(
    come_as, site, writes, behaviour
) -> None:
    page = await come_as(site, behaviour)
    assert await page.evaluate(PSST) is True
    await expect(page.locator("#saved")).to_have_text("Saved.")
    assert site.is_off(member_with(behaviour).handle)
    await page.reload()
    assert await page.evaluate(PSST) is False
    assert writes(behaviour) == {places.KEY: 1}


@pytest.mark.parametrize("behaviour", [B.IN_FRAME, B.LATE_IN_FRAME])
async def test_a_switch_in_a_frame_is_not_in_the_pages_own_document(
    come_as, site, behaviour
) -> None:
    page = await come_as(site, behaviour)
    frame = page.frame_locator("iframe")
    await frame.locator(OURS).wait_for(state="attached")
    assert await page.locator(OURS).count() == 0
    await frame.get_by_text(places.WORDS).click()
    await expect(frame.locator("#saved")).to_have_text("Saved.")
    assert site.is_off(member_with(behaviour).handle)


async def test_a_switch_in_a_shadow_root_is_out_of_reach_for_a_plain_selector(
    come_as, site
) -> None:
    page = await come_as(site, B.IN_SHADOW_ROOT)
    assert await page.evaluate(f"document.querySelector('{OURS}')") is None
    await page.locator(OURS).click()  # Playwright's selectors look into it
    await expect(page.locator("#saved")).to_have_text("Saved.")
    assert site.is_off("in-shadow-root-sample")


@pytest.mark.parametrize("behaviour", [B.DEFAULT_FIRST, B.SLOW_DATA])
async def test_what_is_drawn_off_first_is_on_once_its_state_was_fetched(
    come_as, site, behaviour
) -> None:
    page = await come_as(site, behaviour)
    async with page.expect_response(f"**{places.DATA}{places.KEY}"):
        await page.reload(wait_until="domcontentloaded")
        assert not await page.locator(OURS).is_checked()
    await expect(page.locator(OURS)).to_be_checked()


@pytest.mark.parametrize(
    ("behaviour", "event", "words"),
    [
        (B.DATA_FAILS, "response", "500"),
        (B.DATA_CUT, "requestfailed", "RESET"),
        (B.DATA_GIVEN_UP, "requestfailed", "ABORTED"),
    ],
)
async def test_what_is_drawn_off_stays_so_where_the_state_does_not_come(
    come_as, site, behaviour, event, words
) -> None:
    page = await come_as(site, behaviour, path=None)
    async with page.expect_event(event, lambda one: places.DATA in one.url) as failing:
        await page.goto(site.origin + places.SETTING)
    failed = await failing.value
    assert words in str(failed.status if event == "response" else failed.failure)
    assert not await page.locator(OURS).is_checked()
    assert not site.is_off(member_with(behaviour).handle)


@pytest.mark.parametrize(("answer", "is_sent"), [("Cancel", False), ("Yes", True)])
async def test_a_change_waits_for_the_answer_in_the_page(
    come_as, site, writes, answer, is_sent
) -> None:
    page = await come_as(site, B.DIALOG_BEFORE_SAVING)
    await page.locator(OURS).click()
    await expect(page.get_by_role("dialog", name="Are you sure?")).to_be_visible()
    assert writes(B.DIALOG_BEFORE_SAVING) == {}
    await page.get_by_role("button", name=answer).click()
    await expect(page.locator(OURS)).to_be_checked(checked=not is_sent)
    if is_sent:
        await expect(page.locator("#saved")).to_have_text("Saved.")
    assert site.is_off("dialog-before-saving-sample") is is_sent


@pytest.mark.parametrize("is_sent", [False, True])
async def test_a_change_waits_for_the_answer_to_the_browsers_own_dialog(
    come_as, site, writes, is_sent
) -> None:
    page = await come_as(site, B.CONFIRM_BEFORE_SAVING)
    page.once("dialog", lambda dialog: dialog.accept() if is_sent else dialog.dismiss())
    await page.locator(OURS).click()
    await expect(page.locator("#saved")).to_have_text("Saved." if is_sent else "")
    await expect(page.locator(OURS)).to_be_checked(checked=not is_sent)
    assert site.is_off("confirm-before-saving-sample") is is_sent
    assert writes(B.CONFIRM_BEFORE_SAVING) == ({places.KEY: 1} if is_sent else {})


async def test_a_banner_keeps_every_click_from_the_switch_until_it_is_answered(
    come_as, site, writes
) -> None:
    page = await come_as(site, B.COOKIE_BANNER)
    for covered in (page.locator(OURS), page.get_by_text(places.WORDS)):
        with pytest.raises(Error, match="intercepts pointer events"):
            await covered.click(timeout=300)
    assert writes(B.COOKIE_BANNER) == {}
    await page.get_by_role("button", name="Reject").click()
    await page.locator(OURS).click()
    await expect(page.locator("#saved")).to_have_text("Saved.")


@pytest.mark.parametrize(
    ("behaviour", "told", "is_sent"),
    [
        (B.SAVE_NOT_SENT, "Saved.", False),
        (B.SAVE_ERROR_500, "Saved.", True),
        (B.SAVE_SWALLOWED, "Saved.", True),
        (B.SAVE_NEVER_ENDS, "Saving…", True),
        (B.CUT_AT_SAVE, "Saving…", True),
        (B.CUT_AT_SCRIPT, "", False),
    ],
)
async def test_a_save_that_comes_to_nothing_leaves_the_page_as_if_it_had_not(
    come_as, site, writes, until, behaviour, told, is_sent
) -> None:
    page = await come_as(site, behaviour)
    await page.locator(OURS).click()
    assert not await page.locator(OURS).is_checked()
    await expect(page.locator("#saved")).to_have_text(told)
    until(lambda: writes(behaviour) or not is_sent)  # the page says so before the site hears of it
    assert writes(behaviour) == ({places.KEY: 1} if is_sent else {})
    assert not site.is_off(member_with(behaviour).handle)
    await page.reload()
    assert await page.locator(OURS).is_checked()


async def test_a_million_elements_are_there(come_as, site) -> None:
    page = await come_as(site, B.MILLION_ELEMENTS, path=None)
    page.set_default_timeout(60_000)  # even where others share the processor
    await page.goto(site.origin + places.SETTING)
    assert await page.locator(OURS).is_checked()
    assert await page.evaluate("document.querySelectorAll('main *').length") > 1_000_000


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (B.CUT_BEFORE_HEADERS, "ERR_CONNECTION_RESET"),
        (B.CUT_IN_HEADERS, "ERR_CONNECTION_RESET"),
        (B.REDIRECT_LOOP, "ERR_TOO_MANY_REDIRECTS"),
        (B.DRIPPING, "Timeout"),
    ],
)
async def test_a_page_that_never_comes_has_the_browsers_own_word_for_it(
    come_as, site, behaviour, error
) -> None:
    page = await come_as(site, behaviour, path=None)
    with pytest.raises(Error, match=error):
        await page.goto(site.origin + places.SETTING, timeout=500)


async def test_half_a_page_has_no_switch(come_as, site) -> None:
    page = await come_as(site, B.CUT_IN_BODY, path=None)
    await page.goto(site.origin + places.SETTING, wait_until="commit")
    assert await page.locator(OURS).count() == 0
