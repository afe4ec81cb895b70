"""Bringing a browser to this machine.

Owns the ways to get one, in order, and what is told while they are tried. Asks nobody, and
downloads nothing where a browser that starts is there already.
"""

import asyncio
import os
import re
import shlex
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from enum import StrEnum

from msgspec import Struct

from optout_profiles.browser.finding import browser_version, find_browser
from optout_profiles.browser.libraries import DRIVERS_LIBRARY, driver_problem
from optout_profiles.browser.packages import System, this_system
from optout_profiles.browser.processes import end_group, quiet_environment
from optout_profiles.errors import BrowserBroken, InstallFailed, LibraryMissing, NoBrowser
from optout_profiles.text import cleaned

DOWNLOAD = (sys.executable, "-m", "playwright", "install", "--no-shell", "chromium")
SILENCE_SECONDS = 600.0
"""Playwright speaks at every tenth of 170 MB, and waits this long for another one's download."""

ANSWER_MILLISECONDS = "10000"
"""Playwright tries five times; with its own 30 s a network that swallows all costs 150 s."""

SHARE = re.compile(r"(\d{1,3})% of ([\d.]+ [KMG]i?B)")
ERROR = re.compile(r"\bError: (.+)|^E: (.+)")


class Step(StrEnum):
    """What is being done, or came of it."""

    LIBRARY = "installing a system library that the browser's driver needs"
    DOWNLOADING = "downloading Chromium with Playwright"
    DOWNLOAD_FAILED = "the download failed"
    PACKAGES = "installing Chromium as a package of the system"
    PACKAGES_FAILED = "the package could not be installed"
    ALREADY_THERE = "a browser that starts is there already"
    INSTALLED = "the browser is installed and starts"


class Progress(Struct, frozen=True):
    """One thing told: the step, words for it, and of a download the share from 0 to 1."""

    step: Step
    words: str = ""
    share: float | None = None


class _Failed(Exception):
    """A command ended badly; ``str`` is the most telling line that it wrote."""


async def install_browser(
    *, visible: bool = False, system: System | None = None
) -> AsyncGenerator[Progress, None]:
    """Bring a browser and say what happens; the last record is ALREADY_THERE or INSTALLED.

    ``visible`` asks for one that can show a window. Ways: Playwright's download, which honours
    ``PLAYWRIGHT_DOWNLOAD_HOST``; else, as root on Debian and its kin, packages. A snap counts as
    none: it sees none of our private folders. Raises what keeps the driver from starting,
    ``LibraryMissing`` or ``BrowserBroken``, or ``InstallFailed``, which tells each way tried.
    """
    system = system or this_system()
    async for progress in _library(system):
        yield progress
    if version := await _working(visible):
        yield Progress(Step.ALREADY_THERE, version)
        return
    tried: list[str] = []
    for way in (_download(), _packages(system)):
        async with aclosing(way) as told:
            async for progress in told:
                if progress.step in {Step.DOWNLOAD_FAILED, Step.PACKAGES_FAILED}:
                    tried.append(f"{progress.step} ({progress.words})")
                yield progress
        if version := await _working(visible):
            yield Progress(Step.INSTALLED, version)
            return
    problem = "; ".join(tried) or "what was installed does not start"
    raise InstallFailed(problem, system.command or shlex.join(DOWNLOAD))


async def _working(visible: bool) -> str | None:
    """Return the version of the browser that would be used, if it starts and suits us."""
    try:
        found = find_browser(visible=visible)
        if found.is_snap:
            return None
        return await asyncio.to_thread(browser_version, found)
    except (NoBrowser, BrowserBroken):
        return None


async def _library(system: System) -> AsyncGenerator[Progress, None]:
    problem = await asyncio.to_thread(driver_problem)
    lacks = problem.library if isinstance(problem, LibraryMissing) else ""
    if problem and lacks == DRIVERS_LIBRARY and system.can_install:
        try:
            async for line in _apt(system, ["libatomic1"]):
                yield Progress(Step.LIBRARY, line)
        except _Failed:
            raise problem from None
        problem = await asyncio.to_thread(driver_problem)
    if problem:
        raise problem


async def _download() -> AsyncGenerator[Progress, None]:
    env = quiet_environment()
    env.setdefault("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", ANSWER_MILLISECONDS)
    env["NO_COLOR"] = "1"
    yield Progress(Step.DOWNLOADING, share=0.0)
    try:
        async for line in _said_by(DOWNLOAD, env):
            if part := SHARE.search(line):
                yield Progress(Step.DOWNLOADING, part[0], min(int(part[1]), 100) / 100)
    except _Failed as failed:
        yield Progress(Step.DOWNLOAD_FAILED, str(failed))


async def _packages(system: System) -> AsyncGenerator[Progress, None]:
    if not system.can_install or not system.packages:
        return
    try:
        async for line in _apt(system, system.packages):
            yield Progress(Step.PACKAGES, line)
    except _Failed as failed:
        yield Progress(Step.PACKAGES_FAILED, str(failed))


async def _apt(system: System, packages: Sequence[str]) -> AsyncGenerator[str, None]:
    """Refresh the lists and install; a package that the lists don't know is left out."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    async for line in _said_by(["apt-get", "update"], env):
        yield line
    known = [name for name in packages if await system.knows(name)]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *known]
    async for line in _said_by(install, env):
        yield line


async def _said_by(command: Sequence[str], env: dict[str, str]) -> AsyncGenerator[str, None]:
    """Yield the lines that a command writes; raises ``_Failed`` when it ends badly or hangs.

    Whenever the caller stops listening, the command and all it started are ended.
    """
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=env,
        limit=1 << 20,
        start_new_session=True,
    )
    assert process.stdout
    telling = ""
    try:
        while raw := await asyncio.wait_for(process.stdout.readline(), SILENCE_SECONDS):
            line = cleaned(raw.decode(errors="replace"))
            if not telling and (error := ERROR.search(line)):
                telling = error[1] or error[2]
            yield line
        code = await asyncio.wait_for(process.wait(), SILENCE_SECONDS)
    except TimeoutError:
        raise _Failed(f"nothing happened for {SILENCE_SECONDS:g} seconds") from None
    finally:
        end_group(process.pid)
        await process.wait()
    if code:
        raise _Failed(telling or f"it ended with code {code}")
