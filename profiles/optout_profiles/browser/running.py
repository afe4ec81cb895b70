"""The private folder of one running browser.

Owns making it, removing it, and sweeping those that a crash left behind. Everything that the
driver and the browser write goes there (``TMPDIR``); it is gone when they are.
"""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from optout_profiles.folders import private_folder, state_folder

SHORT_PLACE = Path("/tmp")  # noqa: S108 (what stands there is only a link)
"""Where a short name for the folder can be: Chromium makes a socket, and ends at once when its
path has more than 107 bytes, which a home folder's name easily makes it have."""

REMOVAL_TRIES = 40
REMOVAL_PAUSE = 0.05
"""Seconds; a process that is being killed may still write for a moment."""


def running_folder() -> Path:
    """Return where the folders of running browsers are."""
    return state_folder() / "running"


@asynccontextmanager
async def run_folder() -> AsyncIterator[Path]:
    """Make a folder that only we can read, and remove it at the end.

    A lock file beside it tells that its owner lives: the system lets go of it when the owner
    dies, and the next start sweeps the folder.
    """
    running = private_folder(running_folder())
    sweep(running)
    name = secrets.token_hex(4)
    with FileLock(running / f"{name}.lock"):
        folder = private_folder(running / name)
        try:
            yield folder
        finally:
            await _remove(folder)
            _forget(folder)


def short_name(folder: Path) -> Path:
    """Return the place of a link to a run folder, for what needs a short path."""
    return SHORT_PLACE / f"optout-tui-{folder.name}"


def shortened(folder: Path) -> Path:
    """Return a short path to a run folder, made now; the folder's own where that can't be."""
    try:
        short_name(folder).symlink_to(folder)
    except OSError:
        return folder
    return short_name(folder)


def _drop_short_name(folder: Path) -> None:
    """Take the link away; what another user put in its place is theirs."""
    with suppress(OSError):
        short_name(folder).unlink()


def sweep(running: Path) -> None:
    """Remove the folders whose owners are gone."""
    for lock_file in running.glob("*.lock"):
        try:
            with FileLock(lock_file, blocking=False):
                shutil.rmtree(lock_file.with_suffix(""), ignore_errors=True)
                _forget(lock_file.with_suffix(""))
        except Timeout:  # its owner lives
            continue


def _forget(folder: Path) -> None:
    """Take link and lock away; where the folder is still there, its lock has a later sweep come."""
    _drop_short_name(folder)
    if not os.path.lexists(folder):
        folder.with_suffix(".lock").unlink(missing_ok=True)


async def _remove(folder: Path) -> None:
    for _ in range(REMOVAL_TRIES):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            continue
        except OSError:  # something was written meanwhile
            await asyncio.sleep(REMOVAL_PAUSE)
        else:
            return
