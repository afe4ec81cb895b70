"""The keys of one vault, from its data key.

Owns the subkeys and what each is used for. Reads no file.
"""

import hashlib
from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from optout_profiles.secret import Secret
from optout_profiles.vault.records import Entry, Table, written
from optout_profiles.vault.sealing import KEY_SIZE, cipher, sealed, unsealed


class Keys:
    """The subkeys of one vault: one for each table, one for the manifest, one for its tags."""

    __slots__ = ("_manifest", "_tables", "_tagging", "_vault", "data_key")

    def __init__(self, data_key: Secret[bytes], vault: str) -> None:
        self.data_key = data_key
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


def _subkey(data_key: Secret[bytes], vault: str, purpose: str) -> bytes:
    words = f"optout-tui vault 1 {purpose}".encode()
    return HKDF(SHA256(), KEY_SIZE, bytes.fromhex(vault), words).derive(data_key.reveal())
