"""New files of a vault, whole or not at all.

Owns writing aside, checking, renaming into place and what a killed process left of that.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from optout_profiles.errors import VaultExists, VaultNotSettled, VaultNotWritable
from optout_profiles.vault.file import write_new_file
from optout_profiles.vault.header import Header
from optout_profiles.vault.records import Entry
from optout_profiles.vault.sqlite_errors import translated


def put_in_place(
    path: Path,
    header: Header,
    manifest: bytes,
    rows: Iterable[tuple[Entry, bytes]] = (),
    *,
    check: Callable[[Path], None] | None = None,
    replacing: bool = False,
) -> None:
    """Write a vault aside, let it be checked, and rename it, so that no half-made one is found.

    Raises ``VaultExists`` where something is and nothing is to be replaced; also what ``check``
    raises of the file aside. Nothing is left of it then.
    """
    aside = path.with_name(f".{path.name}.new-{secrets.token_hex(4)}")
    try:
        with system_errors(path):
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with translated(path):
            write_new_file(aside, header, manifest, rows)
        if check:
            check(aside)
        rename_and_sync(aside, path, replacing=replacing)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def rename_and_sync(aside: Path, path: Path, *, replacing: bool) -> None:
    """Give a file its name, for good; raises ``VaultExists`` or ``VaultNotWritable``.

    Where it has replaced another and may not outlive a power cut, that is ``VaultNotSettled``.
    """
    with system_errors(path):
        if not replacing and os.path.lexists(path):
            raise VaultExists(path)
        aside.rename(path)
    try:
        _sync(path.parent)
    except OSError as error:
        reason = _reason(error)
        if replacing:
            raise VaultNotSettled(path, reason) from error
        with suppress(OSError):
            path.unlink()
        raise VaultNotWritable(path, reason) from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep_asides(path: Path) -> None:
    """Remove what a killed process had not yet renamed; only for whoever holds the lock.

    That of backups beside the vault too, which are made under its lock.
    """
    left = re.compile(rf"\.{re.escape(path.name)}(\.[\d-]+\.backup)?\.new-[-\w]+")
    with suppress(OSError):
        for file in path.parent.iterdir():
            if left.fullmatch(file.name):
                file.unlink()


@contextmanager
def system_errors(path: Path) -> Iterator[None]:
    """Turn what the system refuses into ``VaultNotWritable`` with its reason."""
    try:
        yield
    except OSError as error:
        raise VaultNotWritable(path, _reason(error)) from error


def _reason(error: OSError) -> str:
    return error.strerror or "the system refused it"
