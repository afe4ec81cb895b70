"""A person's hands in the window of a browser that another process has started.

The browser is started through a script that opens its debugging port; here is just enough of a
client for that. Each deed is one word to the page: what a person would type or click.
"""

import base64
import http.client
import json
import os
import socket
import time
import urllib.request
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

PATIENCE = 20.0


def handed_browser(browser: Path, folder: Path) -> Path:
    """Make a program that starts this browser so that its pages can be reached."""
    program = folder / f"my-{browser.name}"
    program.write_text(f'#!/bin/sh\nexec "{browser}" --remote-debugging-port=0 "$@"\n')
    program.chmod(0o755)
    return program


class Hands:
    """Acts in the newest page of a browser whose files are below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._asked = 0
        self._socket = _connected(_page_address(_port(folder)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()

    def fill(self, css: str, words: str) -> None:
        """Type into a field."""
        self._until(f"Boolean({_one(css)}) && ({_one(css)}.focus(), true)")
        self._told("Input.insertText", text=words)

    def click(self, css: str) -> None:
        """Click in the middle of what is there, once it is."""
        box = f"JSON.stringify({_one(css)}.getBoundingClientRect())"
        self._until(f"document.readyState == 'complete' && Boolean({_one(css)})")
        at = json.loads(self._value(box))
        spot = {"x": at["x"] + at["width"] / 2, "y": at["y"] + at["height"] / 2}
        for kind in ("mousePressed", "mouseReleased"):
            self._told("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **spot)

    def close(self) -> None:
        """Close the page once it is there, as the cross of its window does."""
        self._until("document.readyState == 'complete'")
        self._told("Page.close")

    def _until(self, claim: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._value(claim):
            assert time.monotonic() < deadline, f"it never came true: {claim}"

    def _value(self, script: str) -> Any:
        answer = self._told("Runtime.evaluate", expression=script)
        return answer.get("result", {}).get("value")

    def _told(self, method: str, **parameters: object) -> Any:
        """Say one thing and return what is answered; the page may be gone by then."""
        self._asked += 1
        _send(self._socket, {"id": self._asked, "method": method, "params": parameters})
        while answer := _received(self._socket):
            if answer.get("id") == self._asked:
                return answer.get("result", {})
        return {}


def _one(css: str) -> str:
    return f"document.querySelector({json.dumps(css)})"


def _port(folder: Path) -> int:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for file in folder.rglob("DevToolsActivePort"):
            if words := file.read_text().split():
                return int(words[0])
    raise AssertionError("no browser opened its debugging port")


def _page_address(port: int) -> str:
    """Return where the newest page of http is spoken to, once there is one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for page in _targets(port):
            if page["type"] == "page" and page["url"].startswith("http"):
                return str(page["webSocketDebuggerUrl"])
    raise AssertionError("no page was opened")


def _targets(port: int) -> list[dict[str, str]]:
    """Return what the browser has open; nothing from one that is about to end."""
    address = f"http://127.0.0.1:{port}/json/list"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as told:
            return list(json.load(told))
    except (OSError, http.client.HTTPException):
        return []


def _connected(address: str) -> socket.socket:
    """Shake hands as in RFC 6455."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname, parts.port), PATIENCE)
    key = base64.b64encode(os.urandom(16)).decode()
    connection.sendall(
        f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        more = connection.recv(1)
        assert more, f"the browser hung up: {head!r}"
        head += more
    assert head.startswith(b"HTTP/1.1 101"), head
    return connection


def _send(connection: socket.socket, message: object) -> None:
    """Send one frame of text; a client's frames are masked, here by zeros."""
    text = json.dumps(message).encode()
    size = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + len(text).to_bytes(2, "big")
    connection.sendall(b"\x81" + size + bytes(4) + text)


def _received(connection: socket.socket) -> Any:
    """Return the next frame's message; None where the other end has closed."""
    head = _exactly(connection, 2)
    if len(head) < 2 or head[0] & 0x0F != 1:
        return None
    size = head[1] & 0x7F
    if size > 125:
        size = int.from_bytes(_exactly(connection, 2 if size == 126 else 8), "big")
    return json.loads(_exactly(connection, size))


def _exactly(connection: socket.socket, size: int) -> bytes:
    taken = b""
    try:
        while len(taken) < size and (more := connection.recv(size - len(taken))):
            taken += more
    except ConnectionResetError:
        return b""
    return taken
