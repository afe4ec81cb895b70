"""An open vault: records out, changes in.

Owns the checks that what is read is what was saved last. Knows nothing of what records mean.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from filelock import BaseFileLock
from msgspec import Struct
from msgspec.msgpack import Decoder

from optout_profiles.errors import VaultDamaged, VaultNotWritable
from optout_profiles.vault.diagnosis import altered, missing, named, whole
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.header import Header, SecretSlot, Slot
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.manifest import EMPTY, Listing, Manifest
from optout_profiles.vault.records import Entry, Put, Remove, Table
from optout_profiles.vault.sealing import fresh_nonce

T = TypeVar("T", bound=Struct)


class Held(NamedTuple):
    """One state of a vault, while it is held: everything that makes up a copy."""

    header: Header
    keys: Keys
    generation: int
    entries: list[Entry]
    clear: Callable[[Entry], bytes]


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
        self._header = header
        self._keys: Keys | None = keys
        self._lock = lock
        self._seen = b""
        self._manifest = EMPTY
        self._listing = Listing([])
        self._at_close: Callable[[Vault], None] | None = None
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
        lock = self.closed_but_locked()
        if lock is not None:
            lock.release()

    def closed_but_locked(self) -> BaseFileLock | None:
        """Close the vault and return the lock, if it was a writer's, for whoever goes on."""
        if self._keys is not None and self._at_close:
            self._at_close(self)
        self._keys = None
        self._listing = Listing([])
        self._file.close()
        lock, self._lock = self._lock, None
        return lock

    @property
    def generation(self) -> int:
        """How many saves made the state that was last looked at."""
        return self._manifest.generation

    @property
    def saved_at(self) -> datetime:
        """When the state that was last looked at was saved, by the clock of whoever saved it."""
        return datetime.fromtimestamp(self._manifest.saved_at, UTC)

    @property
    def slots(self) -> tuple[str, ...]:
        """The kinds of keys by which this vault opens."""
        return tuple(slot.kind for slot in self._header.slots)

    def at_close(self, do: Callable[["Vault"], None]) -> None:
        """Let something be done with the vault right before it is closed."""
        self._at_close = do

    def refuse_reader(self) -> None:
        """Raise ``VaultNotWritable`` unless it was opened for writing."""
        self._for_writing()

    @contextmanager
    def held(self) -> Iterator[Held]:
        """See one state throughout; its ``clear`` opens one record after another."""
        keys = self._unlocked()
        with self._file.transaction(writing=False):
            self._look(keys)
            entries = sorted(self._listing.everything(), key=lambda entry: entry.place)
            yield Held(self._header, keys, self._manifest.generation, entries, self._content)

    def replace_slot(self, kind: str, slot: Slot | SecretSlot | None) -> None:
        """Open by this slot, or by none, of a kind from now on.

        Older copies of the file keep the slot that they have. Raises ``VaultNotWritable``.
        """
        keys = self._for_writing()
        with self._file.transaction(writing=True):
            self._look(keys)
            header = self._header.with_slot(kind, slot)
            self._file.replace_header(header)
            manifest = self._manifest.after((), (), keys)
            blob = keys.seal_manifest(msgspec.msgpack.encode(manifest), header.digest)
            self._file.replace_manifest(blob)
        self._header, self._manifest, self._seen = header, manifest, blob

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
        keys = self._for_writing()
        with self._file.transaction(writing=True):
            self._look(keys)
            gone, new = self._carry_out({(one.table, one.id): one for one in changes}, keys)
            manifest = self._manifest.after(gone, new, keys)
            blob = keys.seal_manifest(msgspec.msgpack.encode(manifest), self._header.digest)
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
        header = self._file.header()
        try:
            manifest = Manifest.read(keys.unseal_manifest(blob, header.digest))
        except (InvalidTag, msgspec.DecodeError) as error:
            raise VaultDamaged(self.path, "its manifest does not fit its header") from error
        if manifest.generation < self._manifest.generation:
            raise VaultDamaged(self.path, "an older state was put in its place")
        entries = whole(self._file.entries(), self._file.content, manifest, keys)
        if isinstance(entries, str):
            raise VaultDamaged(self.path, entries)
        self._header = header
        self._seen, self._manifest, self._listing = blob, manifest, Listing(entries)

    def _record(self, entry: Entry, content: object, decoder: Decoder[T], keys: Keys) -> T:
        clear = self._clear(entry, content, keys)
        try:
            return decoder.decode(clear)
        except msgspec.DecodeError:
            # What msgspec says of it can hold the record's own words.
            raise VaultDamaged(
                self.path, f"{named(entry)} has a form that this version doesn't know"
            ) from None

    def _content(self, entry: Entry) -> bytes:
        return self._clear(entry, self._file.content(entry.place), self._unlocked())

    def _clear(self, entry: Entry, content: object, keys: Keys) -> bytes:
        if not isinstance(content, bytes):
            raise VaultDamaged(self.path, missing(entry))
        try:
            return keys.unseal(entry, content)
        except InvalidTag as error:
            raise VaultDamaged(self.path, altered(entry)) from error

    def _for_writing(self) -> Keys:
        keys = self._unlocked()
        if self._lock is None:
            raise VaultNotWritable(self.path, "it was opened for reading only")
        return keys

    def _unlocked(self) -> Keys:
        if self._keys is None:
            raise ValueError("the vault was closed")
        return self._keys
