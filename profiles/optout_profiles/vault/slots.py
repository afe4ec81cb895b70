"""From a passphrase, a recovery code or a kept secret to the data key of one vault.

Owns the passphrase's form and the wrapping of the data key. Reads no file.
"""

import os
import unicodedata

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from optout_profiles.secret import Secret
from optout_profiles.vault.cost import KdfCost
from optout_profiles.vault.header import PASSPHRASE, SALT_SIZE, SecretSlot, Slot
from optout_profiles.vault.sealing import KEY_SIZE, cipher, sealed, unsealed

SHORTEST_PASSPHRASE = 12


class KdfFailed(Exception):
    """This machine can't run Argon2id with these parameters; the text says why."""


def is_too_short(passphrase: Secret[str]) -> bool:
    """Say whether a new passphrase has fewer than 12 characters, counted in NFC."""
    return len(unicodedata.normalize("NFC", passphrase.reveal())) < SHORTEST_PASSPHRASE


def new_data_key() -> Secret[bytes]:
    """Return the random key that everything in one vault is sealed under."""
    return Secret(os.urandom(KEY_SIZE))


def new_slot(data_key: Secret[bytes], passphrase: Secret[str], cost: KdfCost, vault: str) -> Slot:
    """Return the data key, wrapped by a passphrase."""
    salt = os.urandom(SALT_SIZE)
    wrapping = _stretched(passphrase, salt, cost)
    return Slot(cost, salt, sealed(wrapping, data_key.reveal(), _slot_words(vault, cost, salt)))


def opened_slot(slot: Slot, passphrase: Secret[str], vault: str) -> Secret[bytes]:
    """Return the data key; raises ``InvalidTag`` if the passphrase is another one."""
    wrapping = _stretched(passphrase, slot.salt, slot.cost)
    return Secret(unsealed(wrapping, slot.wrapped, _slot_words(vault, slot.cost, slot.salt)))


def new_secret_slot(
    kind: str, data_key: Secret[bytes], secret: Secret[bytes], vault: str
) -> SecretSlot:
    """Return the data key, wrapped by a random secret of 128 bits or more."""
    salt = os.urandom(SALT_SIZE)
    words = _secret_slot_words(vault, kind, salt)
    return SecretSlot(salt, sealed(_derived(secret, salt, words), data_key.reveal(), words))


def opened_secret_slot(
    kind: str, slot: SecretSlot, secret: Secret[bytes], vault: str
) -> Secret[bytes]:
    """Return the data key; raises ``InvalidTag`` if the secret is another one."""
    words = _secret_slot_words(vault, kind, slot.salt)
    return Secret(unsealed(_derived(secret, slot.salt, words), slot.wrapped, words))


def _slot_words(vault: str, cost: KdfCost, salt: bytes) -> bytes:
    return msgspec.msgpack.encode((vault, PASSPHRASE, cost, salt))


def _secret_slot_words(vault: str, kind: str, salt: bytes) -> bytes:
    return msgspec.msgpack.encode((vault, kind, salt))


def _derived(secret: Secret[bytes], salt: bytes, words: bytes) -> AESGCM:
    info = b"optout-tui vault 1 slot " + words
    return cipher(HKDF(SHA256(), KEY_SIZE, salt, info).derive(secret.reveal()))


def _stretched(passphrase: Secret[str], salt: bytes, cost: KdfCost) -> AESGCM:
    try:
        kdf = Argon2id(
            salt=salt,
            length=KEY_SIZE,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory,
        )
        # A terminal can hand over bytes that are no text, as lone surrogates: they count too.
        words = unicodedata.normalize("NFC", passphrase.reveal()).encode("utf-8", "surrogatepass")
        return cipher(kdf.derive(words))
    except UnsupportedAlgorithm as error:
        raise KdfFailed("this system's cryptography library lacks Argon2id") from error
    except MemoryError as error:
        raise KdfFailed(f"unlocking needs {cost.memory // 1024} MiB of free memory") from error
