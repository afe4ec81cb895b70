"""Answers that break off, drip or are never ready, as the socket shows it."""

import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from optout_profiles.practice import Behaviour, Pace, PracticeSite, member_with, places


def begun(site: PracticeSite, behaviour: Behaviour, path: str = places.SETTING) -> socket.socket:
    """Ask for a page and return the connection."""
    parts = urlsplit(site.origin)
    connection = socket.create_connection((parts.hostname, parts.port), timeout=5)
    cookie = f"li_at={site.cookies(member_with(behaviour).handle)[0].value}"
    asked = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookie}\r\n\r\n"
    connection.sendall(asked.encode())
    return connection


def until_reset(connection: socket.socket) -> bytes:
    """Return what comes before the connection is reset; an orderly end is a failure."""
    received = []

    def receive() -> None:
        while piece := connection.recv(65536):
            received.append(piece)

    with connection, pytest.raises(ConnectionResetError):
        receive()
    return b"".join(received)


@pytest.mark.parametrize(
    ("behaviour", "path"),
    [
        (Behaviour.CUT_BEFORE_HEADERS, places.SETTING),
        (Behaviour.CUT_AT_SCRIPT, places.SCRIPT),
        (Behaviour.DATA_CUT, places.DATA + places.KEY),
    ],
)
def test_a_cut_before_the_headers_sends_nothing(site_of, behaviour, path) -> None:
    assert until_reset(begun(site_of(behaviour), behaviour, path)) == b""


def test_a_cut_in_the_headers_sends_some_of_them(site_of) -> None:
    received = until_reset(begun(site_of(Behaviour.CUT_IN_HEADERS), Behaviour.CUT_IN_HEADERS))
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\n\r\n" not in received


def test_a_cut_in_the_body_sends_half_of_it(site_of) -> None:
    received = until_reset(begun(site_of(Behaviour.CUT_IN_BODY), Behaviour.CUT_IN_BODY))
    head, _, body = received.partition(b"\r\n\r\n")
    (length,) = [
        int(line.split()[1]) for line in head.splitlines() if line.startswith(b"Content-Length")
    ]
    assert len(body) == length // 2
    assert places.KEY.encode() not in body


def test_a_cut_save_is_counted_and_not_kept(site_of, visit) -> None:
    site = site_of(Behaviour.CUT_AT_SAVE)
    with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
        visit(site, "cut-at-save-sample").write(places.KEY, is_on=False)
    assert site.log()["writes"] == {places.KEY: 1}
    assert not site.is_off("cut-at-save-sample")


def test_the_script_is_cut_for_one_member_only(site_of, visit) -> None:
    site = site_of(Behaviour.CUT_AT_SCRIPT, Behaviour.ON)
    assert visit(site, "on-sample").get(places.SCRIPT).status == 200
    with pytest.raises(ConnectionResetError):
        visit(site, "cut-at-script-sample").get(places.SCRIPT)


def test_a_dripping_page_comes_a_byte_at_a_time(site_of) -> None:
    site = site_of(Behaviour.DRIPPING, pace=Pace(dripping=0.01))
    with begun(site, Behaviour.DRIPPING) as connection:
        received = b""
        while received.count(b"\r\n1\r\n") < 3:
            received += connection.recv(4096)
    body = received.partition(b"\r\n\r\n")[2]
    assert body.startswith(b"1\r\n<\r\n1\r\n!\r\n")


def test_a_save_that_never_ends_is_lost_with_its_client(site_of, visit, until) -> None:
    site = site_of(Behaviour.SAVE_NEVER_ENDS)
    visitor = visit(site, "save-never-ends-sample")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(visitor.write, places.KEY, False)
        until(lambda: site.log()["writes"])
        assert not waiting.done()
        visitor.connection.sock.shutdown(2)
        assert waiting.exception()
    assert not site.is_off("save-never-ends-sample")


@pytest.mark.parametrize(
    ("behaviour", "path"),
    [(Behaviour.SLOW_ANSWER, places.SETTING), (Behaviour.SLOW_DATA, places.DATA + places.KEY)],
)
def test_what_is_slow_takes_as_long_as_its_pace_says(site_of, visit, behaviour, path) -> None:
    slow = visit(site_of(behaviour, pace=Pace(answering=60)), member_with(behaviour).handle)
    slow.connection.timeout = 0.2
    with pytest.raises(TimeoutError):
        slow.get(path)
    quick = visit(site_of(behaviour, pace=Pace(answering=0.01)), member_with(behaviour).handle)
    assert quick.get(path).status == 200
