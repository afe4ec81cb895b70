"""What Playwright keeps on this machine: its driver and the browsers that it downloaded.

Owns the names of those folders, read from the driver's own list (``browsers.json``), as in
Playwright's ``server/registry``. Never imports Playwright: that takes longer than the first
screen.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct

FULL_BROWSER = ("chrome-*/chrome", "chrome-mac*/*.app/Contents/MacOS/*")
HEADLESS_SHELL = ("chrome-headless-shell-*/chrome-headless-shell", "chrome-*/headless_shell")
"""Where the program is below its folder; the second place is that of older builds."""


class _Listed(Struct):
    name: str
    revision: str


class _Browsers(Struct):
    browsers: list[_Listed]


def driver_folder() -> Path | None:
    """Return the folder of Playwright's driver, or None where Playwright isn't installed."""
    spec = find_spec("playwright")
    return Path(spec.origin).parent / "driver" if spec and spec.origin else None


def driver_program() -> Path | None:
    """Return the Node.js that runs the driver: the named one, else the one that comes with it."""
    named = os.environ.get("PLAYWRIGHT_NODEJS_PATH")
    folder = driver_folder()
    return Path(named) if named else folder and folder / "node"


def downloaded_browser() -> Path | None:
    """Return the full Chromium that fits this Playwright, if it was downloaded."""
    return _downloaded("chromium", FULL_BROWSER)


def downloaded_headless_shell() -> Path | None:
    """Return the headless shell that fits this Playwright, if it was downloaded."""
    return _downloaded("chromium-headless-shell", HEADLESS_SHELL)


def _downloaded(name: str, places: tuple[str, ...]) -> Path | None:
    folder = _browser_folder(name)
    if folder is None or not (folder / "INSTALLATION_COMPLETE").is_file():
        return None
    found = (path for place in places for path in sorted(folder.glob(place)))
    return next((path for path in found if os.access(path, os.X_OK)), None)


def _browser_folder(name: str) -> Path | None:
    driver = driver_folder()
    if driver is None:
        return None
    try:
        listed = msgspec.json.decode(
            (driver / "package" / "browsers.json").read_bytes(), type=_Browsers
        )
    except (OSError, msgspec.DecodeError):
        return None
    revisions = (browser.revision for browser in listed.browsers if browser.name == name)
    revision = next(revisions, "none")
    return downloads_folder(driver) / f"{name.replace('-', '_')}-{revision}"


def downloads_folder(driver: Path) -> Path:
    """Return where Playwright looks for its browsers: as named, else in the home's cache."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named:
        return driver / "package" / ".local-browsers" if named == "0" else Path(named).absolute()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ms-playwright"
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "ms-playwright"
