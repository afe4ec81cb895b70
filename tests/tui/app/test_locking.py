"""Locking: by the key, by itself, and what may not be left of the list when it is locked."""

import gc
import subprocess
import sys
import time
import weakref

import pytest
from textual import events

from optout_profiles.errors import VaultHeld
from optout_profiles.runs.events import Kind
from optout_profiles.secret import Secret
from optout_profiles.vault import open_vault
from optout_tui.app import OptOutApp
from optout_tui.config import Config
from optout_tui.idleness import Idleness, sleepless_clock
from optout_tui.messages import Unlocked
from optout_tui.screens.accounts import AccountsScreen
from optout_tui.screens.sign_in_form import SignInForm
from optout_tui.screens.unlock import UnlockScreen

LABELS = ("Ada Sample", "Ben Sample", "Cleo Client", "Dan Client")
PASSPHRASE = "plainly fake passphrase"
SIZE = (80, 24)
MINUTES = 10
OPENS = """
import sys
from pathlib import Path
from optout_profiles.secret import Secret
from optout_profiles.vault import open_vault
open_vault(Path(sys.argv[1]), Secret(sys.argv[2]), writing=True).close()
"""


class Watch:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_(self, minutes: float) -> None:
        self.seconds += 60 * minutes


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def locking(vault, desk, watch):
    """Return an app that is to unlock the list itself."""
    app = OptOutApp(vault.path, lambda: desk.site, None, config=Config(lock_after=MINUTES))
    app.idleness = Idleness(60 * MINUTES, watch)
    return app


async def unlock(app, pilot, desk, shows) -> None:
    app.post_message(Unlocked(desk))
    await shows(pilot, "Dan Client")


def held(vault) -> bool:
    try:
        open_vault(vault.path, Secret(PASSPHRASE), writing=True).close()
    except VaultHeld:
        return True
    return False


def opens_elsewhere(vault) -> bool:
    command = [sys.executable, "-c", OPENS, vault.path, PASSPHRASE]
    return subprocess.run(command, check=False).returncode == 0


async def assert_locked(app, pilot, vault, shows) -> None:
    """Nothing of the list is on the screen, in the app or in the way of another process."""
    shown = await shows(pilot, "Locked. The passphrase opens it again.")
    assert "optout-tui: locked" in shown
    assert all(isinstance(screen, UnlockScreen) for screen in app.screen_stack)
    picture = app.export_screenshot()
    for label in LABELS:
        assert label not in shown
        assert label.split()[0] not in picture
    assert opens_elsewhere(vault)


async def test_the_key_locks_at_once_and_leaves_nothing_of_the_list(
    locking, desk, vault, shows
) -> None:
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        assert held(vault)
        table = weakref.ref(pilot.app.screen)
        await pilot.press("a", "n")
        await shows(pilot, "New account")
        await pilot.press(*"L", "escape", "escape")  # in a field it is a letter
        assert isinstance(locking.screen, AccountsScreen)
        await pilot.press("o")
        await shows(pilot, "Ada Sample, Ben Sample")
        await pilot.press("escape", "L")
        await assert_locked(locking, pilot, vault, shows)
        for _ in range(50):
            await pilot.pause()
            gc.collect()
            if table() is None:
                break
        assert table() is None
        assert not [one for one in gc.get_objects() if isinstance(one, AccountsScreen)]


async def test_unlocking_comes_back_to_the_list(locking, desk, vault, shows) -> None:
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        await pilot.press("L")
        await assert_locked(locking, pilot, vault, shows)
        await pilot.press(*"wrong words", "enter")
        await shows(pilot, "does not open")
        await pilot.press(*PASSPHRASE, "enter")
        await shows(pilot, "Dan Client")
        assert isinstance(locking.screen, AccountsScreen)
        assert held(vault)
        await pilot.press("L")
        await assert_locked(locking, pilot, vault, shows)


@pytest.mark.parametrize("over", ["details", "question", "palette"])
async def test_what_lies_over_the_list_goes_too_when_nobody_is_there(
    locking, desk, vault, shows, watch, over
) -> None:
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        keys = {"details": "enter", "question": "d", "palette": ":"}
        await pilot.press(keys[over])
        for _ in range(100):
            await pilot.pause()
            if len(locking.screen_stack) > 2:
                break
        assert len(locking.screen_stack) > 2
        watch.pass_(MINUTES)
        locking.look_at_clock()
        await assert_locked(locking, pilot, vault, shows)


