"""A browser that a person sees, on a display of the test's own.

Only collected where there are Xvfb and a full browser. Without a window manager nobody but the
test closes a window: it sends what a window manager sends when its cross is clicked.
"""

import asyncio
import ctypes
import os
import secrets
import struct
import subprocess
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.browser.launching import launched
from optout_profiles.browser.processes import groups_below
from optout_profiles.errors import NoDisplay

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext

HOSTS = ("127.0.0.1",)
CANARY = "canary-90c2e1b7d4"

CLIENT_MESSAGE = 33
ANY_HOST = 0xFFFF


def key_file(path: Path) -> Path:
    """Write a key for every display, as ``xauth`` does; see Xau(3)."""
    parts = (b"", b"", b"MIT-MAGIC-COOKIE-1", secrets.token_bytes(16))
    written = b"".join(struct.pack(">H", len(part)) + part for part in parts)
    path.write_bytes(struct.pack(">H", ANY_HOST) + written)
    return path


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Run a display that nobody can use without its key; both are told."""
    key = key_file(tmp_path_factory.mktemp("display") / "key")
    number, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-auth", key, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL) as server:
        os.close(theirs)
        with os.fdopen(number) as told:
            yield f":{told.readline().strip()}", key
        server.terminate()


@pytest.fixture
def display(screen: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> str:
    """Show windows on the test's display."""
    name, key = screen
    for variable in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DISPLAY", name)
    monkeypatch.setenv("XAUTHORITY", str(key))
    return name


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


def close_windows() -> int:
    """Ask every window of the display to close, as its cross does; return how many there are."""
    x11 = ctypes.CDLL(find_library("X11"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = x11.XDefaultRootWindow.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    assert display
    protocols, delete = (
        x11.XInternAtom(display, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
    )
    root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    windows = ctypes.POINTER(ctypes.c_ulong)()
    top = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    seen = map(ctypes.byref, (root, parent, windows, count))
    x11.XQueryTree(display, top, *seen)
    for window in windows[: count.value]:
        event = ctypes.create_string_buffer(192)
        words = (CLIENT_MESSAGE, 0, 1, display.value, window, protocols, 32, delete, 0, 0, 0, 0)
        struct.pack_into("@iLiPLLi5L", event, 0, *words)
        x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), event)
    x11.XCloseDisplay(display)
    return count.value


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
