"""What a vault says of itself before it is unlocked.

Owns the header's records, their checksum and the strict reading of a key slot.
"""

import hashlib
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from optout_profiles.vault.cost import KdfCost

FORMAT = 1
"""The version of the file's format; a newer one is not opened."""

PASSPHRASE = "passphrase"  # noqa: S105
SALT_SIZE = 16
WRAPPED_SIZE = 12 + 32 + 16


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """The data key wrapped by a passphrase, and how the wrapping key is made of it."""

    cost: KdfCost
    salt: Annotated[bytes, Meta(min_length=SALT_SIZE, max_length=SALT_SIZE)]
    wrapped: Annotated[bytes, Meta(min_length=WRAPPED_SIZE, max_length=WRAPPED_SIZE)]


class StoredSlot(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A slot as it stands in the file; kinds that this version doesn't know are left alone."""

    kind: str
    body: bytes


class Header(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Who this vault is, and by which slots it opens."""

    vault_id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    slots: tuple[StoredSlot, ...]

    @property
    def digest(self) -> bytes:
        """The checksum kept in clear; the manifest is bound to it, which makes it a keyed one."""
        return hashlib.sha256(msgspec.msgpack.encode((FORMAT, self))).digest()

    def passphrase_slot(self) -> Slot:
        """Return the slot that a passphrase opens; raises ``ValueError`` if it isn't sound."""
        bodies = [slot.body for slot in self.slots if slot.kind == PASSPHRASE]
        if len(bodies) != 1:
            raise ValueError("there must be one passphrase slot")
        return msgspec.msgpack.decode(bodies[0], type=Slot)
