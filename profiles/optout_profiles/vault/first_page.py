"""What a file is, told from its first bytes before SQLite may touch it.

Owns the refusal of files that are missing, something else, or from a newer version. SQLite would
finish another program's half-done save on opening; these files are only looked at.
"""

import stat
from pathlib import Path

from optout_profiles.errors import (
    NotAVault,
    VaultDamaged,
    VaultMissing,
    VaultNotWritable,
    VaultTooNew,
)
from optout_profiles.vault.file import APPLICATION_ID
from optout_profiles.vault.header import FORMAT

SIZE = 100
"""Bytes of SQLite's own header: https://www.sqlite.org/fileformat.html#the_database_header"""

MAGIC = b"SQLite format 3\0"
ROLLBACK_JOURNAL = b"\1\1"
"""A file set to a write-ahead log would grow two files beside it on opening."""


def refuse_other_files(path: Path) -> None:
    """Return if this is a vault of our format; raises the ``VaultError`` that it is otherwise."""
    page = _first_bytes(path)
    if not is_ours(page):
        raise NotAVault(path)
    version = int.from_bytes(page[60:64], "big")
    if version > FORMAT:
        raise VaultTooNew(path, version)
    if version != FORMAT or page[18:20] != ROLLBACK_JOURNAL or len(page) < SIZE:
        raise VaultDamaged(path, "its first page is not as it was written")


def is_ours(page: bytes) -> bool:
    """Say whether a file that begins so is a vault, of whatever format."""
    return page[:16] == MAGIC and int.from_bytes(page[68:72], "big") == APPLICATION_ID


def _first_bytes(path: Path) -> bytes:
    try:
        # Opening a pipe would wait for somebody to write into it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAVault(path)
        with path.open("rb") as file:
            return file.read(SIZE)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VaultMissing(path) from error
    except OSError as error:
        raise VaultNotWritable(path, error.strerror or "it can't be read") from error
