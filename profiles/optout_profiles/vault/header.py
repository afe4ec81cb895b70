"""What a vault says of itself before it is unlocked.

Owns the header's records, their checksum and the strict reading of a key slot.
"""

import hashlib
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from optout_profiles.vault.cost import KdfCost

FORMAT = 1
"""The version of the file's format; a newer one is not opened."""

PASSPHRASE = "passphrase"  # noqa: S105
RECOVERY = "recovery"
KEYRING = "keyring"
KINDS = (PASSPHRASE, RECOVERY, KEYRING)

SLOT_CAP = 8
BODY_CAP = 1024
"""Bytes of one slot; ours take about 130."""

SALT_SIZE = 16
WRAPPED_SIZE = 12 + 32 + 16

Salt = Annotated[bytes, Meta(min_length=SALT_SIZE, max_length=SALT_SIZE)]
Wrapped = Annotated[bytes, Meta(min_length=WRAPPED_SIZE, max_length=WRAPPED_SIZE)]


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """The data key wrapped by a passphrase, and how the wrapping key is made of it."""

    cost: KdfCost
    salt: Salt
    wrapped: Wrapped


class SecretSlot(Struct, frozen=True, forbid_unknown_fields=True):
    """The data key wrapped by a secret that nobody can guess, so that no KDF is needed."""

    salt: Salt
    wrapped: Wrapped


class StoredSlot(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A slot as it stands in the file; kinds that this version doesn't know are left alone."""

    kind: Annotated[str, Meta(max_length=32)]
    body: Annotated[bytes, Meta(max_length=BODY_CAP)]


class Header(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Who this vault is, and by which slots it opens."""

    vault_id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    slots: Annotated[tuple[StoredSlot, ...], Meta(max_length=SLOT_CAP)]

    @property
    def digest(self) -> bytes:
        """The checksum kept in clear; the manifest is bound to it, which makes it a keyed one."""
        return hashlib.sha256(msgspec.msgpack.encode((FORMAT, self))).digest()

    def passphrase_slot(self) -> Slot:
        """Return the slot that a passphrase opens; raises ``ValueError`` if it isn't sound."""
        bodies = self.bodies(PASSPHRASE)
        if len(bodies) != 1:
            raise ValueError("there must be one passphrase slot")
        return msgspec.msgpack.decode(bodies[0], type=Slot)

    def secret_slot(self, kind: str) -> SecretSlot | None:
        """Return the slot of a kind if there is one; raises ``ValueError`` if it isn't sound."""
        bodies = self.bodies(kind)
        if len(bodies) > 1:
            raise ValueError("there may be one slot of a kind")
        return msgspec.msgpack.decode(bodies[0], type=SecretSlot) if bodies else None

    def with_slot(self, kind: str, slot: Slot | SecretSlot | None) -> "Header":
        """Return the header with this slot, or none, in place of those of its kind.

        Raises ``ValueError`` if there are too many slots then.
        """
        others = tuple(one for one in self.slots if one.kind != kind)
        new = (StoredSlot(kind, msgspec.msgpack.encode(slot)),) if slot else ()
        if len(others) + len(new) > SLOT_CAP:
            raise ValueError(f"a vault has at most {SLOT_CAP} key slots")
        return Header(self.vault_id, others + new)

    def bodies(self, kind: str) -> list[bytes]:
        """Return the slots of a kind as they stand."""
        return [slot.body for slot in self.slots if slot.kind == kind]


class KeyChange(StrEnum):
    """What becomes of a kind of key where one header takes another's place."""

    SAME = "same"
    OTHER = "other"
    GONE = "gone"
    ADDED = "added"
    NONE = "none"
    """There is none, and nothing is known of one before."""


def key_change(kind: str, now: Header | None, then: Header) -> KeyChange:
    """Return what becomes of a kind of key; ``now`` is None where nothing is known of it."""
    has = then.bodies(kind)
    if now is None:
        return KeyChange.ADDED if has else KeyChange.NONE
    had = now.bodies(kind)
    if has == had:
        return KeyChange.SAME
    if not has:
        return KeyChange.GONE
    return KeyChange.OTHER if had else KeyChange.ADDED
