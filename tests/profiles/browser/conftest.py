"""A private home for every test, the browsers of this machine, and what processes are left."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from display import lacking_for_windows

from optout_profiles.browser.downloads import downloads_folder, driver_folder
from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.errors import NoBrowser

PATIENCE = 10.0
PLACES = {
    "chromium": "chrome-linux64/chrome",
    "chromium-headless-shell": "chrome-headless-shell-linux64/chrome-headless-shell",
}
"""Where Playwright's archives have their programs."""

Wait = Callable[[Callable[[], object]], Awaitable[None]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything is written that this test's programs write.

    Playwright's downloads are below the home that is left: its tests still find them there.
    """
    driver = driver_folder()
    assert driver
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(downloads_folder(driver)))
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("OPTOUT_TUI_STATE", str(folder / "state"))
    return folder


def _kinds() -> list[str]:
    """Say which kinds to try; whether there is any at all, the tests themselves tell."""
    with suppress(NoBrowser):
        if find_browser() != find_browser(visible=True):
            return ["usual", "full"]
    return ["usual"]


collect_ignore = ["test_window.py"] if lacking_for_windows() else []


@pytest.fixture(params=_kinds())
def browser(request: pytest.FixtureRequest) -> FoundBrowser:
    """Each kind of browser that this machine has."""
    return find_browser(visible=request.param == "full")


@pytest.fixture
def download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Make the only downloads of Playwright, each a script; it has none at first."""
    downloads = tmp_path / "downloads"
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(downloads))
    driver = driver_folder()
    assert driver
    listed = msgspec.json.decode((driver / "package" / "browsers.json").read_bytes())
    revisions = {one["name"]: one["revision"] for one in listed["browsers"]}

    def make(name: str, text: str = "echo Chromium 1.2.3", *, complete: bool = True) -> Path:
        folder = downloads / f"{name.replace('-', '_')}-{revisions[name]}"
        path = folder / PLACES[name]
        path.parent.mkdir(parents=True)
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        if complete:
            (folder / "INSTALLATION_COMPLETE").touch()
        return path

    return make


@pytest.fixture
def usual() -> FoundBrowser:
    """Find the browser that runs use."""
    return find_browser()


@pytest.fixture
def processes(home: Path) -> Callable[[], list[str]]:
    """Tell the command lines of the living processes that know of this test's home."""

    def living() -> list[str]:
        if sys.platform != "linux":
            told = subprocess.run(["ps", "-A", "-o", "command="], capture_output=True, check=True)
            lines = told.stdout.decode(errors="replace").splitlines()
        else:
            lines = [_words(folder) for folder in Path("/proc").glob("[0-9]*")]
        return [line for line in lines if str(home) in line]

    return living


def _words(folder: Path) -> str:
    """Return a process's command line and what it inherited."""
    try:
        told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
    except OSError:
        return ""
    return told.replace(b"\0", b" ").decode(errors="replace")


@pytest.fixture
def until() -> Wait:
    """Wait for a condition, and fail when it doesn't come true in time."""

    async def wait(condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, "it never came true"
            await asyncio.sleep(0.01)

    return wait
