"""The sockets: loopback only, nobody else's requests, silence, and a clean end."""

import socket
import struct
import threading
from urllib.parse import urlsplit

import pytest

from optout_profiles.practice import Behaviour, PracticeSite, member_with, places


def raw(site: PracticeSite) -> socket.socket:
    parts = urlsplit(site.origin)
    return socket.create_connection((parts.hostname, parts.port), timeout=5)


def reset(connection: socket.socket) -> None:
    """Break a connection off with a reset, as a killed browser does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def asking(site: PracticeSite, handle: str, path: str = places.SETTING) -> bytes:
    host = urlsplit(site.origin).netloc
    token = site.cookies(handle)[0].value
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: li_at={token}\r\n\r\n".encode()


def test_it_listens_on_loopback_only(site_of) -> None:
    assert urlsplit(site_of(Behaviour.ON).origin).hostname == "127.0.0.1"


@pytest.mark.parametrize("host", ["localhost", "evil.invalid", "127.0.0.1", ""])
def test_a_request_for_another_host_is_refused_and_counted(site_of, visit, host) -> None:
    site = site_of(Behaviour.ON)
    answer = visit(site, "on-sample").ask("GET", places.SETTING, headers={"Host": host})
    assert answer.status == 421
    assert places.KEY not in answer.text
    assert site.log()["other_hosts"] == 1
    assert site.log()["requests"] == 0


def test_another_sites_page_cannot_write(site_of, visit) -> None:
    site = site_of(Behaviour.ON)
    path = places.DATA + places.KEY
    visitor = visit(site, "on-sample")
    foreign = {"Origin": "http://evil.invalid"}
    assert visitor.ask("PUT", path, "false", foreign).status == 403
    assert not site.is_off("on-sample")
    assert visit(site, "on-sample").ask("PUT", path, "false", {"Origin": site.origin}).status == 200
    assert site.is_off("on-sample")


def test_one_connection_serves_many_requests(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ON), "on-sample")
    visitor.get(places.SETTING)
    first = visitor.connection.sock
    visitor.write(places.KEY, is_on=False)
    visitor.get(places.FEED)
    assert visitor.connection.sock is first


def test_assets_may_be_kept_and_pages_may_not(site_of, visit) -> None:
    visitor = visit(site_of(Behaviour.ON), "on-sample")
    for name in ("site.css", "site.js", "icon.svg"):
        assert visitor.get(f"/assets/{name}").headers["Cache-Control"] == "max-age=3600"
    assert visitor.get(places.SETTING).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("length", ["-1", "x", "99999999"])
def test_a_body_of_no_sane_length_is_refused(site_of, visit, length) -> None:
    site = site_of(Behaviour.ON)
    headers = {"Content-Length": length}
    assert visit(site).ask("POST", places.LOGIN_SUBMIT, "", headers).status == 400


def test_the_first_page_needs_no_sign_in_and_tells_what_it_is(visit) -> None:
    with PracticeSite() as site:
        answer = visit(site).get("/")
        assert answer.status == 200
        assert "not LinkedIn" in answer.text
        for member in site.members:
            assert member.name in answer.text
            assert member.login in answer.text
            assert member.password in answer.text


def test_clients_that_break_off_leave_no_word_on_the_screen(capfd) -> None:
    members = [member_with(behaviour) for behaviour in (Behaviour.ON, Behaviour.ENDLESS)]
    with PracticeSite(members) as site:
        whole = asking(site, "on-sample")
        for sent in (b"", whole[:10], whole, b"\x16\x03\x01\x00\xff\r\n\r\n", b"GET\r\n\r\n"):
            connection = raw(site)
            connection.sendall(sent)
            reset(connection)
        endless = raw(site)
        endless.sendall(asking(site, "endless-sample"))
        assert endless.recv(100).startswith(b"HTTP/1.1 200")
        reset(endless)
    assert capfd.readouterr() == ("", "")


def test_leaving_ends_every_thread_under_open_and_endless_connections() -> None:
    before = set(threading.enumerate())
    with PracticeSite([member_with(Behaviour.ENDLESS), member_with(Behaviour.ON)]) as site:
        idle, endless = raw(site), raw(site)
        idle.sendall(asking(site, "on-sample"))
        endless.sendall(asking(site, "endless-sample"))
        assert idle.recv(100)
        assert endless.recv(100)
        assert len(set(threading.enumerate()) - before) == 3
    assert set(threading.enumerate()) == before
    for connection in (idle, endless):
        connection.close()


def test_an_endless_page_goes_on_and_never_comes_to_its_switch(site_of) -> None:
    site = site_of(Behaviour.ENDLESS)
    with raw(site) as connection:
        connection.sendall(asking(site, "endless-sample"))
        received = b""
        while received.count(b"and so on") < 2:
            received += connection.recv(4096)
    assert b"Transfer-Encoding: chunked" in received
    assert places.KEY.encode() not in received
