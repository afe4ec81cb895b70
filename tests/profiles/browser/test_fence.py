"""What a fenced browser can reach: every kind of request, with the fence down as control."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.browser.launching import fence, launched

OUTSIDE = ("127.0.0.2", "localhost")
"""An address literal and a name; both would reach this machine, neither is on the list."""

KINDS = {
    *("image", "script", "style", "import", "font", "frame", "object", "media", "prefetch"),
    *("preload", "fetch", "xhr", "beacon", "events", "websocket", "worker", "redirect"),
    *("form", "link", "window", "goto"),
}

PAGE = """<!doctype html><title>page</title>
<a id=link href="OUT/link">link</a>
<form id=form action="OUT/form" method=post></form>
<style>@import url(OUT/import); @font-face {font-family: odd; src: url(OUT/font)}
p {font-family: odd}</style><p>odd</p>
<script>
const done = (make) => new Promise((resolve) => {
  const thing = make(); thing.onload = thing.onerror = thing.onclose = resolve;
});
const added = (tag, fields) => done(() =>
  document.body.appendChild(Object.assign(document.createElement(tag), fields)));
window.tryAll = async () => { await Promise.allSettled([
  added("img", {src: "OUT/image"}), added("script", {src: "OUT/script"}),
  added("link", {rel: "stylesheet", href: "OUT/style"}),
  added("link", {rel: "prefetch", href: "OUT/prefetch"}),
  added("link", {rel: "preload", as: "fetch", href: "OUT/preload"}),
  added("iframe", {src: "OUT/frame"}), added("object", {data: "OUT/object"}),
  added("video", {src: "OUT/media"}), added("img", {src: "/redirect?OUT/redirect"}),
  fetch("OUT/fetch", {mode: "no-cors"}),
  done(() => { const x = new XMLHttpRequest(); x.open("GET", "OUT/xhr"); x.send(); return x }),
  done(() => new EventSource("OUT/events")),
  done(() => new WebSocket("OUT/websocket".replace("http", "ws"))),
  new Promise((resolve) => { const worker = new Worker("/worker.js?OUT/worker");
    worker.onmessage = resolve }),
  document.fonts.load("16px odd"),
]); navigator.sendBeacon("OUT/beacon"); };
window.stun = async () => {
  const host = new URL("OUT").host, turn = {username: "odd", credential: "odd"};
  const peer = new RTCPeerConnection({iceServers: [{urls: "stun:" + host},
    {urls: "turn:" + host, ...turn}, {urls: `turn:${host}?transport=tcp`, ...turn},
    {urls: `turns:${host}?transport=tcp`, ...turn}]});
  peer.createDataChannel("odd");
  const ended = new Promise((resolve) => {
    peer.onicegatheringstatechange = () => peer.iceGatheringState == "complete" && resolve() });
  await peer.setLocalDescription(await peer.createOffer());
  await ended;
};
</script>"""
WORKER = """const to = self.location.search.slice(1);
fetch(to, {mode: "no-cors"}).catch(() => 0).then(() => postMessage(1));"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", parts.query)
            self.end_headers()
            return
        kind = "text/javascript" if parts.path == "/worker.js" else "text/html"
        text = WORKER if parts.path == "/worker.js" else PAGE.replace("OUT", parts.query)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


class Outsider(Handler):
    """Notes what reached it, and answers every request with nothing."""

    def do_GET(self) -> None:
        self.server.arrived.add(self.path.strip("/").partition("?")[0])
        self.send_response(404)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def do_CONNECT(self) -> None:
        self.do_GET()


class Listener(ThreadingHTTPServer):
    """Counts connections too: a proxy would see them before any request."""

    daemon_threads = True

    def __init__(self, address: str, handler: type[Handler]) -> None:
        super().__init__((address, 0), handler)
        self.arrived: set[str] = set()
        self.connections = 0
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def get_request(self) -> tuple[socket.socket, object]:
        self.connections += 1
        return super().get_request()


