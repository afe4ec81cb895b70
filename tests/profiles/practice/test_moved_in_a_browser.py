"""The setting that has moved, found by a person from the navigation, in a real Chromium."""

import pytest
from playwright.async_api import Page, expect

from optout_profiles.practice import Behaviour, PracticeSite, languages, member_with, places
from optout_profiles.practice.behaviours import CONDUCTS

pytestmark = pytest.mark.asyncio(loop_scope="module")

B = Behaviour
KEYLESS = 'input[role="switch"]:not([aria-labelledby])'
MOVED = {
    B.MOVED_TO_ROUTE_A: 'div[data-control-name="toggle_button"]',
    B.MOVED_TO_ROUTE_B: KEYLESS,
    B.GERMAN_MOVED: KEYLESS,
    B.FRENCH_MOVED: KEYLESS,
    B.PORTUGUESE_MOVED: KEYLESS,
    B.POLISH_MOVED: KEYLESS,
}
"""The switch on the page that our row leads to."""

SWITCHES = '[role="switch"], div[data-control-name="toggle_button"]'


@pytest.fixture(scope="module")
def site():
    with PracticeSite([*map(member_with, Behaviour)]) as site:
        yield site


async def to_the_category(page: Page, words: languages.Language) -> None:
    """Go as a person goes: menu, settings, privacy."""
    menu = page.get_by_role("navigation").get_by_role("button", name=words.me, exact=True)
    settings = page.get_by_role("link", name=words.settings, exact=True)
    await expect(settings).to_be_hidden()
    await menu.click()
    await settings.click()
    assert page.url.endswith(places.ACCOUNT_CATEGORY)
    await page.get_by_role("link", name=words.privacy, exact=True).click()
    await expect(page.get_by_role("heading", name=words.section)).to_be_visible()


async def changed(page: Page, site: PracticeSite, behaviour: Behaviour) -> None:
    """Wait until the change is saved; check what of it the site has."""
    await expect(page.locator("#saved")).to_have_text("Saved.")
    handle = member_with(behaviour).handle
    assert site.is_off(handle)
    assert site.log()["writes_by_member"][handle] == {places.KEY: 1}


@pytest.mark.parametrize(
    "behaviour", [*MOVED, B.MOVED_TO_ROUTE_C, B.MOVED_INTO_CATEGORY, B.ELSEWHERE]
)
async def test_the_settings_own_address_leads_to_the_list_of_settings(
    come_as, site, behaviour
) -> None:
    page = await come_as(site, behaviour)
    assert page.url == site.origin + places.ACCOUNT_CATEGORY
    assert await page.locator(SWITCHES).count() == 0


@pytest.mark.parametrize(("behaviour", "switch"), MOVED.items())
async def test_the_row_leads_to_the_only_switch(come_as, site, behaviour, switch) -> None:
    page = await come_as(site, behaviour, places.FEED)
    words = CONDUCTS[behaviour].language
    await to_the_category(page, words)
    await page.get_by_role("link", name=words.heading, exact=True).click()
    assert page.url.endswith(places.MOVED_SETTING)
    await expect(page.get_by_role("heading", name=words.heading)).to_be_visible()
    assert await page.locator(SWITCHES).count() == await page.locator(switch).count() == 1
    await page.locator(switch).click()
    await changed(page, site, behaviour)


async def test_a_button_two_rows_further_on_only_shows_the_switch(come_as, site) -> None:
    page = await come_as(site, B.MOVED_TO_ROUTE_C, places.FEED)
    await to_the_category(page, languages.ENGLISH)
    assert await page.get_by_text(places.HEADING).count() == 0
    await page.get_by_role("link", name="Manage your data and activity").click()
    await page.get_by_role("link", name=places.COLLECTED_HEADING).click()
    await expect(page.get_by_role("heading", name=places.COLLECTED_HEADING)).to_be_visible()
    await expect(page.get_by_text("Your data is used for this.")).to_be_visible()
    switch = page.locator(KEYLESS)
    await expect(switch).to_be_hidden()
    await page.get_by_role("button", name="Change", exact=True).click()
    await expect(switch).to_be_visible()
    assert "moved-to-route-c-sample" not in site.log()["writes_by_member"]
    await switch.click()
    await changed(page, site, B.MOVED_TO_ROUTE_C)
    await page.reload()
    await expect(page.get_by_text("Your data is not used for this.")).to_be_visible()


async def test_the_row_itself_may_hold_the_switch(come_as, site) -> None:
    page = await come_as(site, B.MOVED_INTO_CATEGORY, places.FEED)
    await to_the_category(page, languages.ENGLISH)
    assert await page.get_by_role("link", name=places.HEADING).count() == 0
    row = page.get_by_role("listitem").filter(has_text=places.HEADING)
    await row.locator(f'input[role="switch"][aria-labelledby="{places.KEY}"]').click()
    await changed(page, site, B.MOVED_INTO_CATEGORY)
