"""The practice site's sockets: HTTP/1.1 on loopback, one thread a connection.

Refuses whatever was meant for another host (DNS rebinding) or sent by another site's page.
Prints nothing; a client that leaves early is no error.
"""

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler
from selectors import EVENT_READ, DefaultSelector
from socketserver import TCPServer, ThreadingMixIn
from threading import Lock
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from optout_profiles.practice import places
from optout_profiles.practice.exchange import Cut, Reply, Request, plain
from optout_profiles.practice.service import Service

_RequestType: TypeAlias = socket.socket | tuple[bytes, socket.socket]
HOST = "127.0.0.1"
BODY_LIMIT = 64 * 1024
"""Bytes; a form is a few hundred."""

UNCOUNTED = frozenset({"/", places.LOG, places.END_SESSIONS})

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Server(ThreadingMixIn, TCPServer):
    """Listens at once; closing it ends every connection and waits for their threads."""

    allow_reuse_address = True
    request_queue_size = 64
    service: Service

    def __init__(self, port: int) -> None:
        self._lock = Lock()
        self._connections: set[socket.socket] = set()
        super().__init__((HOST, port), _Handler)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.socket.getsockname()[1])

    @property
    def authority(self) -> str:
        """Its host and port, as a request names them."""
        return f"{HOST}:{self.port}"

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        """Accept a connection and remember it."""
        connection, address = super().get_request()
        with self._lock:
            self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: _RequestType) -> None:
        """Forget a connection and end it."""
        with self._lock:
            self._connections -= {request}
        super().shutdown_request(request)

    def end_connections(self) -> None:
        """Wake every thread that waits for its client, by ending the connection."""
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: _RequestType, client_address: Any) -> None:
        """Say nothing of a client that left; anything else is a bug and is shown."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Turns bytes into requests and replies into bytes."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "practice"
    sys_version = ""
    timeout = 60
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer a request; sending and writing come here too."""
        body = self._body()
        if body is None:
            self._refuse("That is too much, or not as much as was said.", 400)
        elif self.headers.get("Host") != self.server.authority:
            service = self.server.service
            service.log.count_other_host(service.member_of(self._request(body)))
            self._refuse(f"This is only http://{self.server.authority}/.", 421)
        elif self.headers.get("Origin", self._origin) != self._origin:
            self._refuse("Another site's page sent this.", 403)
        else:
            self._answer(self._request(body))

    do_POST = do_PUT = do_GET  # noqa: N815

    @property
    def _origin(self) -> str:
        return f"http://{self.server.authority}"

    def _body(self) -> bytes | None:
        """Return what was sent, or ``None`` where it can't be told or is too much."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            return None
        return self.rfile.read(int(length)) if int(length) <= BODY_LIMIT else None

    def _request(self, body: bytes) -> Request:
        path, _, query = self.path.partition("?")
        cookies: SimpleCookie = SimpleCookie()
        with suppress(CookieError):
            cookies.load(self.headers.get("Cookie", ""))
        return Request(
            method=self.command,
            path=path,
            query=dict(parse_qsl(query)),
            body=body,
            cookies={name: morsel.value for name, morsel in cookies.items()},
            stay=self._stay,
        )

    def _answer(self, request: Request) -> None:
        service = self.server.service
        if request.path in UNCOUNTED:
            self._send(service.answer(request))
            return
        with service.log.answering(service.member_of(request)):
            reply = service.answer(request)
        if reply.cut:
            self._break_off(reply, reply.cut)
            return
        self._send(reply)
        if reply.more:
            self._go_on(reply.more, reply.beat)

    def _refuse(self, words: str, status: int) -> None:
        self.close_connection = True
        self._send(plain(words, status))

    def _send(self, reply: Reply) -> None:
        self._begin(reply)
        self.end_headers()
        self.wfile.write(_chunk(reply.body) if reply.more else reply.body)
        self.wfile.flush()

    def _begin(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in self._headers_of(reply):
            self.send_header(name, value)

    def _break_off(self, reply: Reply, cut: Cut) -> None:
        """Send as much of an answer as comes before its cut, and end with a reset.

        The connection must not be shut down first: that would be an orderly end.
        """
        if cut is not Cut.BEFORE_HEADERS:
            self._begin(reply)
        if cut is Cut.IN_HEADERS:
            self.flush_headers()
        if cut is Cut.IN_BODY:
            self.end_headers()
            self.wfile.write(reply.body[: len(reply.body) // 2])
        self.wfile.flush()
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _headers_of(self, reply: Reply) -> list[tuple[str, str]]:
        keeping = "max-age=3600" if reply.is_cacheable else "no-store"
        headers = [("Content-Type", reply.kind), ("Cache-Control", keeping)]
        headers += SECURITY_HEADERS.items()
        headers += [("Set-Cookie", cookie) for cookie in reply.cookies]
        if reply.location:
            headers.append(("Location", reply.location))
        if self.close_connection:
            headers.append(("Connection", "close"))
        length = ("Content-Length", str(len(reply.body)))
        return [*headers, ("Transfer-Encoding", "chunked") if reply.more else length]

    def _go_on(self, pieces: Iterator[bytes], beat: float) -> None:
        """Send a little more every moment, until the client leaves or the site ends."""
        self.close_connection = True
        for piece in pieces:
            if not self._stay(beat):
                return
            self.wfile.write(_chunk(piece))
            self.wfile.flush()

    def _stay(self, seconds: float) -> bool:
        """Wait; say whether the client is still there."""
        if not seconds:
            return True
        with DefaultSelector() as selector:
            selector.register(self.connection, EVENT_READ)
            return not selector.select(seconds)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing."""


def _chunk(data: bytes) -> bytes:
    """Return a piece of a body that goes on; an empty one would end it."""
    return b"%x\r\n%s\r\n" % (len(data), data) if data else b""
