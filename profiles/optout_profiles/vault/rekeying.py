"""Other keys for a vault: another passphrase, a recovery code, a secret in a keyring.

A new passphrase means a new data key, so that nobody who knew the old one can read what is saved
from then on. Slots can be added and taken away without that.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from optout_profiles.errors import VaultNotSettled
from optout_profiles.secret import Secret
from optout_profiles.vault.backups import keep_copy
from optout_profiles.vault.cost import DEFAULT_COST, KdfCost
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.header import PASSPHRASE, RECOVERY, Header
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.opening import kdf_errors, refuse_weak, unlocked_vault
from optout_profiles.vault.recovery import code_secret
from optout_profiles.vault.rewriting import write_anew
from optout_profiles.vault.slots import new_data_key, new_secret_slot, new_slot
from optout_profiles.vault.vault import Vault


def change_passphrase(
    vault: Vault,
    passphrase: Secret[str],
    cost: KdfCost = DEFAULT_COST,
    secrets: Mapping[str, Secret[bytes]] | None = None,
) -> tuple[Vault, Path]:
    """Return the vault, open under a new data key, and the copy that was kept of it before.

    The vault must have been opened for writing; it is closed, its lock held throughout. Every
    record is sealed anew in a file aside, compared and renamed: a killed process leaves the one
    state or the other. Other slots than the passphrase's are gone but those of the kinds in
    ``secrets``, which get new ones. Raises ``PassphraseTooWeak`` and ``VaultNotWritable``; the
    vault is then as it was, and open, except for ``VaultNotSettled``.
    """
    vault.refuse_reader()
    refuse_weak(vault.path, passphrase, cost)
    data_key = new_data_key()
    with kdf_errors(vault.path):
        slot = new_slot(data_key, passphrase, cost, vault.id)
    header = Header(vault.id, ()).with_slot(PASSPHRASE, slot)
    for kind, secret in (secrets or {}).items():
        header = header.with_slot(kind, new_secret_slot(kind, data_key, secret, vault.id))
    keys, copy = Keys(data_key, vault.id), keep_copy(vault)
    generation = vault.generation + 1
    try:
        place = vault.path.resolve()
        write_anew(vault, place, keyed=(header, keys), generation=generation, replacing=True)
    except VaultNotSettled:  # the new passphrase opens it; the copy has what was before
        raise
    except BaseException:
        with suppress(OSError):
            copy.unlink()
        raise
    lock = vault.closed_but_locked()
    try:
        return unlocked_vault(VaultFile(vault.path, writing=True), header, keys, lock), copy
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def wrap_by(vault: Vault, kind: str, secret: Secret[bytes]) -> None:
    """Let a vault be opened by a secret too; another one of its kind no longer opens it."""
    with vault.held() as held:
        data_key = held.keys.data_key
    vault.replace_slot(kind, new_secret_slot(kind, data_key, secret, vault.id))


def wrap_by_code(vault: Vault, code: Secret[str]) -> None:
    """Let a vault be opened by a recovery code too; raises ``ValueError`` if it is none."""
    secret = code_secret(code)
    if secret is None:
        raise ValueError("this is no recovery code")
    wrap_by(vault, RECOVERY, secret)
