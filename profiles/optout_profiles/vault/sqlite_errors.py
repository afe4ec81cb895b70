"""The one border to SQLite's errors.

Owns what each kind of them means to somebody whose list is in the file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optout_profiles.errors import VaultDamaged, VaultError, VaultNotSettled, VaultNotWritable

REFUSALS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the system could not read or write it (input/output error)",
    sqlite3.SQLITE_READONLY: "the file, its folder or its file system can't be written to",
    sqlite3.SQLITE_CANTOPEN: "the file, or its journal beside it, can't be opened",
    sqlite3.SQLITE_PERM: "permission was denied",
    sqlite3.SQLITE_AUTH: "permission was denied",
    sqlite3.SQLITE_BUSY: "another program is using it",
    sqlite3.SQLITE_LOCKED: "another program is using it",
    sqlite3.SQLITE_PROTOCOL: "another program is using it",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
    sqlite3.SQLITE_TOOBIG: "a record is too large",
    sqlite3.SQLITE_NOLFS: "its file system has no large files",
}
"""SQLite's primary codes that say nothing against the file. All others mean damage."""

DAMAGE_AMONG_IO = frozenset({sqlite3.SQLITE_IOERR_SHORT_READ})


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into the vault's; a wrong use of SQLite stays a bug."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise _meaning(error, path) from error
    except UnicodeDecodeError as error:
        # SQLite quotes a damaged schema in its message, and Python stumbles over that.
        raise VaultDamaged(path, "the database is not sound") from error
    except MemoryError as error:
        raise VaultNotWritable(path, REFUSALS[sqlite3.SQLITE_NOMEM]) from error


def _meaning(error: sqlite3.Error, path: Path) -> VaultError:
    # Python's own complaints, such as text that is no UTF-8, carry no code.
    code = getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_CORRUPT
    reason = REFUSALS.get(code & 0xFF)
    if reason is None or code in DAMAGE_AMONG_IO:
        return VaultDamaged(path, "the database is not sound")
    if code == sqlite3.SQLITE_IOERR_DIR_FSYNC:  # it may come last, after the change is made
        return VaultNotSettled(path, reason)
    return VaultNotWritable(path, reason)
