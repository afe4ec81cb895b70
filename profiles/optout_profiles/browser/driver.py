"""Playwright's driver: started quietly, and ended for sure.

Owns the driver's process, from its environment to its death. Knows nothing of hosts or pages.

The driver is started through a small script (``PLAYWRIGHT_NODEJS_PATH`` is Playwright's own way
to name another Node.js). It writes down the process id, keeps stderr from the terminal, drops
the proxies and points ``TMPDIR`` at the run folder: Playwright itself offers none of these.
"""

import asyncio
import logging
import os
import shlex
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from optout_profiles.browser.downloads import driver_program
from optout_profiles.browser.libraries import DRIVER, missing_library
from optout_profiles.browser.processes import (
    end_group,
    end_process,
    fenced_environment,
    groups_below,
    is_alive,
)
from optout_profiles.environment import quieten
from optout_profiles.errors import BrowserBroken, BrowserError
from optout_profiles.text import cleaned

if TYPE_CHECKING:
    from playwright.async_api import Playwright

START_SECONDS = 20.0
STOP_SECONDS = 3.0
"""A browser that is well closes in 0.1; a frozen one never does."""

NOTICED_SECONDS = 2.0

NODE = "PLAYWRIGHT_NODEJS_PATH"

_one_start_at_a_time = asyncio.Lock()
"""The name of the script is in the environment, of which a process has but one."""


class Driver:
    """A running driver, and the groups of the processes that it started."""

    def __init__(self, playwright: "Playwright", pid: int) -> None:
        self.playwright = playwright
        self.pid = pid
        self._groups: set[int] = set()

    def remember_children(self) -> None:
        """Note what runs below the driver now, so that it can be ended without the driver."""
        self._groups |= groups_below(self.pid)

    async def stop(self) -> None:
        """Let the driver close its browsers; kill what is left after ``STOP_SECONDS``."""
        self.remember_children()
        stopping = asyncio.ensure_future(self.playwright.stop())
        try:
            await asyncio.wait({stopping}, timeout=STOP_SECONDS)
        finally:  # cancelled or not
            if not stopping.done():
                end_process(self.pid)
            for group in self._groups:
                end_group(group)
            await asyncio.wait({stopping}, timeout=1.0)
            await _until_gone(self.pid)


@asynccontextmanager
async def started_driver(folder: Path) -> AsyncIterator[Driver]:
    """Start the driver, all of whose files go to ``folder``; at the end nothing of it is left.

    Raises ``LibraryMissing`` or ``BrowserBroken``. Takes variables that make Playwright write
    down what it types (``DEBUG`` and the like) out of our own environment, for good.
    """
    quieten()
    logging.getLogger("asyncio").addFilter(_is_worth_telling)
    from playwright.async_api import async_playwright  # noqa: PLC0415 (slow: only when needed)

    manager = async_playwright()
    async with _one_start_at_a_time:
        with _node_named(_script(folder)):
            starting = asyncio.ensure_future(manager.start())
            try:
                await asyncio.wait({starting}, timeout=START_SECONDS)
            except asyncio.CancelledError:
                await _end_unready(starting, folder)
                raise
    if not starting.done() or starting.exception():
        problem = _start_problem(starting, folder)
        await _end_unready(starting, folder)
        raise problem
    driver = Driver(starting.result(), _written_pid(folder))
    try:
        yield driver
    finally:
        await driver.stop()


async def _end_unready(starting: "asyncio.Future[Playwright]", folder: Path) -> None:
    """Kill a driver that is not ready; its script has written the process id by then."""
    await asyncio.wait({starting}, timeout=0.0 if _written_pid(folder) else 1.0)
    end_process(_written_pid(folder))
    await asyncio.wait({starting}, timeout=1.0)
    await _until_gone(_written_pid(folder))


async def _until_gone(pid: int) -> None:
    """Wait until asyncio has noticed the end of a process, or complains of it at its own end."""
    loop = asyncio.get_running_loop()
    until = loop.time() + NOTICED_SECONDS
    while is_alive(pid) and loop.time() < until:  # noqa: ASYNC110 (nobody tells)
        await asyncio.sleep(0.01)
    await asyncio.sleep(0)  # what its end has scheduled is done


def _start_problem(starting: "asyncio.Future[Playwright]", folder: Path) -> BrowserError:
    log = folder / "driver.log"
    said = log.read_text(errors="replace") if log.is_file() else ""
    if missing := missing_library(said):
        return missing
    last_words = said.strip().splitlines()[-1:]
    if not starting.done():
        last_words = [f"it was not ready within {START_SECONDS:g} seconds"]
    elif not last_words:
        last_words = str(starting.exception()).splitlines()[:1]
    return BrowserBroken(DRIVER, cleaned(last_words[0]) if last_words else "it ended at once")


def _written_pid(folder: Path) -> int:
    """Return the driver's process id, 0 where its script didn't come that far."""
    file = folder / "driver.pid"
    words = file.read_text().strip() if file.is_file() else ""
    return int(words) if words.isdecimal() else 0


def _script(folder: Path) -> Path:
    """Write the script that starts the driver; ``exec`` keeps the process id it wrote."""
    node = driver_program()
    if node is None:
        raise BrowserBroken(DRIVER, "Playwright is not installed")
    unwanted = " ".join(sorted(set(os.environ) - set(fenced_environment())))
    quoted = shlex.quote(str(folder))
    lines = [
        "#!/bin/sh",
        f"exec 2>{quoted}/driver.log",
        f"echo $$ >{quoted}/driver.pid",
        f"unset {NODE} {unwanted}",
        f"export TMPDIR={quoted}",
        f'exec {shlex.quote(str(node))} "$@"',
    ]
    script = folder / "driver.sh"
    script.write_bytes(os.fsencode("\n".join(lines) + "\n"))  # a path may be any bytes
    script.chmod(0o700)
    return script


@contextmanager
def _node_named(script: Path) -> Iterator[None]:
    """Name our script as the Node.js to use, and put back what was named before."""
    before = os.environ.get(NODE)
    os.environ[NODE] = str(script)
    try:
        yield
    finally:
        if before is None:
            del os.environ[NODE]
        else:
            os.environ[NODE] = before


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Drop what asyncio would write to the terminal when the driver dies: it is handled here.

    Playwright leaves a future behind whose exception nobody can fetch.
    """
    error = record.exc_info[1] if record.exc_info else None
    return "reading from the driver" not in str(error)
