"""A practice site for each test, and a visitor who speaks plain HTTP to it."""

import http.client
import json
import os
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import ExitStack
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from optout_profiles.browser.finding import find_browser
from optout_profiles.practice import (
    Behaviour,
    Pace,
    PracticeSite,
    SignInShape,
    member_with,
    places,
)

QUICK = Pace(saving=0.2, reverting=0.0, drawing=0.05, approving=0.1)


class Answer(NamedTuple):
    status: int
    text: str
    headers: http.client.HTTPMessage

    @property
    def location(self) -> str:
        return self.headers["Location"] or ""


class Visitor:
    """A client that keeps its cookies and one connection, and follows nothing by itself."""

    def __init__(self, site: PracticeSite, handle: str | None = None) -> None:
        self.site = site
        self.connection = http.client.HTTPConnection(urlsplit(site.origin).netloc, timeout=5)
        known = site.cookies(handle) if handle else ()
        self.cookies = {cookie.name: cookie.value for cookie in known}

    def ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        asked = ({"Cookie": sent} if sent else {}) | (headers or {})
        self.connection.request(method, path, body, asked)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {
                name: morsel.coded_value for name, morsel in SimpleCookie(line).items()
            }
        return Answer(response.status, response.read().decode(), response.headers)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def send(self, path: str, **form: str) -> Answer:
        return self.ask("POST", path, urlencode(form))

    def write(self, key: str, is_on: bool) -> Answer:
        return self.ask("PUT", f"/mysettings-api/settingsApiSettings/{key}", json.dumps(is_on))


@pytest.fixture
def site_of() -> Iterator[Callable[..., PracticeSite]]:
    """Start a site whose members are named after their behaviours, such as ``on-sample``."""
    with ExitStack() as stack:

        def start(
            *behaviours: Behaviour, pace: Pace = QUICK, shape: SignInShape = SignInShape.CLASSIC
        ) -> PracticeSite:
            members = [member_with(behaviour) for behaviour in behaviours]
            return stack.enter_context(PracticeSite(members, pace=pace, sign_in=shape))

        yield start
    assert serving_threads() == []


@pytest.fixture
def visit() -> Iterator[Callable[..., Visitor]]:
    """Make a visitor, signed in as the member with this handle or as nobody."""
    with ExitStack() as stack:

        def come(site: PracticeSite, handle: str | None = None) -> Visitor:
            visitor = Visitor(site, handle)
            stack.callback(visitor.connection.close)
            return visitor

        yield come


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """Wait until a claim holds, five seconds at most."""

    def wait(holds: Callable[[], object]) -> None:
        deadline, pause = time.monotonic() + 5, threading.Event()
        while not holds():
            assert time.monotonic() < deadline
            pause.wait(0.005)

    return wait


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncGenerator[Browser, None]:
    """Run one real Chromium for all tests of a module."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_browser().path, chromium_sandbox=os.geteuid() != 0
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def context(browser: Browser) -> AsyncGenerator[BrowserContext, None]:
    """Open a context that knows nobody yet."""
    context = await browser.new_context()
    context.set_default_timeout(5_000)
    yield context
    await context.close()


@pytest.fixture
def come_as(context: BrowserContext) -> Callable[..., Awaitable[Page]]:
    """Open a page of a site as the member with this behaviour, the setting by default."""

    async def come(
        site: PracticeSite, behaviour: Behaviour, path: str | None = places.SETTING
    ) -> Page:
        for one in site.cookies(member_with(behaviour).handle):
            place = {"domain": one.domain, "path": one.path}
            await context.add_cookies([{"name": one.name, "value": one.value, **place}])
        page = await context.new_page()
        if path:
            await page.goto(site.origin + path)
        return page

    return come


def serving_threads() -> list[str]:
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if "process_request" in name or name == "practice site"]
