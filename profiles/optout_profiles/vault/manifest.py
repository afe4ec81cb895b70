"""Which records there are, and the proof that it is all of them.

Owns the listing in memory and the manifest: how many entries, of which generation, and the sum
modulo 2**256 of their keyed tags. A save adds and takes away tags; opening adds all of them up.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from optout_profiles.vault.keys import Keys
from optout_profiles.vault.records import Entry, Table, written

MODULUS = 1 << 256


class Manifest(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What must be true of all entries together; ``total`` is big-endian."""

    count: int
    generation: int
    total: Annotated[bytes, Meta(min_length=32, max_length=32)]

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
        return Manifest(count, self.generation + 1, (total % MODULUS).to_bytes(32, "big"))

    def fits(self, pieces: Sequence[bytes], keys: Keys) -> bool:
        """Say whether these are exactly the entries that were saved, as they stand in the file."""
        total = keys.tags(pieces) % MODULUS
        return len(pieces) == self.count and total.to_bytes(32, "big") == self.total


EMPTY = Manifest(0, 0, bytes(32))


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
