"""A backup is the whole state or none, and one that is put back leaves nothing behind it lost."""

import resource
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optout_profiles.errors import (
    VaultDamaged,
    VaultError,
    VaultExists,
    VaultHeld,
    VaultNotWritable,
)
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault, open_vault
from optout_profiles.vault.backups import (
    back_up,
    copies_opened_by,
    keep_copy,
    put_back,
    to_be_replaced,
)
from optout_profiles.vault.header import Header
from optout_profiles.vault.opening import header_of
from optout_profiles.vault.placing import put_in_place
from optout_profiles.vault.recovery import new_code
from optout_profiles.vault.rekeying import change_passphrase, wrap_by_code
from optout_profiles.vault.rewriting import _compare, write_anew

Read = Callable[..., Any]


@pytest.fixture
def opened(small_vault: Path, passphrase: Secret[str]) -> Any:
    with open_vault(small_vault, passphrase, writing=True) as vault:
        yield vault


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "copy.vault"


def test_a_backup_holds_everything_but_sign_ins_and_opens_by_the_same_keys(
    opened: Vault, target: Path, everything: Read, passphrase: Secret[str]
) -> None:
    wrap_by_code(opened, code := new_code())
    back_up(opened, target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target]
    for words in (passphrase, code):
        with open_vault(target, words, writing=False) as copy:
            assert everything(copy) == {**everything(opened), Table.SESSIONS: []}
            assert (copy.id, copy.generation) == (opened.id, opened.generation)


def test_sign_ins_are_in_a_backup_that_was_asked_for_them(
    opened: Vault, target: Path, everything: Read, passphrase: Secret[str]
) -> None:
    back_up(opened, target, with_sessions=True)
    with open_vault(target, passphrase, writing=False) as copy:
        assert everything(copy) == everything(opened)
        assert everything(copy)[Table.SESSIONS]


def test_a_backup_writes_over_nothing(opened: Vault, target: Path) -> None:
    target.write_text("something else")
    with pytest.raises(VaultExists):
        back_up(opened, target)
    with pytest.raises(VaultExists):
        back_up(opened, opened.path)
    assert target.read_text() == "something else"
    assert list(target.parent.iterdir()) == [target]


def test_a_backup_that_cannot_be_written_leaves_nothing(opened: Vault, target: Path) -> None:
    target.parent.rmdir()
    with pytest.raises(VaultNotWritable, match="No such file"):
        back_up(opened, target)


@pytest.mark.parametrize("table", ["contents", "records"])
def test_no_backup_is_made_of_damage(
    opened: Vault, target: Path, altered: Callable[..., None], table: str
) -> None:
    altered(opened.path, f"DELETE FROM {table} WHERE place = 2")
    opened._seen = b""
    with pytest.raises(VaultDamaged, match=r"of accounts is missing|was removed"):
        back_up(opened, target)
    assert not list(target.parent.iterdir())


def test_a_copy_that_is_not_what_was_written_is_noticed(
    opened: Vault, target: Path, altered: Callable[..., None], passphrase: Secret[str]
) -> None:
    """As on a disk that lies: one record of the copy is another one when it is compared."""
    back_up(opened, target)
    with open_vault(target, passphrase, writing=False) as copy, copy.held() as copied:
        new, keyed = copied.entries, (copied.header, copied.keys)
    with opened.held() as held:
        assert not {one.nonce for one in new} & {one.nonce for one in held.entries}
        pairs = list(zip(held.entries, new, strict=False))
        _compare(target, target, keyed, pairs, held)
        exchanged = [(pairs[1][0], new[0]), (pairs[0][0], new[1]), *pairs[2:]]
        for wrong in (exchanged, pairs[1:]):
            with pytest.raises(VaultDamaged, match="was not kept"):
                _compare(target, target, keyed, wrong, held)
        altered(target, "UPDATE contents SET sealed = zeroblob(60) WHERE place = 3")
        with pytest.raises(VaultDamaged, match="record c of accounts"):
            _compare(target, target, keyed, pairs, held)


def test_a_copy_that_fails_its_check_is_not_kept(target: Path) -> None:
    def refuse(aside: Path) -> None:
        assert aside.exists()
        raise VaultDamaged(target, "a test says so")

    with pytest.raises(VaultDamaged):
        put_in_place(target, Header("0" * 32, ()), b"", check=refuse)
    assert not list(target.parent.iterdir())


def test_copies_that_the_old_passphrase_opens_are_found(
    opened: Vault, target: Path, passphrase: Secret[str]
) -> None:
    old = header_of(opened.path)
    back_up(opened, target)
    beside = keep_copy(opened)
    with create_vault(opened.path.with_name("other.vault"), passphrase, TEST_COST):
        pass
    opened.path.with_name("notes.txt").write_text("no vault")
    vault, kept = change_passphrase(opened, Secret("another long passphrase"), TEST_COST)
    assert kept != beside
    assert set(copies_opened_by(old, vault.path)) == {kept, beside}
    known = [target, target.with_name("gone")]
    assert set(copies_opened_by(old, vault.path, known)) == {kept, beside, target}
    assert copies_opened_by(header_of(vault.path), vault.path) == []
    vault.close()


