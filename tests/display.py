"""A display of the tests' own, for windows that nobody sees: Xvfb.

Without a window manager nobody but a test closes a window: it sends what a window manager sends
when its cross is clicked.
"""

import ctypes
import os
import secrets
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes.util import find_library
from pathlib import Path

import pytest

from optout_profiles.browser.finding import find_browser
from optout_profiles.errors import NoBrowser

CLIENT_MESSAGE = 33
ANY_HOST = 0xFFFF


def lacking_for_windows() -> list[str]:
    """Say what the tests of a visible browser lack here."""
    lacking = [] if shutil.which("Xvfb") else ["Xvfb"]
    with suppress(NoBrowser):
        find_browser(visible=True)
        return lacking
    return [*lacking, "a browser that shows windows"]


def key_file(path: Path) -> Path:
    """Write a key for every display, as ``xauth`` does; see Xau(3)."""
    parts = (b"", b"", b"MIT-MAGIC-COOKIE-1", secrets.token_bytes(16))
    written = b"".join(struct.pack(">H", len(part)) + part for part in parts)
    path.write_bytes(struct.pack(">H", ANY_HOST) + written)
    return path


@contextmanager
def running_display(folder: Path) -> Iterator[tuple[str, Path]]:
    """Run a display that nobody can use without its key; both are told."""
    key = key_file(folder / "key")
    number, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-auth", key, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL) as server:
        os.close(theirs)
        try:
            with os.fdopen(number) as told:
                yield f":{told.readline().strip()}", key
        finally:
            server.terminate()


def shown_on(name: str, key: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Show windows on this display."""
    for variable in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("DISPLAY", name)
    monkeypatch.setenv("XAUTHORITY", str(key))
    return name


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
