"""The log: what happened, for a bug report; ids, kinds, times and places in the source, no names.

Owns the file, ``log`` in the state folder, and what may stand in it: a word that isn't known to be
harmless is left out. It is 0600, turns into ``log.1`` when it is full, and where it can't be
written nothing is logged: that ends no work.
"""

import os
import re
import stat
import traceback
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from optout_profiles.errors import UsageError
from optout_profiles.folders import private_folder, state_folder

if TYPE_CHECKING:
    from optout_profiles.runs.events import Event
    from optout_profiles.runs.judging import Obstacle

MOST_BYTES = 512 * 1024
HARMLESS = re.compile(r"[A-Za-z0-9_.,:-]{1,60}")
"""Ids, words of ours, numbers, and places in the source: nothing that a name needs is whole."""
FRAMES = 8
UNTOLD = frozenset({"QueueWaiting"})
"""Events that come once a second."""


def log_file() -> Path:
    """Return where the log is."""
    return state_folder() / "log"


def note(what: str, **facts: object) -> None:
    """Add a line; what is neither a number nor a harmless word is told as ``***``."""
    told = " ".join([what, *(f"{name}={_told(value)}" for name, value in facts.items())])
    line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {os.getpid()} {told}\n"
    with suppress(OSError, UsageError):  # the state folder may be named wrongly
        _append(line.encode("ascii", "replace"))


def note_error(error: BaseException, *, is_bug: bool = False) -> None:
    """Add what kind of error came, and for a bug where in the source: never what it says."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:] if is_bug else []
    places = [f"{Path(one.filename).name}:{one.lineno}" for one in frames]
    note("bug" if is_bug else "error", type=type(error).__name__)
    for place in places:
        note("bug-at", place=place)


async def logged(events: "AsyncGenerator[Event, None]") -> "AsyncGenerator[Event, None]":
    """Give events on, each of them noted, and how it ended where it wasn't by itself."""
    try:
        async with aclosing(events):
            async for event in events:
                note_event(event)
                yield event
    except BaseException as error:
        note("queue-left", by=type(error).__name__)
        raise


def note_event(event: "Event") -> None:
    """Add what happened in a queue; several accounts are told as how many they are."""
    kind = type(event).__name__
    if kind not in UNTOLD:
        facts = {name: getattr(event, name) for name in event.__struct_fields__}
        note(kind, **{name: _count(value) for name, value in facts.items() if value is not None})


def note_sign_in(account_id: str, obstacle: "Obstacle | None") -> None:
    """Add how signing an account in ended."""
    outcome, reason = (obstacle.outcome, obstacle.reason) if obstacle else ("signed-in", None)
    note("SignInEnded", account_id=account_id, outcome=outcome, reason=reason)


def last_lines(most: int) -> list[str]:
    """Return the newest lines, the oldest first; none where there is no log."""
    files = [log_file().with_suffix(".1"), log_file()]
    return [line for file in files for line in _lines(file)][-most:]


def _count(value: object) -> object:
    return len(value) if isinstance(value, tuple) else value


def _told(value: object) -> str:
    words = str(value).replace(" ", "-")
    return words if HARMLESS.fullmatch(words) else "***"


def _lines(file: Path) -> Iterator[str]:
    with suppress(OSError):
        for line in file.read_bytes().splitlines():
            yield line.decode("ascii", "replace")


def _append(line: bytes) -> None:
    file = log_file()
    private_folder(file.parent)
    with os.fdopen(_opened(file), "ab") as opened:
        if opened.tell() + len(line) > MOST_BYTES:
            file.replace(file.with_suffix(".1"))
            with os.fdopen(_opened(file), "ab") as fresh:
                fresh.write(line)
        else:
            opened.write(line)


def _opened(file: Path) -> int:
    """Open a plain file of ours to add to it; raises ``OSError`` for a link, a pipe, a device."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(file, flags, 0o600)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_nlink > 1:
        os.close(descriptor)
        raise OSError("the log is no plain file of ours")
    os.fchmod(descriptor, 0o600)
    return descriptor
