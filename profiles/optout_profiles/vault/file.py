"""The vault's SQLite file: rows in and out, every one of them opaque.

Owns the schema, the connection's settings and transactions. Holds no key. Something else that
keeps the same rows, such as a shared server, could take this file's place.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec

from optout_profiles.errors import VaultDamaged, VaultNotWritable
from optout_profiles.vault.header import FORMAT, SLOT_CAP, Header, StoredSlot
from optout_profiles.vault.journals import refuse_other_journals
from optout_profiles.vault.records import Entry, written
from optout_profiles.vault.sqlite_errors import translated

APPLICATION_ID = 0x4F505456
"""“OPTV”, at byte 68 of the file."""

SCHEMA = {
    "header": "CREATE TABLE header (vault_id TEXT NOT NULL, digest BLOB NOT NULL)",
    "slots": "CREATE TABLE slots (kind TEXT NOT NULL, body BLOB NOT NULL)",
    "manifest": "CREATE TABLE manifest (sealed BLOB NOT NULL)",
    "records": "CREATE TABLE records (place INTEGER PRIMARY KEY, entry BLOB NOT NULL)",
    "contents": "CREATE TABLE contents (place INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
}
"""Contents stand apart from what lists them, so that opening reads none of them.

An entry is one piece: of 10,000 accounts it is read in half the time that columns take.
"""

BUSY_SECONDS = 5.0
RECORD_LIMIT = 64 * 1024 * 1024
"""Bytes; a damaged length must not make SQLite allocate a gigabyte."""

SETTINGS = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    # With FULL, a save that was acknowledged can vanish in a power cut.
    "PRAGMA synchronous=EXTRA",
    # On macOS a plain fsync leaves the data in the drive's cache; elsewhere this does nothing.
    "PRAGMA fullfsync=ON",
)


class VaultFile:
    """An open file. Used by one thread at a time, whichever that is."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        self.path = path
        refuse_other_journals(path)
        with translated(path):
            self._connection = _connection(path, writing=writing)
        self._identity = _identity(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def transaction(self, *, writing: bool) -> Iterator[None]:
        """See one state of the file throughout; all changes are on disk at the end, or none is.

        Raises ``VaultError`` for whatever SQLite says inside of it.
        """
        if _identity(self.path) != self._identity:
            raise VaultNotWritable(self.path, "it was moved or replaced while it was open")
        refuse_other_journals(self.path)
        with translated(self.path):
            self._connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                raise

    def refuse_another_schema(self) -> None:
        """Raise ``VaultDamaged`` unless tables, and nothing else, are as we made them."""
        rows = self._connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
        if {tuple(row) for row in rows} != {("table", n, n, sql) for n, sql in SCHEMA.items()}:
            raise VaultDamaged(self.path, "its tables are not ours")

    def header(self) -> Header:
        """Return the header; raises ``VaultDamaged`` if its checksum is not its own."""
        query = "SELECT kind, body FROM slots LIMIT ?"
        slots = self._connection.execute(query, (SLOT_CAP + 1,)).fetchall()
        row = self._only_row("SELECT vault_id, digest FROM header")
        try:
            stored = msgspec.convert(slots, tuple[StoredSlot, ...], builtin_types=(bytes,))
            header = msgspec.convert((row[0], stored), Header)
        except msgspec.ValidationError as error:
            raise VaultDamaged(self.path, "its header is not sound") from error
        if header.digest != row[1]:
            raise VaultDamaged(self.path, "its header is not as it was written")
        return header

    def manifest(self) -> bytes:
        """Return the sealed manifest."""
        (blob,) = self._only_row("SELECT sealed FROM manifest")
        if not isinstance(blob, bytes):
            raise VaultDamaged(self.path, "its manifest is not sound")
        return blob

    def entries(self) -> list[tuple[int, object]]:
        """Return the places and what is listed there, whatever that is, in order of place."""
        return self._connection.execute(
            "SELECT place, entry FROM records ORDER BY place"
        ).fetchall()

    def contents(self, places: list[int]) -> dict[int, object]:
        """Return the ciphertexts in these places, whatever stands there."""
        rows = self._connection.execute(
            "SELECT place, sealed FROM contents WHERE place IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(places).decode(),),
        )
        return dict(rows)

    def content(self, place: int) -> object:
        """Return one ciphertext, whatever stands there; ``None`` if nothing does."""
        row = self._connection.execute(
            "SELECT sealed FROM contents WHERE place = ?", (place,)
        ).fetchone()
        return row and row[0]

    def put(self, entry: Entry, content: bytes) -> None:
        """Keep a record in its place."""
        _put(self._connection, entry, content)

    def remove(self, entry: Entry) -> None:
        """Keep nothing in this place."""
        self._connection.execute("DELETE FROM records WHERE place = ?", (entry.place,))
        self._connection.execute("DELETE FROM contents WHERE place = ?", (entry.place,))

    def replace_manifest(self, blob: bytes) -> None:
        """Keep another manifest."""
        self._connection.execute("UPDATE manifest SET sealed = ?", (blob,))

    def replace_header(self, header: Header) -> None:
        """Keep other slots; the manifest must be sealed for them in the same transaction."""
        self._connection.execute("UPDATE header SET digest = ?", (header.digest,))
        self._connection.execute("DELETE FROM slots")
        rows = [(slot.kind, slot.body) for slot in header.slots]
        self._connection.executemany("INSERT INTO slots VALUES (?, ?)", rows)

    def _only_row(self, query: str) -> tuple[object, ...]:
        rows: list[tuple[object, ...]] = self._connection.execute(query).fetchall()
        if len(rows) != 1:
            raise VaultDamaged(self.path, "its header is not sound")
        return rows[0]


def write_new_file(
    path: Path, header: Header, manifest: bytes, rows: Iterable[tuple[Entry, bytes]] = ()
) -> None:
    """Write a vault where an empty file is; SQLite's errors are the caller's to name."""
    with closing(_connection(path, writing=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FORMAT}")
        for statement in SCHEMA.values():
            connection.execute(statement)
        slots = [(slot.kind, slot.body) for slot in header.slots]
        connection.execute("INSERT INTO header VALUES (?, ?)", (header.vault_id, header.digest))
        connection.executemany("INSERT INTO slots VALUES (?, ?)", slots)
        connection.execute("INSERT INTO manifest VALUES (?)", (manifest,))
        for entry, content in rows:
            _put(connection, entry, content)
        connection.execute("COMMIT")


def _put(connection: sqlite3.Connection, entry: Entry, content: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO records VALUES (?, ?)", (entry.place, written(entry))
    )
    connection.execute("INSERT OR REPLACE INTO contents VALUES (?, ?)", (entry.place, content))


def _connection(path: Path, *, writing: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, RECORD_LIMIT)
        for setting in (*SETTINGS, f"PRAGMA query_only={'OFF' if writing else 'ON'}"):
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_dev, found.st_ino
