"""What lies beside a vault under its journal's name, doubted before SQLite obeys it.

SQLite rolls a journal back for whoever opens the file, readers too: it writes old pages, cuts the
file to the size that the journal tells, and removes the file that a journal over several databases
names. https://www.sqlite.org/fileformat.html#the_rollback_journal
"""

import os
import stat
from pathlib import Path

from optout_profiles.errors import VaultDamaged, VaultNotWritable

MAGIC = bytes.fromhex("d9d505f920a163d7")
SIZE_BEFORE = slice(16, 20)
"""Where a journal tells how many pages the file had; it never has none."""


def refuse_other_journals(path: Path) -> None:
    """Return if there is no journal, or one that a save of this very vault may have left.

    Raises ``VaultDamaged``, or ``VaultNotWritable`` where it is no file, or somebody else's.
    """
    place = path.resolve()
    journal = place.with_name(f"{place.name}-journal")
    try:
        found = journal.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise VaultNotWritable(path, f"{journal} is in the place of its journal, and is none")
        if found.st_uid not in {place.stat().st_uid, os.geteuid()}:
            raise VaultNotWritable(path, f"{journal}, its journal, belongs to somebody else")
        begin, end = _ends_of(journal)
    except FileNotFoundError:
        return
    except OSError as error:
        raise VaultNotWritable(path, error.strerror or "its journal can't be read") from error
    if begin.startswith(MAGIC) and not int.from_bytes(begin[SIZE_BEFORE], "big"):
        raise VaultDamaged(path, f"{journal} would empty it")
    if end == MAGIC:
        raise VaultDamaged(path, f"{journal} names another file, that would be removed")


def _ends_of(journal: Path) -> tuple[bytes, bytes]:
    """Return the first bytes of a file, and the last ones."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with os.fdopen(os.open(journal, flags), "rb") as file:
        begin = file.read(SIZE_BEFORE.stop)
        file.seek(-min(len(MAGIC), file.seek(0, os.SEEK_END)), os.SEEK_END)
        return begin, file.read()
