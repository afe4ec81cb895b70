"""Signing in and guided runs from the app, in a window on a display of the test's own."""

import asyncio
import gc

import pytest
from display import running_display, shown_on

from optout_profiles.accounts import BrowserKind, Session
from optout_profiles.browser.browsing import Browser
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour, PracticeSite, member_with
from optout_profiles.vault import Put, Remove, Table
from optout_tui.app import OptOutApp
from optout_tui.cli.demo import sample_accounts
from optout_tui.desk import Desk

SIZE = (80, 24)
MEMBER = member_with(Behaviour.ON)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory):
    with running_display(tmp_path_factory.mktemp("display")) as shown:
        yield shown


@pytest.fixture
def work(screen, monkeypatch: pytest.MonkeyPatch, vault):
    """Make an app on a practice site with one member, and the account's id."""
    shown_on(*screen, monkeypatch)
    for account_id in vault.ids(Table.ACCOUNTS):
        vault.write(Remove(Table.ACCOUNTS, account_id))
    with PracticeSite([MEMBER]) as site:
        (account,) = sample_accounts(site)
        vault.write(Put(Table.ACCOUNTS, account.id, account))
        desk = Desk(vault, site.profile, None)
        app = OptOutApp(vault.path, lambda: site.profile, None, desk=desk)
        yield app, desk, site, account.id


async def test_who_signs_in_in_the_window_is_kept_and_may_be_opted_out_there(work, vault, patient):
    app, desk, site, account_id = work
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        text = await patient(pilot, "left")
        assert "Please sign in in the browser's window." in text
        await sign_in_by_hand()
        await patient(pilot, f"signed in as {MEMBER.handle}")
        session = vault.get(Table.SESSIONS, account_id, Session)
        assert session.made_by is BrowserKind.VISIBLE
        await pilot.press("b")
        await patient(pilot, "for you to click?")
        await pilot.press(*"yes", "enter")
        await patient(pilot, "your turn, in the browser")
        await (await page()).locator("label[for]").first.click()
        await patient(pilot, "Guided finished: 1 of 1")
        await pilot.press("enter")
        assert "by a person" in await patient(pilot, "switched off")
    assert site.is_off(MEMBER.handle)
    assert desk.account(account_id).standing is Setting.OFF
    assert site.log()["sign_in_tries"] == 1


async def test_a_closed_window_leaves_the_row_as_it_was(work, patient):
    app, desk, _, account_id = work
    before = desk.account(account_id)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await patient(pilot, "left")
        await (await page()).close()
        await patient(pilot, "the browser's window was closed")
    assert desk.refreshed(account_id) == before
    assert desk.signed_in == frozenset()


async def page():
    """Return what a person sees in the window: the newest page of the browser that runs."""
    async with asyncio.timeout(30):
        while True:
            running = [one for one in gc.get_objects() if isinstance(one, Browser)]
            shown = [
                page
                for browser in running
                if browser.is_connected
                for context in browser._running.contexts
                for page in context.pages
            ]
            if shown:
                return shown[-1]
            await asyncio.sleep(0.05)


async def sign_in_by_hand() -> None:
    shown = await page()
    await shown.fill("#username", MEMBER.login)
    await shown.fill("#password", MEMBER.password)
    await shown.click("button[type=submit]")


@pytest.fixture
def patient(shows):
    async def until(pilot, words: str) -> str:
        deadline = asyncio.get_running_loop().time() + 30
        while True:
            try:
                return await shows(pilot, words)
            except AssertionError:
                if asyncio.get_running_loop().time() > deadline:
                    raise

    return until