class TestPuttingBack:
    def test_gives_the_backups_state_and_keeps_the_replaced_one(
        self, opened: Vault, target: Path, everything: Read, passphrase: Secret[str], note: Any
    ) -> None:
        back_up(opened, target)
        opened.write(Put(Table.RUNS, "later", note("made after the backup")))
        later, generation = everything(opened), opened.generation
        opened.close()
        with open_vault(target, passphrase, writing=False) as backup:
            truth = everything(backup)
            with to_be_replaced(opened.path):
                kept = put_back(backup, opened.path, generation + 1)
        assert kept is not None
        with open_vault(opened.path, passphrase, writing=True) as vault:
            assert everything(vault) == truth
            assert vault.generation == generation + 1
            vault.write(Put(Table.RUNS, "r", note("goes on")))
        with open_vault(kept, passphrase, writing=False) as vault:
            assert everything(vault) == later
        assert kept.stat().st_mode & 0o777 == 0o600

    def test_where_nothing_was_makes_the_vault(
        self, opened: Vault, target: Path, everything: Read, passphrase: Secret[str]
    ) -> None:
        back_up(opened, target, with_sessions=True)
        new = target.parent / "new folder" / "list.vault"
        with open_vault(target, passphrase, writing=False) as backup:
            with to_be_replaced(new):
                assert put_back(backup, new, 1) is None
            with open_vault(new, passphrase, writing=True) as vault:
                assert everything(vault) == everything(backup)

    @pytest.mark.parametrize("is_blocked", [False, True])
    def test_replaces_a_ruin_and_keeps_that_too(
        self,
        small_vault: Path,
        target: Path,
        passphrase: Secret[str],
        everything: Read,
        is_blocked: bool,
    ) -> None:
        with open_vault(small_vault, passphrase, writing=False) as vault:
            back_up(vault, target)
        small_vault.write_bytes(ruin := small_vault.read_bytes()[:5000])
        journal = small_vault.with_name(f"{small_vault.name}-journal")
        if is_blocked:
            journal.mkdir()  # SQLite can neither use it nor remove it
        else:
            journal.write_bytes(b"a journal of another day")
        with open_vault(target, passphrase, writing=False) as backup:
            with to_be_replaced(small_vault):
                kept = put_back(backup, small_vault, 50)
            assert kept is not None
            assert kept.read_bytes() == ruin
            assert not journal.exists()
            with open_vault(small_vault, passphrase, writing=True) as vault:
                assert everything(vault) == everything(backup)

    def test_finishes_a_save_that_was_cut_off_before_it_keeps_the_file(
        self,
        small_vault: Path,
        cut_off: Callable[[Path], Path],
        passphrase: Secret[str],
        read_again: Read,
    ) -> None:
        truth = read_again(small_vault)
        half_done = cut_off(small_vault)
        with (
            open_vault(small_vault, passphrase, writing=False) as backup,
            to_be_replaced(half_done),
        ):
            kept = put_back(backup, half_done, 50)
        assert kept is not None
        assert read_again(kept) == truth
        assert read_again(half_done) == truth

    def test_is_refused_while_the_vault_is_open_elsewhere(self, opened: Vault) -> None:
        with pytest.raises(VaultHeld), to_be_replaced(opened.path):
            pytest.fail("somebody else may write")

    def test_of_a_damaged_backup_leaves_the_vault_as_it_was(
        self,
        small_vault: Path,
        target: Path,
        altered: Callable[..., None],
        passphrase: Secret[str],
    ) -> None:
        shutil.copy(small_vault, target)
        altered(target, "UPDATE contents SET sealed = zeroblob(60) WHERE place = 2")
        before = small_vault.read_bytes()
        with (
            open_vault(target, passphrase, writing=False) as backup,
            to_be_replaced(small_vault),
            pytest.raises(VaultDamaged, match="record b of accounts"),
        ):
            put_back(backup, small_vault, 50)
        assert small_vault.read_bytes() == before

    def test_without_room_leaves_the_vault_as_it_was(
        self, small_vault: Path, target: Path, passphrase: Secret[str]
    ) -> None:
        shutil.copy(small_vault, target)
        before = small_vault.read_bytes()
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        with open_vault(target, passphrase, writing=False) as backup, to_be_replaced(small_vault):
            resource.setrlimit(resource.RLIMIT_FSIZE, (9000, limits[1]))
            try:
                with pytest.raises(VaultError):
                    put_back(backup, small_vault, 50)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert small_vault.read_bytes() == before
        names = {one.name for one in small_vault.parent.iterdir()}
        assert names == {small_vault.name, f"{small_vault.name}.lock"}


def test_a_vault_may_be_written_anew_in_its_own_place(
    opened: Vault, everything: Read, read_again: Read
) -> None:
    truth = everything(opened)
    write_anew(opened, opened.path, replacing=True)
    with pytest.raises(VaultNotWritable, match="replaced"):
        everything(opened)
    opened.close()
    assert read_again(opened.path) == truth