@pytest.fixture
def site() -> Iterator[Listener]:
    with closing_server(Listener("127.0.0.1", Handler)) as server:
        yield server


@pytest.fixture
def outsider() -> Iterator[Listener]:
    with closing_server(Listener("0.0.0.0", Outsider)) as server:
        yield server


class closing_server:  # noqa: N801 (reads as a verb)
    def __init__(self, server: Listener) -> None:
        self._server = server

    def __enter__(self) -> Listener:
        return self._server

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


async def try_everything(
    found: FoundBrowser, hosts: list[str], site: Listener, outside: str
) -> None:
    """Make each kind of request from a page of the site to the address outside."""
    async with launched(found, hosts) as browser:
        context = await browser.new_context(accept_downloads=False)
        context.set_default_timeout(5000)
        address = f"http://127.0.0.1:{site.server_port}/?{outside}"
        page = await context.new_page()
        await page.goto(address)
        await page.evaluate("tryAll()")
        for deed in ("link.click()", "form.submit()", f"location = '{outside}/goto'"):
            other = await context.new_page()
            await other.goto(address)
            async with other.expect_event("requestfailed" if len(hosts) == 1 else "response"):
                await other.evaluate(f"() => {{ {deed} }}")
        async with context.expect_page() as opened:
            await page.evaluate(f"() => {{ window.open('{outside}/window') }}")
        await (await opened.value).wait_for_load_state()


@pytest.fixture(params=OUTSIDE)
def outside(request: pytest.FixtureRequest, outsider: Listener) -> str:
    return f"http://{request.param}:{outsider.server_port}"


async def test_nothing_reaches_a_host_that_is_not_listed(
    browser: FoundBrowser, site: Listener, outsider: Listener, outside: str
) -> None:
    await try_everything(browser, ["127.0.0.1"], site, outside)
    assert site.connections > 0
    assert outsider.connections == 0


async def test_every_kind_of_request_arrives_where_the_host_is_listed(
    usual: FoundBrowser, site: Listener, outsider: Listener, outside: str
) -> None:
    """The control: it shows that the test above could fail for each of the kinds."""
    await try_everything(usual, ["127.0.0.1", *OUTSIDE], site, outside)
    assert outsider.arrived >= KINDS


@pytest.mark.parametrize("host", ["127.0.0.2", "elsewhere.test"])
async def test_a_proxy_in_the_environment_is_neither_used_nor_a_way_around(
    browser: FoundBrowser,
    site: Listener,
    outsider: Listener,
    host: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Chromium asks no proxy for this machine's own addresses, so a name stands beside one."""
    with closing_server(Listener("127.0.0.1", Outsider)) as proxy:
        for name in ("http_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
        outside = f"http://{host}:{outsider.server_port}"
        await try_everything(browser, ["127.0.0.1"], site, outside)
        assert proxy.connections == 0
    assert outsider.connections == 0


async def test_webrtc_does_not_go_around_the_fence(
    browser: FoundBrowser, site: Listener, outsider: Listener
) -> None:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as stun:
        stun.bind(("127.0.0.2", outsider.server_port))
        stun.setblocking(False)
        async with launched(browser, ["127.0.0.1"]) as running:
            page = await running.new_page()
            outside = f"http://127.0.0.2:{outsider.server_port}"
            await page.goto(f"http://127.0.0.1:{site.server_port}/?{outside}")
            await asyncio.wait_for(page.evaluate("stun()"), 20)
        with pytest.raises(BlockingIOError):
            stun.recv(1)
    assert outsider.connections == 0


@pytest.mark.parametrize("host", ["a,b", "a , EXCLUDE *", "*", "", "A.test", "a b"])
def test_a_host_can_not_add_rules_of_its_own(host: str) -> None:
    with pytest.raises(ValueError, match="not a plain host name"):
        fence([host])
