"""What the system refuses is said with its reason, and the vault is as it was before."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import VaultDamaged, VaultNotWritable
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Remove, Table, create_vault, open_vault
from optout_profiles.vault.sqlite_errors import translated

LARGE = 300_000
"""Bytes, more than the limits below allow."""


def test_a_full_disk_loses_nothing(
    small_vault: Path, passphrase: Secret[str], note: Any, read_again: Callable[[Path], Any]
) -> None:
    truth = read_again(small_vault)
    with open_vault(small_vault, passphrase, writing=True) as vault:
        # SQLite's own limit on pages fails where a full disk does, with the same code.
        vault._file._connection.execute("PRAGMA max_page_count=10")
        with pytest.raises(VaultNotWritable) as refusal:
            vault.write(
                Put(Table.ACCOUNTS, "a", note("lost")), Put(Table.RUNS, "r", note("x" * LARGE))
            )
        assert refusal.value.reason == "the disk is full"
        assert read_again(small_vault) == truth
        assert vault.get(Table.ACCOUNTS, "a", note) == note("newer label of a", 2)
        vault.write(Put(Table.ACCOUNTS, "a", note("saved")))
        assert vault.get(Table.ACCOUNTS, "a", note) == note("saved")
    assert read_again(small_vault)[Table.ACCOUNTS][0] == note("saved")


@pytest.fixture
def small_files() -> Any:
    """Let no file of this process grow beyond what the vault's header and a few pages need."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_write_that_the_system_refuses_loses_nothing(
    small_vault: Path,
    passphrase: Secret[str],
    note: Any,
    read_again: Callable[[Path], Any],
    small_files: None,
) -> None:
    truth = read_again(small_vault)
    with open_vault(small_vault, passphrase, writing=True) as vault:
        for _ in range(3):
            with pytest.raises(VaultNotWritable, match="input/output"):
                vault.write(Put(Table.RUNS, "r", note("x" * LARGE)))
        assert read_again(small_vault) == truth
        vault.write(Put(Table.RUNS, "r", note("small")))
    assert read_again(small_vault) == {**truth, Table.RUNS: [note("small")]}


def test_a_journal_that_cannot_be_made_is_named(
    small_vault: Path, passphrase: Secret[str], note: Any, read_again: Callable[[Path], Any]
) -> None:
    truth = read_again(small_vault)
    journal = small_vault.with_name(f"{small_vault.name}-journal")
    with open_vault(small_vault, passphrase, writing=True) as vault:
        journal.mkdir()
        with pytest.raises(VaultNotWritable, match="journal"):
            vault.write(Put(Table.RUNS, "r", note("lost")))
        journal.rmdir()
        vault.write(Put(Table.QUEUE, "q", note("saved")))
    assert read_again(small_vault) == {**truth, Table.QUEUE: [note("saved")]}


def test_a_failed_creation_leaves_nothing(path: Path, passphrase: Secret[str]) -> None:
    path.parent.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, before[1]))
    try:
        with pytest.raises(VaultNotWritable, match=f"^{path} can't be used"):
            create_vault(path, passphrase, TEST_COST)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [file.name for file in path.parent.iterdir()] == [f"{path.name}.lock"]
    create_vault(path, passphrase, TEST_COST).close()


PRIMARY_CODES = {
    name: getattr(sqlite3, name)
    for name in dir(sqlite3)
    if name.startswith("SQLITE_")
    and name not in {"SQLITE_OK", "SQLITE_ROW", "SQLITE_DONE", "SQLITE_DENY", "SQLITE_IGNORE"}
    and not name.startswith(("SQLITE_LIMIT_", "SQLITE_DBCONFIG_"))
    and isinstance(getattr(sqlite3, name), int)
}


@pytest.mark.parametrize("name", PRIMARY_CODES)
def test_every_error_of_sqlite_becomes_the_vaults(name: str, path: Path) -> None:
    error = sqlite3.OperationalError("what SQLite says of s3cret")
    error.sqlite_errorcode = PRIMARY_CODES[name]
    with pytest.raises((VaultDamaged, VaultNotWritable)) as refusal, translated(path):
        raise error
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("SQLITE_FULL", "full"),
        ("SQLITE_IOERR_FSYNC", "input/output"),
        ("SQLITE_READONLY_ROLLBACK", "written to"),
        ("SQLITE_CANTOPEN", "opened"),
        ("SQLITE_BUSY", "another program"),
    ],
)
def test_the_systems_reason_stands_in_the_sentence(name: str, reason: str, path: Path) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = getattr(sqlite3, name)
    with pytest.raises(VaultNotWritable, match=reason), translated(path):
        raise error


def test_only_the_owner_may_look(tmp_path: Path, passphrase: Secret[str], note: Any) -> None:
    path = tmp_path / "new" / "list.vault"
    before = os.umask(0)
    try:
        with create_vault(path, passphrase, TEST_COST) as vault:
            vault.write(Put(Table.RUNS, "r", note("saved")))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}


def test_file_and_journal_hold_nothing_in_clear(
    small_vault: Path, passphrase: Secret[str], cut_off: Callable[[Path], Path]
) -> None:
    half_done = cut_off(small_vault)
    journal = half_done.with_name(f"{half_done.name}-journal")
    found = b"".join(file.read_bytes() for file in small_vault.parent.iterdir())
    found += half_done.read_bytes() + journal.read_bytes()
    for canary in (b"label of", b"cookie of", passphrase.reveal().encode(), b"newer"):
        assert canary not in found
    assert b"sessions" in found


def test_what_is_put_twice_looks_different_each_time(
    small_vault: Path, passphrase: Secret[str], note: Any
) -> None:
    seen = set()
    with open_vault(small_vault, passphrase, writing=True) as vault:
        for _ in range(50):
            vault.write(Put(Table.ACCOUNTS, "b", note("the same")))
            with vault._file.transaction(writing=False):
                seen.add(vault._file.content(2))
                seen.add(vault._file.manifest())
    assert len(seen) == 100


def test_what_was_removed_is_gone_from_the_file(small_vault: Path, passphrase: Secret[str]) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        with vault._file.transaction(writing=False):
            content = vault._file.content(5)
        assert isinstance(content, bytes)
        assert content in small_vault.read_bytes()
        vault.write(Remove(Table.SESSIONS, "b"))
        assert content[8:] not in small_vault.read_bytes()


def test_no_repr_tells_a_key(small_vault: Path, passphrase: Secret[str]) -> None:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        words = " ".join(repr(one) for one in (vault, vault._keys, vault._file, passphrase))
    assert passphrase.reveal() not in words
    assert "\\x" not in words


def test_the_vault_draws_nothing_and_starts_no_browser() -> None:
    code = "import sys, optout_profiles.vault; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert {"cryptography", "msgspec"} <= set(loaded)
    assert not {"textual", "rich", "playwright"} & set(loaded)
