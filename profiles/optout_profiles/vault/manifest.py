"""Which records there are, and the proof that it is all of them.

Owns the listing in memory and the manifest: how many entries, of which generation, saved when,
and the sum modulo 2**256 of their keyed tags. A save adds and takes away tags; opening adds all
of them up.
"""

import time
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from optout_profiles.vault.keys import Keys
from optout_profiles.vault.records import Entry, Table, written

MODULUS = 1 << 256

LAST_SECOND = 253_402_300_799
"""The end of the year 9999: what a date can show."""


class Manifest(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What must be true of all entries together.

    ``total`` is big-endian; ``saved_at`` counts seconds since 1970, by the clock of whoever saved.
    """

    count: int
    generation: Annotated[int, Meta(ge=0)]
    total: Annotated[bytes, Meta(min_length=32, max_length=32)]
    saved_at: Annotated[int, Meta(ge=0, le=LAST_SECOND)]

    @classmethod
    def read(cls, clear: bytes) -> "Manifest":
        """Return the manifest from its bytes; raises ``msgspec.DecodeError``."""
        return msgspec.msgpack.decode(clear, type=cls)

    def after(self, gone: Iterable[Entry], new: Iterable[Entry], keys: Keys) -> "Manifest":
        """Return the manifest of the next generation."""
        count, total = self.count, int.from_bytes(self.total, "big")
        for entry in gone:
            count, total = count - 1, total - keys.tags([written(entry)])
        for entry in new:
            count, total = count + 1, total + keys.tags([written(entry)])
        return _stamped(count, self.generation + 1, total)

    def fits(self, pieces: Sequence[bytes], keys: Keys) -> bool:
        """Say whether these are exactly the entries that were saved, as they stand in the file."""
        total = keys.tags(pieces) % MODULUS
        return len(pieces) == self.count and total.to_bytes(32, "big") == self.total


EMPTY = Manifest(0, 0, bytes(32), 0)


def manifest_of(entries: Sequence[Entry], generation: int, keys: Keys) -> Manifest:
    """Return the manifest of a file that is written anew, saved now."""
    return _stamped(len(entries), generation, keys.tags(map(written, entries)))


def _stamped(count: int, generation: int, total: int) -> Manifest:
    now = min(max(int(time.time()), 0), LAST_SECOND)
    return Manifest(count, generation, (total % MODULUS).to_bytes(32, "big"), now)


class Listing:
    """All entries by table and id, in the order in which they were first put."""

    def __init__(self, entries: list[Entry]) -> None:
        self._tables: dict[Table, dict[str, Entry]] = {table: {} for table in Table}
        self._last_place = 0
        for entry in entries:
            self.add(entry)

    def of(self, table: Table) -> dict[str, Entry]:
        """Return the entries of a table by id; not to be changed."""
        return self._tables[table]

    def everything(self) -> Iterable[Entry]:
        """Return the entries of all tables."""
        return (entry for table in self._tables.values() for entry in table.values())

    def next_place(self) -> int:
        """Return the place of the next new entry."""
        return self._last_place + 1

    def add(self, entry: Entry) -> None:
        """List an entry, or a newer one in its place."""
        self._tables[entry.table][entry.id] = entry
        self._last_place = max(self._last_place, entry.place)

    def drop(self, entry: Entry) -> None:
        """List an entry no longer."""
        del self._tables[entry.table][entry.id]
