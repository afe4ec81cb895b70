"""An open vault: records out, changes in.

Owns the checks that what is read is what was saved last. Knows nothing of what records mean.
"""

from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from filelock import BaseFileLock
from msgspec import Struct
from msgspec.msgpack import Decoder

from optout_profiles.errors import VaultDamaged, VaultNotWritable
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.header import Header
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.manifest import EMPTY, Listing, Manifest
from optout_profiles.vault.records import Entry, Put, Remove, Table, listed
from optout_profiles.vault.sealing import fresh_nonce

T = TypeVar("T", bound=Struct)


class Vault:
    """An unlocked vault; closing it drops the keys and lets the next writer in.

    Made by ``open_vault`` and ``create_vault``. One thread at a time may use it. Every call sees
    the last saved state, another process's saves included, and raises ``VaultDamaged`` if that
    is not whole. Records are opened when they are asked for, not before.
    """

    def __init__(
        self, file: VaultFile, header: Header, keys: Keys, lock: BaseFileLock | None
    ) -> None:
        self.path: Path = file.path
        self.id: str = header.vault_id
        self._file = file
        self._header_digest = header.digest
        self._keys: Keys | None = keys
        self._lock = lock
        self._seen = b""
        self._manifest = EMPTY
        self._listing = Listing([])
        # A writer asks for the right to write at once, so that it is refused here, not later.
        with self._file.transaction(writing=lock is not None):
            self._look(keys)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop the keys and the lock; twice is once."""
        self._keys = None
        self._listing = Listing([])
        self._file.close()
        if self._lock is not None:
            self._lock.release()

    def all(self, table: Table, kind: type[T]) -> list[T]:
        """Return every record of a table, in the order in which they were first put."""
        keys = self._unlocked()
        with self._file.transaction(writing=False):
            self._look(keys)
            entries = self._listing.of(table).values()
            contents = self._file.contents([entry.place for entry in entries])
        decoder = Decoder(kind)
        return [self._record(entry, contents.get(entry.place), decoder, keys) for entry in entries]

    def get(self, table: Table, id: str, kind: type[T]) -> T | None:  # noqa: A002
        """Return one record, or ``None`` if there is none."""
        keys = self._unlocked()
        with self._file.transaction(writing=False):
            self._look(keys)
            entry = self._listing.of(table).get(id)
            content = self._file.content(entry.place) if entry else None
        return self._record(entry, content, Decoder(kind), keys) if entry else None

    def ids(self, table: Table) -> frozenset[str]:
        """Return the ids of a table; opens no record."""
        keys = self._unlocked()
        with self._file.transaction(writing=False):
            self._look(keys)
        return frozenset(self._listing.of(table))

    def write(self, *changes: Put | Remove) -> None:
        """Make all changes or none; on return they are on disk.

        Of several changes to one id the last counts. Takes about as long as the disk needs to
        sync. Raises ``VaultNotWritable`` with the system's reason; the vault is then as before.
        """
        if self._lock is None:
            raise VaultNotWritable(self.path, "it was opened for reading only")
        keys = self._unlocked()
        with self._file.transaction(writing=True):
            self._look(keys)
            gone, new = self._carry_out({(one.table, one.id): one for one in changes}, keys)
            manifest = self._manifest.after(gone, new, keys)
            blob = keys.seal_manifest(msgspec.msgpack.encode(manifest), self._header_digest)
            self._file.replace_manifest(blob)
        self._manifest, self._seen = manifest, blob
        kept = {(entry.table, entry.id) for entry in new}
        for entry in gone:
            if (entry.table, entry.id) not in kept:
                self._listing.drop(entry)
        for entry in new:
            self._listing.add(entry)

    def _carry_out(
        self, changes: dict[tuple[Table, str], Put | Remove], keys: Keys
    ) -> tuple[list[Entry], list[Entry]]:
        """Write the rows; return the entries that no longer hold, and those that do now."""
        gone: list[Entry] = []
        new: list[Entry] = []
        version, next_place = self._manifest.generation + 1, self._listing.next_place()
        for (table, id_), change in changes.items():
            old = self._listing.of(table).get(id_)
            if old:
                gone.append(old)
            match change:
                case Put(record=record):
                    place = old.place if old else next_place
                    next_place += old is None
                    entry = Entry(place, table, id_, version, fresh_nonce())
                    self._file.put(entry, keys.seal(entry, msgspec.msgpack.encode(record)))
                    new.append(entry)
                case Remove() if old:
                    self._file.remove(old)
        return gone, new

    def _look(self, keys: Keys) -> None:
        """Take in the state that the running transaction sees, if it is another than before."""
        blob = self._file.manifest()
        if blob == self._seen:
            return
        try:
            manifest = Manifest.read(keys.unseal_manifest(blob, self._header_digest))
        except (InvalidTag, msgspec.DecodeError) as error:
            raise VaultDamaged(self.path, "its manifest does not fit its header") from error
        if manifest.generation < self._manifest.generation:
            raise VaultDamaged(self.path, "an older state was put in its place")
        entries = self._whole(self._file.entries(), manifest, keys)
        self._seen, self._manifest, self._listing = blob, manifest, Listing(entries)

    def _whole(self, rows: list[tuple[int, object]], manifest: Manifest, keys: Keys) -> list[Entry]:
        """Return what is listed if it is all that was saved; nothing else is even decoded."""
        pieces = [piece for _, piece in rows if isinstance(piece, bytes)]
        if len(pieces) != len(rows) or not manifest.fits(pieces, keys):
            raise VaultDamaged(self.path, "records were removed, added or exchanged")
        try:
            entries = listed(pieces)
        except msgspec.DecodeError as error:
            raise VaultDamaged(self.path, "its list of records is not sound") from error
        if any(row[0] != entry.place for row, entry in zip(rows, entries, strict=True)):
            raise VaultDamaged(self.path, "records were exchanged")
        return entries

    def _record(self, entry: Entry, content: object, decoder: Decoder[T], keys: Keys) -> T:
        if not isinstance(content, bytes):
            raise VaultDamaged(self.path, f"a record of {entry.table} is missing")
        try:
            clear = keys.unseal(entry, content)
        except InvalidTag as error:
            raise VaultDamaged(
                self.path, f"a record of {entry.table} is not as it was written"
            ) from error
        try:
            return decoder.decode(clear)
        except msgspec.DecodeError:
            # What msgspec says of it can hold the record's own words.
            raise VaultDamaged(
                self.path, f"a record of {entry.table} has a form that this version doesn't know"
            ) from None

    def _unlocked(self) -> Keys:
        if self._keys is None:
            raise ValueError("the vault was closed")
        return self._keys
