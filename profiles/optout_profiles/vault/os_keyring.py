"""The secret of a vault's keyring slot, in the system's keyring.

Owns what is kept there and under which name, and the border to the package ``keyring``, an extra
that need not be installed. One entry a vault; while the key changes it holds the new secret and
the old one, so that a killed process leaves a vault that one of them opens.
"""

import importlib
import os
from pathlib import Path
from types import ModuleType

from optout_profiles.errors import KeyringUnavailable, WrongPassphrase
from optout_profiles.secret import Secret
from optout_profiles.vault.header import KEYRING
from optout_profiles.vault.opening import header_of, open_by_kept_secret
from optout_profiles.vault.sealing import KEY_SIZE
from optout_profiles.vault.vault import Vault

SERVICE = "optout-tui"
"""The name that the system's own tool for keyrings shows beside the vault's id."""


def new_secret() -> Secret[bytes]:
    """Return a random secret to be kept."""
    return Secret(os.urandom(KEY_SIZE))


def opened_by_keyring(path: Path, *, writing: bool) -> Vault | None:
    """Return a vault opened by the system's keyring; ``None`` if it has no slot for that.

    Raises ``KeyringUnavailable`` where there is a slot and no secret that opens it, and what
    ``open_vault`` raises otherwise.
    """
    header = header_of(path)
    if KEYRING not in {slot.kind for slot in header.slots}:
        return None
    for secret in kept_secrets(path, header.vault_id):
        try:
            return open_by_kept_secret(path, secret, writing=writing)
        except WrongPassphrase:
            continue
    raise KeyringUnavailable(path, "it has no secret that opens this list")


def kept_secrets(path: Path, vault_id: str) -> list[Secret[bytes]]:
    """Return the secrets that are kept for a vault; raises ``KeyringUnavailable``."""
    keyring = _keyring(path)
    try:
        words = keyring.get_password(SERVICE, vault_id) or ""
        return [Secret(bytes.fromhex(word)) for word in words.split()]
    except (keyring.errors.KeyringError, ValueError) as error:
        raise KeyringUnavailable(path, "it could not be read") from error


def keep_secrets(path: Path, vault_id: str, *secrets: Secret[bytes]) -> None:
    """Keep these secrets for a vault, and no others; raises ``KeyringUnavailable``.

    Read back before it counts: a keyring can be one that forgets.
    """
    keyring = _keyring(path)
    words = " ".join(secret.reveal().hex() for secret in secrets)
    try:
        keyring.set_password(SERVICE, vault_id, words)
        is_kept = keyring.get_password(SERVICE, vault_id) == words
    except keyring.errors.KeyringError as error:
        raise KeyringUnavailable(path, "it could not be written") from error
    if not is_kept:
        raise KeyringUnavailable(path, "it did not keep what was put in")


def forget_secrets(path: Path, vault_id: str) -> None:
    """Keep nothing for a vault any more; raises ``KeyringUnavailable``."""
    keyring = _keyring(path)
    try:
        if keyring.get_password(SERVICE, vault_id) is not None:
            keyring.delete_password(SERVICE, vault_id)
    except keyring.errors.KeyringError as error:
        raise KeyringUnavailable(path, "it could not be written") from error


def _keyring(path: Path) -> ModuleType:
    """Return the package, once it has a service that seals what it keeps."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError as error:
        reason = "the package keyring is missing: pip install 'optout-tui[keyring]'"
        raise KeyringUnavailable(path, reason) from error
    service = keyring.get_keyring()
    services = getattr(service, "backends", [service])
    if not services or any(_module(one) == "keyring.backends.fail" for one in services):
        raise KeyringUnavailable(path, "this system has no keyring service running")
    if any(_module(one).startswith("keyrings.alt") for one in services):
        reason = "it is, or falls back to, a file of keyrings.alt, not a service that guards it"
        raise KeyringUnavailable(path, reason)
    return keyring


def _module(service: object) -> str:
    return type(service).__module__
