"""Making a vault and unlocking one.

Owns the order in which a file is doubted: what it is, who holds it, whether it is sound, and only
then the passphrase. Nothing is written before all of it is answered, but for the roll-back of a
save that a killed process left half done: SQLite does that, for readers too.
"""

import os
import secrets
from collections.abc import Callable, Iterator
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
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.first_page import refuse_other_files
from optout_profiles.vault.header import KEYRING, PASSPHRASE, RECOVERY, Header
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.lock import lock_for_writing
from optout_profiles.vault.manifest import manifest_of
from optout_profiles.vault.placing import put_in_place, sweep_asides, system_errors
from optout_profiles.vault.recovery import code_secret, is_mistyped
from optout_profiles.vault.slots import (
    SHORTEST_PASSPHRASE,
    KdfFailed,
    is_too_short,
    new_data_key,
    new_slot,
    opened_secret_slot,
    opened_slot,
)
from optout_profiles.vault.vault import Vault

Unlock = Callable[[Header], Secret[bytes]]
"""From a header to the data key; raises ``InvalidTag`` and what its slot's reading raises."""


def create_vault(path: Path, passphrase: Secret[str], cost: KdfCost = DEFAULT_COST) -> Vault:
    """Make an empty vault and return it open for writing.

    The file gets mode 0600, its folder 0700 if it has to be made; both appear whole or not at
    all. Raises ``PassphraseTooWeak``, ``VaultExists``, ``VaultHeld`` or ``VaultNotWritable``, and
    ``ValueError`` for a cost below the floor that isn't ``TEST_COST``. Takes as long as the KDF.
    """
    refuse_weak(path, passphrase, cost)
    with system_errors(path):
        if os.path.lexists(path):
            raise VaultExists(path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = lock_for_writing(path)
    with _released_on_failure(lock):
        vault_id, data_key = secrets.token_hex(16), new_data_key()
        with kdf_errors(path):
            slot = new_slot(data_key, passphrase, cost, vault_id)
        header = Header(vault_id, ()).with_slot(PASSPHRASE, slot)
        keys = Keys(data_key, vault_id)
        manifest = msgspec.msgpack.encode(manifest_of([], 0, keys))
        put_in_place(path, header, keys.seal_manifest(manifest, header.digest))
        return unlocked_vault(VaultFile(path, writing=True), header, keys, lock)


def refuse_weak(path: Path, passphrase: Secret[str], cost: KdfCost) -> None:
    """Raise ``PassphraseTooWeak``, or ``ValueError`` for a cost that is too low for a new slot."""
    if cost != TEST_COST and not cost.is_at_least(FLOOR):
        raise ValueError("this cost is too low for a new vault")
    if is_too_short(passphrase):
        raise PassphraseTooWeak(path, SHORTEST_PASSPHRASE)


def open_vault(path: Path, passphrase: Secret[str], *, writing: bool) -> Vault:
    """Return the vault, unlocked by its passphrase or its recovery code, told by the form.

    May be run in another thread than the vault is used in. Raises, in this order of looking:
    ``VaultMissing``, ``NotAVault``, ``VaultTooNew``, ``VaultHeld`` (only for writing),
    ``VaultDamaged``, ``WrongPassphrase``; and ``VaultNotWritable`` wherever the system refuses.
    The file is then as it was. Takes as long as the KDF.
    """
    try:
        return _opened(path, lambda header: _data_key(header, passphrase), writing=writing)
    except WrongPassphrase as error:
        if is_mistyped(passphrase):
            raise WrongPassphrase(path, is_mistyped_code=True) from error
        raise


def open_by_kept_secret(path: Path, secret: Secret[bytes], *, writing: bool) -> Vault:
    """Return the vault, unlocked by what a keyring keeps for it; raises as ``open_vault`` does."""
    return _opened(path, lambda header: _kept_key(header, secret), writing=writing)


def header_of(path: Path) -> Header:
    """Return what a vault says of itself, of which nothing is proven yet; raises ``VaultError``."""
    refuse_other_files(path)
    file = VaultFile(path, writing=False)
    try:
        with file.transaction(writing=False):
            file.refuse_another_schema()
            return file.header()
    finally:
        file.close()


def _opened(path: Path, unlock: Unlock, *, writing: bool) -> Vault:
    refuse_other_files(path)
    lock = lock_for_writing(path) if writing else None
    with _released_on_failure(lock):
        if lock is not None:
            sweep_asides(path.resolve())
        file = VaultFile(path, writing=writing)
        try:
            header, keys = _unlocked(file, unlock)
        except BaseException:
            file.close()
            raise
        return unlocked_vault(file, header, keys, lock)


def _unlocked(file: VaultFile, unlock: Unlock) -> tuple[Header, Keys]:
    with file.transaction(writing=False):
        file.refuse_another_schema()
        header = file.header()
    try:
        with kdf_errors(file.path):
            return header, Keys(unlock(header), header.vault_id)
    except InvalidTag as error:
        raise WrongPassphrase(file.path) from error
    except (ValueError, msgspec.DecodeError) as error:
        raise VaultDamaged(file.path, "its key slot is not sound") from error


def _data_key(header: Header, words: Secret[str]) -> Secret[bytes]:
    slot, code = header.passphrase_slot(), code_secret(words)
    recovery = header.secret_slot(RECOVERY) if code else None
    if recovery and code:
        with suppress(InvalidTag):  # a passphrase may look like a code
            return opened_secret_slot(RECOVERY, recovery, code, header.vault_id)
    return opened_slot(slot, words, header.vault_id)


def _kept_key(header: Header, secret: Secret[bytes]) -> Secret[bytes]:
    slot = header.secret_slot(KEYRING)
    if slot is None:
        raise InvalidTag
    return opened_secret_slot(KEYRING, slot, secret, header.vault_id)


def unlocked_vault(file: VaultFile, header: Header, keys: Keys, lock: BaseFileLock | None) -> Vault:
    """Return the vault of an open file, which is closed if it isn't whole."""
    try:
        return Vault(file, header, keys, lock)
    except BaseException:
        file.close()
        raise


@contextmanager
def _released_on_failure(lock: BaseFileLock | None) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if lock is not None:
            lock.release()
        raise


@contextmanager
def kdf_errors(path: Path) -> Iterator[None]:
    """Turn what this machine can't derive into ``VaultNotWritable`` with the reason."""
    try:
        yield
    except KdfFailed as error:
        raise VaultNotWritable(path, str(error)) from error
