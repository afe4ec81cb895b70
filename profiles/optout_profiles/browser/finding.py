"""Which browser to use.

Owns the order in which browsers are looked for, and where they may be. Starts none but for its
version, and never imports Playwright.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from optout_profiles.browser.downloads import downloaded_browser, downloaded_headless_shell
from optout_profiles.browser.processes import ask, fenced_environment
from optout_profiles.errors import BrowserBroken, NoBrowser
from optout_profiles.text import cleaned

VERSION_SECONDS = 15.0
"""A cold start from a slow disk takes a few; more means that it hangs."""

SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")
CHANNELS: dict[str, tuple[str, ...]] = {
    "chrome": ("google-chrome-stable", "google-chrome", "/opt/google/chrome/chrome"),
    "msedge": ("microsoft-edge-stable", "microsoft-edge", "/opt/microsoft/msedge/msedge"),
    "chromium": ("chromium", "chromium-browser", "/snap/bin/chromium"),
}
APPLICATIONS: dict[str, tuple[str, ...]] = {
    "chrome": ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",),
    "msedge": ("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",),
    "chromium": ("/Applications/Chromium.app/Contents/MacOS/Chromium",),
}
SNAPS = Path("/snap")
TITLES = {"chrome": "Google Chrome", "msedge": "Microsoft Edge", "chromium": "Chromium"}


class Origin(StrEnum):
    """Why this browser was taken."""

    NAMED = "named"
    PLAYWRIGHT = "Playwright's own"
    SYSTEM = "the system's"


class FoundBrowser(Struct, frozen=True):
    """A browser that is there; whether it starts is only known once it has."""

    path: Path
    name: str
    is_headless_shell: bool
    origin: Origin

    @property
    def is_snap(self) -> bool:
        """Whether it runs inside Ubuntu's snap, which sees neither /tmp nor hidden folders."""
        return _is_snap(self.path)


def find_browser(named: str | None = None, *, visible: bool = False) -> FoundBrowser:
    """Return the browser to use: the named one, else Playwright's own, else the system's.

    ``named`` is a path, a program on ``PATH`` or a channel (chrome, msedge, chromium); one that
    can't be used raises ``BrowserBroken`` and nothing else is tried. A headless shell comes
    before a full browser, and never where ``visible`` is wanted. Raises ``NoBrowser``.
    """
    if named:
        return _named(named, visible)
    found = next(_unnamed(visible), None)
    if found is None:
        raise NoBrowser
    return found


def browser_version(found: FoundBrowser) -> str:
    """Return what the browser says its name and version are; raises ``BrowserBroken``."""
    try:
        answer = ask([str(found.path), "--version"], VERSION_SECONDS, fenced_environment())
    except OSError as error:
        raise BrowserBroken(str(found.path), error.strerror or "it can't be started") from error
    if answer.code is None:
        problem = f"it did not tell its version within {VERSION_SECONDS:g} seconds"
        raise BrowserBroken(str(found.path), problem)
    if answer.code or not answer.out.strip():
        said = (answer.err.strip().splitlines() or ["it ended without a word"])[-1]
        raise BrowserBroken(str(found.path), cleaned(said))
    return cleaned(answer.out.strip().splitlines()[-1])


def _named(named: str, visible: bool) -> FoundBrowser:
    path = _path_of(named, visible)
    if path is None:
        raise BrowserBroken(cleaned(named), "there is no such program, file or channel")
    if not path.is_file() or not os.access(path, os.X_OK):
        raise BrowserBroken(cleaned(named), "it is not a program that can be run")
    found = FoundBrowser(path, cleaned(path.name), _is_shell(path), Origin.NAMED)
    if visible and found.is_headless_shell:
        raise BrowserBroken(cleaned(named), "a headless shell can't show a window")
    return found


def _path_of(named: str, visible: bool) -> Path | None:
    """Return what is meant; a path with a slash stays what it is, be it there or not."""
    if named in CHANNELS:
        if named == "chromium" and (own := next(_playwrights(visible), None)):
            return own.path
        return next(_system(named), None)
    if os.sep in named or named.startswith("~"):
        return Path(named).expanduser().absolute()
    on_path = shutil.which(named)
    return Path(on_path) if on_path else None


def _unnamed(visible: bool) -> Iterator[FoundBrowser]:
    yield from _playwrights(visible)
    if not visible:
        for path in _existing(SHELLS):
            yield FoundBrowser(path, "Chromium headless shell", True, Origin.SYSTEM)
    found = [
        FoundBrowser(path, TITLES[channel], False, Origin.SYSTEM)
        for channel in CHANNELS
        for path in _system(channel)
    ]
    yield from sorted(found, key=lambda browser: browser.is_snap)


def _playwrights(visible: bool) -> Iterator[FoundBrowser]:
    shell = None if visible else downloaded_headless_shell()
    if shell:
        yield FoundBrowser(shell, "Chromium headless shell", True, Origin.PLAYWRIGHT)
    if full := downloaded_browser():
        yield FoundBrowser(full, "Chromium", False, Origin.PLAYWRIGHT)


def _system(channel: str) -> Iterator[Path]:
    return _existing(APPLICATIONS[channel] if sys.platform == "darwin" else CHANNELS[channel])


def _existing(names: tuple[str, ...]) -> Iterator[Path]:
    """Yield the programs that are there; a name with a slash stands for itself."""
    for name in names:
        path = shutil.which(name)
        if path and not _leads_to_snap(Path(path)):
            yield Path(path)


def _is_shell(path: Path) -> bool:
    names = {path.name, path.resolve().name}
    return any("headless-shell" in name or "headless_shell" in name for name in names)


def _is_snap(path: Path) -> bool:
    return path.is_relative_to(SNAPS) or path.resolve() == Path("/usr/bin/snap")


def _leads_to_snap(path: Path) -> bool:
    """Say whether this is Ubuntu's small script that only starts, or asks for, the snap."""
    try:
        with path.open("rb") as program:
            start = program.read(4096)
    except OSError:
        return False
    return start.startswith(b"#!") and b"/snap/bin/" in start
