"""Every reason not to open a vault has its own sentence, and costs the file nothing."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import (
    NotAVault,
    PassphraseTooWeak,
    VaultDamaged,
    VaultError,
    VaultExists,
    VaultHeld,
    VaultMissing,
    VaultNotWritable,
    VaultTooNew,
    WrongPassphrase,
)
from optout_profiles.secret import Secret
from optout_profiles.vault import (
    DEFAULT_COST,
    TEST_COST,
    KdfCost,
    Put,
    Table,
    create_vault,
    open_vault,
)

State = Callable[[Path], dict[str, str]]
Edit = Callable[..., None]


def refused(path: Path, words: Secret[str], kind: type[VaultError], *, writing: bool) -> str:
    with pytest.raises(kind) as refusal:
        open_vault(path, words, writing=writing)
    assert type(refusal.value) is kind
    assert not words.reveal() or words.reveal() not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize("writing", [False, True])
class TestOpening:
    def test_a_missing_vault_is_not_made(
        self, path: Path, passphrase: Secret[str], writing: bool
    ) -> None:
        refused(path, passphrase, VaultMissing, writing=writing)
        assert not path.parent.exists()

    @pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0", bytes(5000)])
    def test_another_file_is_left_alone(
        self,
        path: Path,
        passphrase: Secret[str],
        folder_state: State,
        writing: bool,
        content: bytes,
    ) -> None:
        path.parent.mkdir()
        path.write_bytes(content)
        before = folder_state(path)
        refused(path, passphrase, NotAVault, writing=writing)
        assert folder_state(path) == before

    def test_another_programs_database_is_not_a_vault(
        self, path: Path, passphrase: Secret[str], folder_state: State, writing: bool
    ) -> None:
        path.parent.mkdir()
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE header (vault_id TEXT)")
        connection.close()
        before = folder_state(path)
        refused(path, passphrase, NotAVault, writing=writing)
        assert folder_state(path) == before

    def test_a_folder_or_a_pipe_is_not_a_vault(
        self, tmp_path: Path, passphrase: Secret[str], writing: bool
    ) -> None:
        os.mkfifo(tmp_path / "pipe")
        refused(tmp_path, passphrase, NotAVault, writing=writing)
        refused(tmp_path / "pipe", passphrase, NotAVault, writing=writing)

    def test_a_newer_format_is_named(
        self,
        small_vault: Path,
        passphrase: Secret[str],
        altered: Edit,
        folder_state: State,
        writing: bool,
    ) -> None:
        altered(small_vault, "PRAGMA user_version=7")
        before = folder_state(small_vault)
        assert "format 7" in refused(small_vault, passphrase, VaultTooNew, writing=writing)
        assert folder_state(small_vault) == before

    def test_a_wrong_passphrase_is_not_called_damage(
        self, small_vault: Path, folder_state: State, writing: bool
    ) -> None:
        before = folder_state(small_vault)
        for number in range(100):
            refused(small_vault, Secret(f"wrong {number}"), WrongPassphrase, writing=writing)
        refused(small_vault, Secret(""), WrongPassphrase, writing=writing)
        refused(small_vault, Secret("\udce9\0"), WrongPassphrase, writing=writing)
        assert folder_state(small_vault) == before

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE slots SET body = substr(body, 1, 50)",
            "UPDATE slots SET body = x'c1'",
            "UPDATE header SET vault_id = substr(vault_id, 2) || substr(vault_id, 1, 1)",
            "UPDATE header SET vault_id = 'x'",
            "DELETE FROM header",
            "DELETE FROM slots",
            "DELETE FROM manifest",
            "UPDATE manifest SET sealed = 7",
            "DROP TABLE contents",
            "CREATE TABLE more (x)",
            "CREATE VIEW more AS SELECT 1",
            "CREATE INDEX more ON records (entry)",
            "CREATE TRIGGER more AFTER UPDATE ON records BEGIN DELETE FROM contents; END",
        ],
    )
    def test_damage_is_not_called_a_wrong_passphrase(
        self,
        small_vault: Path,
        passphrase: Secret[str],
        altered: Edit,
        folder_state: State,
        writing: bool,
        statement: str,
    ) -> None:
        altered(small_vault, statement)
        before = folder_state(small_vault)
        refused(small_vault, passphrase, VaultDamaged, writing=writing)
        assert folder_state(small_vault) == before

    def test_a_file_set_to_a_write_ahead_log_is_not_touched(
        self,
        small_vault: Path,
        passphrase: Secret[str],
        altered: Edit,
        folder_state: State,
        writing: bool,
    ) -> None:
        altered(small_vault, "PRAGMA journal_mode=WAL")
        before = folder_state(small_vault)
        refused(small_vault, passphrase, VaultDamaged, writing=writing)
        assert folder_state(small_vault) == before

    @pytest.mark.parametrize("length", [100, 4095, 4096, 9000, 20480])
    def test_a_truncated_vault_is_damaged(
        self,
        small_vault: Path,
        passphrase: Secret[str],
        folder_state: State,
        writing: bool,
        length: int,
    ) -> None:
        os.truncate(small_vault, length)
        before = folder_state(small_vault)
        refused(small_vault, passphrase, VaultDamaged, writing=writing)
        assert folder_state(small_vault) == before


def test_a_corrupt_lock_file_is_no_obstacle(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    small_vault.with_name(f"{small_vault.name}.lock").write_bytes(b"\xff garbage\0")
    with open_vault(small_vault, passphrase, writing=True) as vault:
        vault.write(Put(Table.RUNS, "r", note("saved")))


def test_a_lock_that_cannot_be_taken_is_the_systems_refusal(
    small_vault: Path, passphrase: Secret[str]
) -> None:
    lock = small_vault.with_name(f"{small_vault.name}.lock")
    lock.unlink()
    lock.mkdir()
    refused(small_vault, passphrase, VaultNotWritable, writing=True)
    with open_vault(small_vault, passphrase, writing=False):
        pass


def test_nothing_is_made_where_something_is(
    small_vault: Path, passphrase: Secret[str], folder_state: State
) -> None:
    before = folder_state(small_vault)
    with pytest.raises(VaultExists):
        create_vault(small_vault, passphrase, TEST_COST)
    assert folder_state(small_vault) == before


def test_a_dangling_link_is_not_written_through(path: Path, passphrase: Secret[str]) -> None:
    path.parent.mkdir()
    path.symlink_to(path.parent / "elsewhere")
    with pytest.raises(VaultExists):
        create_vault(path, passphrase, TEST_COST)
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_the_systems_refusal(
    tmp_path: Path, passphrase: Secret[str]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VaultNotWritable) as refusal:
        create_vault(tmp_path / "file" / "folder" / "list.vault", passphrase, TEST_COST)
    assert refusal.value.reason == "Not a directory"


@pytest.mark.parametrize("words", ["", "eleven char", "e\u0301" * 11])
def test_a_short_passphrase_makes_no_vault(path: Path, words: str) -> None:
    with pytest.raises(PassphraseTooWeak):
        create_vault(path, Secret(words), TEST_COST)
    assert not path.parent.exists()


def test_a_passphrase_typed_on_another_keyboard_still_opens(path: Path) -> None:
    create_vault(path, Secret("caf\u00e9 au lait noir"), TEST_COST).close()
    open_vault(path, Secret("cafe\u0301 au lait noir"), writing=False).close()


def test_only_the_named_test_cost_goes_below_the_floor(path: Path, passphrase: Secret[str]) -> None:
    with pytest.raises(ValueError, match="too low"):
        create_vault(path, passphrase, KdfCost(memory=32 * 1024, passes=3, lanes=4))
    assert not path.parent.exists()
    assert (DEFAULT_COST.memory, DEFAULT_COST.passes) == (256 * 1024, 3)


def test_a_link_to_a_vault_lets_no_second_writer_in(
    small_vault: Path, passphrase: Secret[str]
) -> None:
    link = small_vault.with_name("link.vault")
    link.symlink_to(small_vault)
    with open_vault(small_vault, passphrase, writing=True), pytest.raises(VaultHeld):
        open_vault(link, passphrase, writing=True)
    with open_vault(link, passphrase, writing=True), pytest.raises(VaultHeld):
        open_vault(small_vault, passphrase, writing=True)


def test_a_vault_with_two_names_is_not_written(small_vault: Path, passphrase: Secret[str]) -> None:
    twin = small_vault.with_name("twin.vault")
    twin.hardlink_to(small_vault)
    for name in (small_vault, twin):
        with pytest.raises(VaultNotWritable, match="hard link"):
            open_vault(name, passphrase, writing=True)
        open_vault(name, passphrase, writing=False).close()
    twin.unlink()
    open_vault(small_vault, passphrase, writing=True).close()
