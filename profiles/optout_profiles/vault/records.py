"""What the vault keeps, and how a change of it is said.

Owns tables, changes and the entry that lists a record. Encrypts nothing.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct


class Table(StrEnum):
    """The kinds of records; each has a key of its own."""

    ACCOUNTS = "accounts"
    SESSIONS = "sessions"
    RUNS = "runs"
    OUTLINES = "outlines"
    HISTORY = "history"
    EVIDENCE = "evidence"
    QUEUE = "queue"
    CHOICES = "choices"


class Put(Struct, frozen=True):
    """Keep this record under the id, in place of the one that was there."""

    table: Table
    id: str
    record: Struct


class Remove(Struct, frozen=True):
    """Keep no record under the id; nothing happens where there is none."""

    table: Table
    id: str


class Entry(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """One record as listed: everything but its content; in the file as one piece of MessagePack.

    ``place`` keeps the order in which records were first put. ``version`` is the generation of
    the save that wrote it. The nonce is fresh for every save, so an entry names one ciphertext.
    """

    place: Annotated[int, Meta(ge=1)]
    table: Table
    id: str
    version: Annotated[int, Meta(ge=1)]
    nonce: Annotated[bytes, Meta(min_length=12, max_length=12)]


def written(entry: Entry) -> bytes:
    """Return an entry as it stands in the file."""
    return msgspec.msgpack.encode(entry)


def listed(pieces: Sequence[bytes]) -> list[Entry]:
    """Return the entries of these pieces, in order; raises ``msgspec.DecodeError``.

    Decoded as one array, which is twice as fast as one by one.
    """
    array = b"\xdd" + len(pieces).to_bytes(4, "big") + b"".join(pieces)
    return msgspec.msgpack.decode(array, type=list[Entry])
