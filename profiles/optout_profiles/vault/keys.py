"""From a passphrase to the keys of one vault.

Owns the passphrase's form, the wrapping of the data key and the subkeys. Reads no file.
"""

import hashlib
import os
import unicodedata
from collections.abc import Iterable

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from optout_profiles.secret import Secret
from optout_profiles.vault.cost import KdfCost
from optout_profiles.vault.header import PASSPHRASE, SALT_SIZE, Slot
from optout_profiles.vault.records import Entry, Table, written
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
    wrapping = _wrapping_key(passphrase, salt, cost)
    return Slot(cost, salt, sealed(wrapping, data_key.reveal(), _slot_words(vault, cost, salt)))


def opened_slot(slot: Slot, passphrase: Secret[str], vault: str) -> Secret[bytes]:
    """Return the data key; raises ``InvalidTag`` if the passphrase is another one."""
    wrapping = _wrapping_key(passphrase, slot.salt, slot.cost)
    return Secret(unsealed(wrapping, slot.wrapped, _slot_words(vault, slot.cost, slot.salt)))


class Keys:
    """The subkeys of one vault: one for each table, one for the manifest, one for its tags."""

    __slots__ = ("_manifest", "_tables", "_tagging", "_vault")

    def __init__(self, data_key: Secret[bytes], vault: str) -> None:
        self._vault = bytes.fromhex(vault)
        self._tables = {
            table: cipher(_subkey(data_key, vault, f"table {table}")) for table in Table
        }
        self._manifest = cipher(_subkey(data_key, vault, "manifest"))
        tag_key = _subkey(data_key, vault, "tags")
        self._tagging = hashlib.blake2b(key=tag_key, digest_size=32)

    def seal(self, entry: Entry, clear: bytes) -> bytes:
        """Return a record's ciphertext, bound to its vault, table, id, place and version."""
        return self._tables[entry.table].encrypt(entry.nonce, clear, self._words(entry))

    def unseal(self, entry: Entry, content: bytes) -> bytes:
        """Return a record's content; raises ``InvalidTag``."""
        return self._tables[entry.table].decrypt(entry.nonce, content, self._words(entry))

    def seal_manifest(self, clear: bytes, header_digest: bytes) -> bytes:
        """Return the manifest's ciphertext, bound to the header."""
        return sealed(self._manifest, clear, header_digest)

    def unseal_manifest(self, blob: bytes, header_digest: bytes) -> bytes:
        """Return the manifest; raises ``InvalidTag``, also when the header is another one."""
        return unsealed(self._manifest, blob, header_digest)

    def tags(self, pieces: Iterable[bytes]) -> int:
        """Return the sum of the keyed tags of entries, each a number below 2**256."""
        total, fresh = 0, self._tagging.copy
        for piece in pieces:
            tagging = fresh()
            tagging.update(piece)
            total += int.from_bytes(tagging.digest(), "big")
        return total

    def _words(self, entry: Entry) -> bytes:
        return self._vault + written(entry)


def _slot_words(vault: str, cost: KdfCost, salt: bytes) -> bytes:
    return msgspec.msgpack.encode((vault, PASSPHRASE, cost, salt))


def _subkey(data_key: Secret[bytes], vault: str, purpose: str) -> bytes:
    words = f"optout-tui vault 1 {purpose}".encode()
    return HKDF(SHA256(), KEY_SIZE, bytes.fromhex(vault), words).derive(data_key.reveal())


def _wrapping_key(passphrase: Secret[str], salt: bytes, cost: KdfCost) -> AESGCM:
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
