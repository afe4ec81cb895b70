"""An older copy of the whole file is told as one, and nothing is refused for it."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.secret import Secret
from optout_profiles.vault import Put, Table, open_vault
from optout_profiles.vault.sightings import (
    COPIES,
    PLACES,
    VAULTS,
    Older,
    look_at,
    note_copy,
    note_state,
    sighting_of,
)

MOMENT = datetime(2026, 11, 23, tzinfo=UTC)
PLACE = Path("/lists/list.vault")
FROZEN = Path(__file__).parents[2] / "data" / "vaults" / "format-1-cheap.vault"
FROZEN_WORDS = Secret("plainly fake pässphrase")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPTOUT_TUI_STATE", str(tmp_path / "state"))
    return tmp_path / "state" / "vaults-seen.json"


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """Return a vault that was saved long ago."""
    return Path(shutil.copy(FROZEN, tmp_path / "list.vault"))


def save(path: Path, note: Any) -> datetime:
    """Save to a frozen vault once more, and return when."""
    with open_vault(path, FROZEN_WORDS, writing=True) as vault:
        look_at(vault)
        vault.write(Put(Table.RUNS, "r", note("later")))
        return vault.saved_at


def told_of(path: Path) -> Older | None:
    with open_vault(path, FROZEN_WORDS, writing=False) as vault:
        return look_at(vault)


def test_an_older_copy_in_the_lists_place_is_told_with_both_times(frozen, tmp_path, note) -> None:
    newest = save(frozen, note)
    assert datetime.now(UTC) - newest < timedelta(minutes=1)
    shutil.copy(FROZEN, frozen)
    for _ in range(2):
        told = told_of(frozen)
        assert told is not None
        assert (told.seen_at, told.newer) == (newest, None)
        assert told.saved_at < newest
    save(frozen, note)
    assert told_of(frozen) is None


def test_an_older_copy_elsewhere_is_told_with_where_the_newer_one_is(frozen, tmp_path, note):
    newest = save(frozen, note)
    older = Path(shutil.copy(FROZEN, tmp_path / "older.vault"))
    for _ in range(2):
        told = told_of(older)
        assert told is not None
        assert (told.seen_at, told.newer) == (newest, frozen)
    assert told_of(frozen) is None
    save(older, note)
    assert [told_of(older), told_of(frozen)] == [None, None]


def test_of_two_lists_that_go_their_own_ways_neither_is_called_older(frozen, tmp_path, note):
    assert told_of(frozen) is None
    other = Path(shutil.copy(frozen, tmp_path / "copy.vault"))
    with open_vault(other, FROZEN_WORDS, writing=False) as vault:
        note_state(vault.id, other, vault.generation + 9, datetime.now(UTC))  # as restore does
    assert told_of(frozen) is None
    save(frozen, note)
    assert told_of(frozen) is None


def test_what_was_saved_later_or_at_the_same_time_is_never_called_older(frozen) -> None:
    with open_vault(frozen, FROZEN_WORDS, writing=False) as vault:
        note_state(vault.id, frozen, vault.generation + 9, vault.saved_at)
        assert look_at(vault) is None
        note_state(vault.id, frozen, vault.generation + 9, vault.saved_at + timedelta(seconds=1))
        assert look_at(vault) is not None


def test_what_is_saved_is_seen_when_the_vault_closes(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        look_at(vault)
        first = sighting_of(vault.id).generation
        vault.write(Put(Table.RUNS, "r", note("x")))
        vault.write(Put(Table.RUNS, "r", note("y")))
        assert first == vault.generation - 2
    assert sighting_of(vault.id).generation == first + 2
    (state,) = sighting_of(vault.id).states.values()
    assert state.moment == vault.saved_at


def test_the_file_is_private_and_bounded(state: Path) -> None:
    for number in range(VAULTS + 5):
        note_state(f"{number:032x}", PLACE, 1, MOMENT)
    known = json.loads(state.read_bytes())
    assert len(known) == VAULTS
    assert f"{4:032x}" not in known
    assert f"{5:032x}" in known
    assert state.stat().st_mode & 0o777 == 0o600
    assert state.parent.stat().st_mode & 0o777 == 0o700
    assert list(state.parent.iterdir()) == [state]


def test_a_vault_that_is_used_is_not_the_one_that_is_let_go(state: Path) -> None:
    note_state("a" * 32, PLACE, 1, MOMENT)
    for number in range(VAULTS - 1):
        note_state(f"{number:032x}", PLACE, 1, MOMENT)
    note_state("a" * 32, PLACE, 2, MOMENT)
    note_state("b" * 32, PLACE, 1, MOMENT)
    assert sighting_of("a" * 32).generation == 2


def test_places_are_bounded_and_the_newest_stay() -> None:
    for number in range(PLACES + 2):
        note_state("a" * 32, Path(f"/lists/{number}"), 1, MOMENT)
    states = sighting_of("a" * 32).states
    assert list(states) == [f"/lists/{number}" for number in range(2, PLACES + 2)]


def test_an_older_state_takes_nothing_back(state: Path) -> None:
    note_state("a" * 32, PLACE, 5, MOMENT)
    before = state.read_bytes()
    note_state("a" * 32, PLACE, 4, MOMENT - timedelta(days=1))
    assert state.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"a": 1}', b'{"a": {"states": {"x": {}}}}', b"\xff", bytes(99)]
)
def test_a_broken_file_is_as_none(state: Path, content: bytes) -> None:
    state.parent.mkdir()
    state.write_bytes(content)
    assert sighting_of("a" * 32).generation == 0
    note_state("a" * 32, PLACE, 7, MOMENT)
    assert sighting_of("a" * 32).generation == 7


def test_where_nothing_can_be_kept_the_vault_opens_all_the_same(
    small_vault: Path, passphrase: Secret[str], state: Path, read_again: Callable[[Path], Any]
) -> None:
    state.parent.parent.mkdir(exist_ok=True)
    state.parent.write_bytes(b"a file where a folder should be")
    with open_vault(small_vault, passphrase, writing=True) as vault:
        assert look_at(vault) is None
    assert read_again(small_vault)


def test_a_state_folder_that_is_no_place_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_TUI_STATE", "~nobody-of-this-name/x")
    note_state("a" * 32, PLACE, 7, MOMENT)
    assert sighting_of("a" * 32).generation == 0


def test_where_backups_were_written_is_kept(
    state: Path, small_vault: Path, passphrase: Any
) -> None:
    with open_vault(small_vault, passphrase, writing=False) as vault:
        for number in range(COPIES + 3):
            note_copy(vault, Path(f"/backups/{number}"))
        note_copy(vault, Path("/backups/9"))
        note_state(vault.id, PLACE, 99, MOMENT)
        copies = sighting_of(vault.id).copies
    assert len(copies) == COPIES
    assert copies[0] == "/backups/3"
    assert sighting_of(vault.id).generation == 99


@pytest.mark.timeout(20)
def test_a_pipe_in_the_place_of_what_was_seen_is_not_waited_for(
    small_vault: Path, passphrase: Secret[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPTOUT_TUI_STATE", str(tmp_path / "state"))
    (tmp_path / "state").mkdir()
    os.mkfifo(tmp_path / "state" / "vaults-seen.json")
    with open_vault(small_vault, passphrase, writing=False) as vault:
        assert look_at(vault) is None
