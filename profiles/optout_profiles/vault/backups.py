"""Copies of a vault, and a copy put back in its place.

Owns what a backup holds, how a kept one is named, and the order of steps in which a vault is
replaced. Asks nobody.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from optout_profiles.errors import VaultError, VaultExists, VaultNotSettled
from optout_profiles.vault.file import VaultFile
from optout_profiles.vault.header import Header
from optout_profiles.vault.lock import lock_for_writing
from optout_profiles.vault.opening import header_of
from optout_profiles.vault.placing import rename_and_sync, sweep_asides, system_errors
from optout_profiles.vault.records import Table
from optout_profiles.vault.rewriting import write_anew
from optout_profiles.vault.vault import Vault

WITHOUT_SESSIONS = frozenset(Table) - {Table.SESSIONS}

LOOKED_AT = 1000
"""Files of a folder that are looked at for copies."""


def back_up(vault: Vault, target: Path, *, with_sessions: bool = False) -> None:
    """Write a vault's one state, compared with it, to a new file that the same keys open.

    Raises ``VaultExists`` where something is, ``VaultDamaged`` and ``VaultNotWritable``; nothing
    is left at the target then.
    """
    write_anew(vault, target, tables=frozenset(Table) if with_sessions else WITHOUT_SESSIONS)


def keep_copy(vault: Vault) -> Path:
    """Make a backup beside the vault, without sign-ins, and return its path."""
    target = _free_name(vault.path.resolve(), "backup")
    back_up(vault, target)
    return target


def copies_opened_by(header: Header, path: Path, known: Iterable[Path] = ()) -> list[Path]:
    """Return the copies, beside a vault and known, that this header's passphrase still opens."""
    with suppress(OSError):
        beside = sorted(path.resolve().parent.iterdir())[:LOOKED_AT]
        others = dict.fromkeys(one for one in (*beside, *known) if one != path.resolve())
        return [one for one in others if _opens_alike(one, header)]
    return []


@contextmanager
def to_be_replaced(path: Path) -> Iterator[None]:
    """Let nobody else write a vault, whatever state it is in, until the end."""
    with system_errors(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = lock_for_writing(path)
    try:
        sweep_asides(path.resolve())
        yield
    finally:
        lock.release()


def put_back(backup: Vault, path: Path, generation: int) -> Path | None:
    """Put a copy in a vault's place as its newest state; return where the replaced one is kept.

    Only inside ``to_be_replaced``. The vault opens by the backup's keys then. Raises
    ``VaultDamaged`` and ``VaultNotWritable``; the vault is then as it was, except for
    ``VaultNotSettled``.
    """
    place = path.resolve()
    kept = _kept_aside(place) if place.exists() else None
    try:
        write_anew(backup, place, generation=generation, replacing=True)
    except VaultNotSettled:  # it is in place: what it replaced is there under its name only
        raise
    except BaseException:
        if kept:
            with suppress(OSError):
                kept.unlink()
        raise
    return kept


def _kept_aside(path: Path) -> Path:
    """Copy a file as it stands; a journal that SQLite won't roll back goes with it."""
    with suppress(VaultError):  # a save that was cut off is rolled back here
        file = VaultFile(path, writing=True)
        try:
            with file.transaction(writing=True):
                file.header()
        finally:
            file.close()
    kept, journal = _free_name(path, "replaced"), path.with_name(f"{path.name}-journal")
    with system_errors(path):
        if journal.exists():
            journal.rename(kept.with_name(f"{kept.name}-journal"))
        _copy(path, path.with_name(f".{path.name}.new-kept"), kept)
    return kept


def _copy(source: Path, aside: Path, target: Path) -> None:
    try:
        descriptor = os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as copy, source.open("rb") as original:
            shutil.copyfileobj(original, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        rename_and_sync(aside, target, replacing=False)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def _free_name(path: Path, kind: str) -> Path:
    moment = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    for number in range(1, 100):
        more = f"-{number}" if number > 1 else ""
        name = path.with_name(f"{path.name}.{moment}{more}.{kind}")
        if not os.path.lexists(name):
            return name
    raise VaultExists(name)


def _opens_alike(path: Path, header: Header) -> bool:
    """Say whether a file is the same vault with the same passphrase; no doubt is told."""
    try:
        other = header_of(path)
        return other.vault_id == header.vault_id and (
            other.passphrase_slot() == header.passphrase_slot()
        )
    except (VaultError, ValueError, msgspec.DecodeError):
        return False
