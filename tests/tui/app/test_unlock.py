"""The first screen."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import keyring
from keyring.backends import fail

from optout_profiles.runs.events import Kind
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.place import placed
from optout_profiles.runs.records import OpenQueue
from optout_profiles.secret import Secret
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Vault, open_vault
from optout_profiles.vault.header import KEYRING
from optout_profiles.vault.recovery import new_code
from optout_profiles.vault.rekeying import wrap_by, wrap_by_code
from optout_profiles.vault.sightings import note_state
from optout_tui.app import OptOutApp
from optout_tui.screens.accounts import AccountsScreen

PASSPHRASE = "plainly fake passphrase"


def opening(path: Path) -> OptOutApp:
    return OptOutApp(path, built_in_profile, None)


def state_of(folder: Path) -> dict[str, str]:
    """Return every file below with what is in it, hashed."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


async def test_the_first_start_makes_the_list_only_once_both_passphrases_agree(
    tmp_path: Path, shows
):
    path = tmp_path / "new" / "list.vault"
    app = opening(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "There is no list yet")
        await pilot.press(*"short")
        await shows(pilot, "too short: 7 more")
        await pilot.press("enter")
        await shows(pilot, "too short: 7 more characters")
        assert app.focused is app.screen.query_one("#passphrase")
        await pilot.press(*"er")
        assert "7 more" not in await shows(pilot, "too short: 5 more")
        await pilot.press("ctrl+u")
        assert not path.exists()
        await pilot.press(*PASSPHRASE, "enter", *"another one", "enter")
        await shows(pilot, "The two passphrases differ")
        assert not path.exists()
        again = app.screen.query_one("#again")
        assert (app.focused, again.value) == (again, "")
        await pilot.press(*PASSPHRASE, "enter")
        await shows(pilot, "No accounts yet")
        assert isinstance(app.screen, AccountsScreen)
        await pilot.press("ctrl+q")
    open_vault(path, Secret(PASSPHRASE), writing=True).close()


async def test_a_passphrase_made_up_is_shown_once_and_typed_back(tmp_path: Path, shows, seen):
    path = tmp_path / "list.vault"
    async with (app := opening(path)).run_test(size=(80, 24)) as pilot:
        await shows(pilot, "ctrl+g: make one up")
        await pilot.press(*"bad", "enter")
        await shows(pilot, "9 more characters")
        await pilot.press("ctrl+g")
        assert "too short" not in await shows(pilot, "hard to guess for any computer: 76 random")
        first = app.screen.query_one("#passphrase")
        assert first.cursor_position == len(first.value) == 27
        (words,) = re.findall(r"\b(?:[a-z]{6}-){3}[a-z]{6}\b", seen(pilot))
        await pilot.press(*"another one")
        assert "too short" not in seen(pilot)
        await pilot.press("enter")
        assert words in await shows(pilot, "The two passphrases differ")
        await pilot.press(*words, "enter")
        await shows(pilot, "No accounts yet")
        assert isinstance(app.screen, AccountsScreen)
        await pilot.press("ctrl+q")
    open_vault(path, Secret(words), writing=True).close()


async def test_a_recovery_code_opens_the_list_in_the_same_field(vault: Vault, shows):
    code = new_code()
    wrap_by_code(vault, code)
    vault.close()
    async with opening(vault.path).run_test(size=(80, 24)) as pilot:
        await pilot.press(*code.reveal().lower(), "enter")
        await shows(pilot, "4 accounts")


async def test_an_older_copy_is_warned_of_and_opens(
    vault: Vault, shows, monkeypatch, tmp_path: Path
):
    monkeypatch.setenv("OPTOUT_TUI_STATE", str(tmp_path / "state"))
    Journal(vault, OpenQueue("q", Kind.CHECK, ()))  # opening it mends this, and saves
    later = vault.saved_at + timedelta(hours=1)
    note_state(vault.id, vault.path, vault.generation + 1, later)
    vault.close()
    async with opening(vault.path).run_test(size=(80, 40)) as pilot:
        await pilot.press(*PASSPHRASE, "enter")
        await shows(pilot, "4 accounts")
        await shows(pilot, "an older copy")
        await shows(pilot, f"{later:%H:%M:%S}")


async def test_a_list_of_the_practice_site_is_not_opened_for_the_live_service(
    vault: Vault, shows, seen
):
    vault.write(placed("http://127.0.0.1:8001"))
    vault.close()
    app = opening(vault.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*PASSPHRASE, "enter")
        await shows(pilot, "This list was used on the practice site")
        assert "4 accounts" not in seen(pilot)
        open_vault(vault.path, Secret(PASSPHRASE), writing=True).close()


async def test_enter_alone_opens_the_list_by_the_keyring_or_says_nothing(vault: Vault, shows, seen):
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    try:
        vault.close()
        async with opening(vault.path).run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            assert "keyring" not in seen(pilot)
        with open_vault(vault.path, Secret(PASSPHRASE), writing=True) as again:
            wrap_by(again, KEYRING, Secret(b"k" * 32))
        async with opening(vault.path).run_test(size=(80, 24)) as pilot:
            await pilot.press("enter")
            await shows(pilot, "no keyring service")
            await pilot.press(*PASSPHRASE, "enter")
            await shows(pilot, "4 accounts")
    finally:
        keyring.set_keyring(before)


async def test_a_wrong_passphrase_is_told_and_changes_nothing(vault: Vault, tmp_path: Path, shows):
    vault.close()
    before = state_of(tmp_path)
    app = opening(vault.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"not the right one", "enter")
        shown = await shows(pilot, "This passphrase does not open")
        assert "Is Caps Lock on? A recovery code goes into the same field." in " ".join(
            shown.replace("│", " ").split()
        )
        await pilot.press(*PASSPHRASE, "enter")
        await shows(pilot, "4 accounts")
        await pilot.press("ctrl+c")
    assert app.return_code == 130
    assert state_of(tmp_path) == before


async def test_a_list_that_is_open_elsewhere_is_told_so(vault: Vault, shows):
    app = opening(vault.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*PASSPHRASE, "enter")
        await shows(pilot, "Another optout-tui has")


async def test_the_typed_passphrase_is_neither_shown_nor_copied(vault: Vault, seen):
    app = opening(vault.path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*PASSPHRASE)
        await pilot.pause()
        field = app.screen.query_one("#passphrase")
        field.select_all()
        assert field.selected_text == PASSPHRASE
        field.action_copy()
        field.action_cut()
        await pilot.press("ctrl+x", "ctrl+insert", "ctrl+shift+c")
        assert field.value == PASSPHRASE
        assert app.clipboard == ""
        assert PASSPHRASE not in seen(pilot)


async def test_a_problem_goes_once_one_types_again(vault: Vault, seen, shows):
    vault.close()
    async with opening(vault.path).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"not the right one", "enter")
        await shows(pilot, "This passphrase does not open")
        await pilot.press("p")
        await pilot.pause()
        assert "does not open" not in seen(pilot)


async def test_a_second_enter_does_not_open_the_list_twice(vault: Vault, shows):
    vault.close()
    async with opening(vault.path).run_test(size=(80, 24)) as pilot:
        await pilot.press(*PASSPHRASE, "enter", "enter", "enter")
        await shows(pilot, "4 accounts")