async def test_drawing_and_looking_are_no_touch_but_keys_and_the_mouse_are(
    locking, desk, vault, shows, watch
) -> None:
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        for touch in (
            events.Key("j", None),
            events.MouseMove(None, 5, 5, 1, 0, 0, False, False, False),
            events.Paste("words"),
        ):
            watch.pass_(MINUTES - 1)
            locking.post_message(touch)  # as the terminal's driver does
            await pilot.pause()
            locking.look_at_clock()
            await pilot.pause()
            assert isinstance(locking.screen, AccountsScreen)
        for _ in range(MINUTES - 1):
            watch.pass_(1)
            locking.refresh(layout=True)
            locking.screen.refresh()
            desk.refreshed(desk.accounts[0].id)
            locking.post_message(events.AppFocus())
            await pilot.pause()
            assert isinstance(locking.screen, AccountsScreen)
        watch.pass_(1)
        locking.look_at_clock()
        await assert_locked(locking, pilot, vault, shows)


async def test_the_first_key_after_a_long_sleep_locks_and_does_nothing_else(
    locking, desk, vault, shows, watch
) -> None:
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        watch.pass_(8 * 60)
        await pilot.press("w")
        await assert_locked(locking, pilot, vault, shows)
        assert not any(field.value for field in locking.screen.query("Input"))


async def test_a_queue_at_work_keeps_the_list_open_and_says_so(
    locking, desk, vault, shows, seen, watch
) -> None:
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        await pilot.press("c")
        await shows(pilot, "Check 1 of 1")
        watch.pass_(MINUTES)
        locking.look_at_clock()
        told = await shows(pilot, "Untouched for 10 min. The list stays open while")
        assert "Ada Sample" in told
        await pilot.press("j")
        await pilot.pause()
        assert "Untouched" not in seen(pilot)
        watch.pass_(MINUTES)
        locking.look_at_clock()
        desk.go()
        await shows(pilot, "finished")
        watch.pass_(MINUTES - 1)
        locking.look_at_clock()
        await pilot.pause()
        assert isinstance(locking.screen, AccountsScreen)
        watch.pass_(1)
        locking.look_at_clock()
        await assert_locked(locking, pilot, vault, shows)


async def test_locking_over_a_queue_at_work_asks_and_then_ends_it(
    locking, desk, vault, shows
) -> None:
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        await pilot.press("c")
        await shows(pilot, "Check 1 of 1")
        await pilot.press("L")
        await shows(pilot, "Stop it now and lock?")
        await pilot.press("escape")
        await shows(pilot, "Check 1 of 1")
        assert not desk.was_closed_early
        await pilot.press("L")
        await shows(pilot, "Stop it now and lock?")
        await pilot.press(*"yes", "enter")
        await assert_locked(locking, pilot, vault, shows)
        assert desk.was_closed_early
        assert desk.asked[0][0] is Kind.CHECK


async def test_a_form_in_which_a_sign_in_is_typed_keeps_nothing_open(
    locking, desk, vault, shows, watch, monkeypatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    async with locking.run_test(size=SIZE) as pilot:
        await unlock(locking, pilot, desk, shows)
        await pilot.press("s")
        await shows(pilot, "Email or phone")
        assert isinstance(locking.screen, SignInForm)
        await pilot.press(*"typed")
        watch.pass_(MINUTES)
        locking.look_at_clock()
        await assert_locked(locking, pilot, vault, shows)


async def test_a_list_that_was_opened_before_the_app_is_not_locked_and_says_so(
    app, shows, watch
) -> None:
    app.idleness = Idleness(60 * MINUTES, watch)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("L")
        await shows(pilot, "can't be locked here")
        watch.pass_(2 * MINUTES)
        app.look_at_clock()
        await pilot.press("j")
        await shows(pilot, "Dan Client")


def test_never_is_never(watch) -> None:
    never = Idleness(0, watch)
    watch.pass_(10_000)
    assert not never.is_over
    assert not never.is_unattended


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="only Linux has this clock")
def test_the_clock_runs_on_while_the_machine_sleeps() -> None:
    assert abs(sleepless_clock() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 1
