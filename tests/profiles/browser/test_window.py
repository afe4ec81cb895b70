"""A browser that a person sees, on a display of the test's own.

Only collected where there are Xvfb and a full browser. Without a window manager nobody but the
test closes a window: it sends what a window manager sends when its cross is clicked.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from display import close_windows, key_file, running_display, shown_on

from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.browser.launching import launched
from optout_profiles.browser.processes import groups_below
from optout_profiles.errors import NoDisplay

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext

HOSTS = ("127.0.0.1",)
CANARY = "canary-90c2e1b7d4"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Run a display that nobody can use without its key; both are told."""
    with running_display(tmp_path_factory.mktemp("display")) as told:
        yield told


@pytest.fixture
def display(screen: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> str:
    """Show windows on the test's display."""
    return shown_on(*screen, monkeypatch)


@pytest.fixture
def full() -> FoundBrowser:
    return find_browser(visible=True)


class Planting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Set-Cookie", f"planted={CANARY}; Max-Age=9999999")
        self.end_headers()
        self.wfile.write(f"<title>{CANARY}</title>".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Planting)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def groups(home: Path) -> set[int]:
    (written,) = (home / "state" / "running").glob("*/driver.pid")
    return groups_below(int(written.read_text()))


def arguments(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")


def below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def kill(home: Path) -> None:
    for group in groups(home):
        os.killpg(group, 9)


async def test_a_window_shows_a_page_and_nothing_of_it_is_left(
    display: str, full: FoundBrowser, home: Path, address: str, processes: Callable[[], list[str]]
) -> None:
    async with launched(full, HOSTS, visible=True) as running:
        page = await running.new_page()
        await page.goto(address)
        assert await page.title() == CANARY
        assert "Headless" not in await page.evaluate("navigator.userAgent")
        assert close_windows() > 0
    assert processes() == []
    assert below(home) == [home / "state", home / "state" / "running"]


async def test_a_window_lacks_the_sandbox_for_root_only(
    display: str, full: FoundBrowser, home: Path
) -> None:
    async with launched(full, HOSTS, visible=True):
        words = [arguments(group) for group in groups(home)]
    assert words
    assert all(("--no-sandbox" in one) is (os.geteuid() == 0) for one in words)


async def closing(
    running: "Browser", deed: Callable[[], object]
) -> tuple[asyncio.Event, "BrowserContext"]:
    """Do what closes a page; return what tells that the browser ended, and the page's context."""
    context = await running.new_context(no_viewport=True)
    await context.add_cookies([{"name": "kept", "value": "yes", "url": "http://127.0.0.1"}])
    page = await context.new_page()
    ended = asyncio.Event()
    running.on("disconnected", lambda _: ended.set())
    async with page.expect_event("close"):
        deed()
    return ended, context


async def test_a_window_that_a_person_closes_ends_no_browser_and_its_cookies_can_be_read(
    display: str, full: FoundBrowser
) -> None:
    async with launched(full, HOSTS, visible=True) as running:
        ended, context = await closing(running, close_windows)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ended.wait(), 0.5)
        assert running.is_connected()
        assert [cookie["value"] for cookie in await context.cookies()] == ["yes"]


async def test_a_browser_that_crashes_is_told_right_after_its_page(
    display: str, full: FoundBrowser, home: Path
) -> None:
    async with launched(full, HOSTS, visible=True) as running:
        ended, _ = await closing(running, lambda: kill(home))
        await asyncio.wait_for(ended.wait(), 0.5)
        assert not running.is_connected()


async def test_a_display_that_does_not_let_us_in_is_none(
    display: str, full: FoundBrowser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XAUTHORITY", str(key_file(tmp_path / "another key")))
    with pytest.raises(NoDisplay):
        async with launched(full, HOSTS, visible=True):
            pass


@pytest.mark.parametrize(
    "named",
    [
        {"DISPLAY": ":4711"},
        {"WAYLAND_DISPLAY": "wayland-4711", "XDG_SESSION_TYPE": "wayland"},
    ],
)
async def test_a_display_that_is_named_and_not_there_is_none(
    display: str,
    full: FoundBrowser,
    home: Path,
    named: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    monkeypatch.delenv("DISPLAY")
    for variable, value in named.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(NoDisplay):
        async with launched(full, HOSTS, visible=True):
            pass
