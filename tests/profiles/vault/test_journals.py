"""What lies beside a vault under its journal's name can't make SQLite harm anything."""

import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import VaultDamaged, VaultError, VaultNotWritable, WrongPassphrase
from optout_profiles.secret import Secret
from optout_profiles.vault import open_vault
from optout_profiles.vault.journals import MAGIC

SECTOR = 512


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def header(pages: int, records: int = 0) -> bytes:
    """Return a journal's first sector: https://www.sqlite.org/fileformat.html."""
    return (MAGIC + struct.pack(">IIIII", records, 12345, pages, SECTOR, 4096)).ljust(SECTOR, b"\0")


def naming(victim: Path) -> bytes:
    """Return a journal that belongs to several databases, and names what holds them together."""
    name = os.fsencode(victim)
    end = struct.pack(">II", len(name), sum(name)) + MAGIC
    return header(6) + struct.pack(">I", 0x40000000 // 4096 + 1) + name + end


@pytest.mark.parametrize("writing", [True, False])
def test_no_journal_removes_another_file(
    small_vault: Path, passphrase: Secret[str], writing: bool
) -> None:
    victim, before = small_vault.with_name("thesis.txt"), small_vault.read_bytes()
    victim.write_text("the only one")
    journal_of(small_vault).write_bytes(naming(victim))
    for words in (passphrase, Secret("no such passphrase")):
        with pytest.raises(VaultDamaged, match="names another file"):
            open_vault(small_vault, words, writing=writing)
    assert victim.read_text() == "the only one"
    assert small_vault.read_bytes() == before


def test_sqlite_itself_would_remove_it(small_vault: Path) -> None:
    """The control: the journal is what it is taken for."""
    victim = small_vault.with_name("thesis.txt")
    victim.write_text("the only one")
    journal_of(small_vault).write_bytes(naming(victim))
    connection = sqlite3.connect(small_vault)
    connection.execute("SELECT * FROM header").fetchall()
    connection.close()
    assert not victim.exists()


def test_no_journal_empties_the_vault(small_vault: Path, passphrase: Secret[str]) -> None:
    before = small_vault.read_bytes()
    journal_of(small_vault).write_bytes(header(0))
    with pytest.raises(VaultDamaged, match="would empty it"):
        open_vault(small_vault, passphrase, writing=True)
    assert small_vault.read_bytes() == before


@pytest.mark.timeout(20)
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda at: at.symlink_to("/dev/zero")])
def test_what_is_no_file_is_not_waited_for(
    small_vault: Path, passphrase: Secret[str], make: Callable[[Path], None]
) -> None:
    make(journal_of(small_vault))
    for writing in (True, False):
        with pytest.raises(VaultNotWritable, match="in the place of its journal"):
            open_vault(small_vault, passphrase, writing=writing)


def test_one_that_comes_while_the_vault_is_open_is_doubted_too(
    small_vault: Path, passphrase: Secret[str], everything: Callable[..., Any]
) -> None:
    victim = small_vault.with_name("thesis.txt")
    victim.write_text("the only one")
    with open_vault(small_vault, passphrase, writing=False) as vault:
        journal_of(small_vault).write_bytes(naming(victim))
        with pytest.raises(VaultDamaged):
            everything(vault)
        journal_of(small_vault).unlink()
        everything(vault)
    assert victim.exists()


def test_somebody_elses_is_left_alone(small_vault: Path, passphrase: Secret[str]) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file to somebody else")
    journal = journal_of(small_vault)
    journal.write_bytes(header(6))
    os.chown(journal, 65534, 65534)
    with pytest.raises(VaultNotWritable, match="somebody else"):
        open_vault(small_vault, passphrase, writing=True)


def test_a_save_that_was_cut_off_is_rolled_back_as_before(
    small_vault: Path,
    passphrase: Secret[str],
    cut_off: Callable[[Path], Path],
    read_again: Callable[[Path], Any],
) -> None:
    truth = read_again(small_vault)
    half_done = cut_off(small_vault)
    assert journal_of(half_done).read_bytes().startswith(MAGIC)
    assert read_again(half_done) == truth
    shutil.copy(half_done, half_done.with_name("again"))
    with pytest.raises((WrongPassphrase, VaultError)):
        open_vault(half_done, Secret("no such passphrase"), writing=False)
