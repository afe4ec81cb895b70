"""Making a vault and unlocking one.

Owns the order in which a file is doubted: what it is, who holds it, whether it is sound, and only
then the passphrase. Nothing is written before all of it is answered, but for the roll-back of a
save that a killed process left half done: SQLite does that, for readers too.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from filelock import BaseFileLock

from optout_profiles.errors import (
    PassphraseTooWeak,
    VaultDamaged,
    VaultExists,
    VaultNotWritable,
    WrongPassphrase,
)
from optout_profiles.secret import Secret
from optout_profiles.vault.cost import DEFAULT_COST, FLOOR, TEST_COST, KdfCost
from optout_profiles.vault.file import VaultFile, write_new_file
from optout_profiles.vault.first_page import refuse_other_files
from optout_profiles.vault.header import PASSPHRASE, Header, StoredSlot
from optout_profiles.vault.keys import (
    SHORTEST_PASSPHRASE,
    KdfFailed,
    Keys,
    is_too_short,
    new_data_key,
    new_slot,
    opened_slot,
)
from optout_profiles.vault.lock import lock_for_writing
from optout_profiles.vault.manifest import EMPTY
from optout_profiles.vault.sqlite_errors import translated
from optout_profiles.vault.vault import Vault


def create_vault(path: Path, passphrase: Secret[str], cost: KdfCost = DEFAULT_COST) -> Vault:
    """Make an empty vault and return it open for writing.

    The file gets mode 0600, its folder 0700 if it has to be made; both appear whole or not at
    all. Raises ``PassphraseTooWeak``, ``VaultExists``, ``VaultHeld`` or ``VaultNotWritable``, and
    ``ValueError`` for a cost below the floor that isn't ``TEST_COST``. Takes as long as the KDF.
    """
    if cost != TEST_COST and not cost.is_at_least(FLOOR):
        raise ValueError("this cost is too low for a new vault")
    if is_too_short(passphrase):
        raise PassphraseTooWeak(path, SHORTEST_PASSPHRASE)
    with _system_errors(path):
        if os.path.lexists(path):
            raise VaultExists(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = lock_for_writing(path)
    with _released_on_failure(lock):
        vault_id, data_key = secrets.token_hex(16), new_data_key()
        with _kdf_errors(path):
            slot = new_slot(data_key, passphrase, cost, vault_id)
        header = Header(vault_id, (StoredSlot(PASSPHRASE, msgspec.msgpack.encode(slot)),))
        keys = Keys(data_key, vault_id)
        manifest = keys.seal_manifest(msgspec.msgpack.encode(EMPTY), header.digest)
        _put_in_place(path, header, manifest)
        return _vault(VaultFile(path, writing=True), header, keys, lock)


def open_vault(path: Path, passphrase: Secret[str], *, writing: bool) -> Vault:
    """Return the vault, unlocked; may be run in another thread than the vault is used in.

    Raises, in this order of looking: ``VaultMissing``, ``NotAVault``, ``VaultTooNew``,
    ``VaultHeld`` (only for writing), ``VaultDamaged``, ``WrongPassphrase``; and
    ``VaultNotWritable`` wherever the system refuses. The file is then as it was. Takes as long
    as the KDF.
    """
    refuse_other_files(path)
    lock = lock_for_writing(path) if writing else None
    with _released_on_failure(lock):
        file = VaultFile(path, writing=writing)
        try:
            header, keys = _unlocked(file, passphrase)
        except BaseException:
            file.close()
            raise
        return _vault(file, header, keys, lock)


def _unlocked(file: VaultFile, passphrase: Secret[str]) -> tuple[Header, Keys]:
    with file.transaction(writing=False):
        file.refuse_another_schema()
        header = file.header()
    try:
        slot = header.passphrase_slot()
    except (ValueError, msgspec.DecodeError) as error:
        raise VaultDamaged(file.path, "its key slot is not sound") from error
    try:
        with _kdf_errors(file.path):
            return header, Keys(opened_slot(slot, passphrase, header.vault_id), header.vault_id)
    except InvalidTag as error:
        raise WrongPassphrase(file.path) from error


def _vault(file: VaultFile, header: Header, keys: Keys, lock: BaseFileLock | None) -> Vault:
    try:
        return Vault(file, header, keys, lock)
    except BaseException:
        file.close()
        raise


def _put_in_place(path: Path, header: Header, manifest: bytes) -> None:
    """Write the file aside and rename it, so that no half-made vault is ever found."""
    aside = path.with_name(f".{path.name}.new-{secrets.token_hex(4)}")
    try:
        with _system_errors(path):
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with translated(path):
            write_new_file(aside, header, manifest)
        _rename_and_sync(aside, path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def _rename_and_sync(aside: Path, path: Path) -> None:
    with _system_errors(path):
        if os.path.lexists(path):
            raise VaultExists(path)
        aside.rename(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _released_on_failure(lock: BaseFileLock | None) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if lock is not None:
            lock.release()
        raise


@contextmanager
def _system_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise VaultNotWritable(path, error.strerror or "the system refused it") from error


@contextmanager
def _kdf_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except KdfFailed as error:
        raise VaultNotWritable(path, str(error)) from error
