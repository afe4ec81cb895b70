"""Each kind of Playwright's errors, made by a real browser, in our words."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.browser.launching import launched
from optout_profiles.browser.processes import groups_below
from optout_profiles.browser.translating import translated
from optout_profiles.errors import BrowserGone, NetworkFailed, PageMoved, StepFailed, TooSlow

if TYPE_CHECKING:
    from playwright.async_api import Page

SECRET = "typed-secret-4711"


class Odd(BaseHTTPRequestHandler):
    """A site of troubles; ``/endless`` answers when the test is over."""

    over = Event()

    def do_GET(self) -> None:
        match self.path:
            case "/loop":
                self.send_response(302)
                self.send_header("Location", "/loop")
            case "/empty":
                self.send_response(500)
                self.send_header("Content-Length", "0")
            case "/nothing":
                self.send_response(204)
            case "/cut":
                self.connection.close()
                return
            case "/endless":
                self.over.wait(20)
                return
            case "/file":
                self.send_response(200)
                self.send_header("Content-Disposition", "attachment")
            case _:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path == "/":
            self.wfile.write(b"<input><button>one</button><button>two</button>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    Odd.over.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Odd.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
async def page(usual: FoundBrowser, address: str) -> AsyncIterator["Page"]:
    async with launched(usual, ["127.0.0.1"]) as browser:
        context = await browser.new_context(accept_downloads=False)
        page = await context.new_page()
        await page.goto(address)
        yield page


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/loop", "ERR_TOO_MANY_REDIRECTS"),
        ("/nothing", "ERR_ABORTED"),
        ("/cut", "ERR_EMPTY_RESPONSE"),
        ("http://nowhere.test/", "ERR_NAME_NOT_RESOLVED"),
        ("http://127.0.0.1:1234/", "ERR_CONNECTION_REFUSED"),
    ],
)
async def test_a_page_that_can_not_be_fetched_says_chromiums_name_for_why(
    page: "Page", address: str, path: str, code: str
) -> None:
    with pytest.raises(NetworkFailed) as caught, translated():
        await page.goto(path if path.startswith("http") else address + path)
    assert caught.value.code == code


async def test_an_error_without_a_body_is_a_failure_to_a_full_browser_and_an_answer_to_a_shell(
    browser: FoundBrowser, address: str
) -> None:
    told: object = None
    async with launched(browser, ["127.0.0.1"]) as running:
        page = await running.new_page()
        try:
            with translated():
                answer = await page.goto(f"{address}/empty")
            told = answer and answer.status
        except NetworkFailed as failed:
            told = failed.code
    assert told == (500 if browser.is_headless_shell else "ERR_HTTP_RESPONSE_CODE_FAILURE")


@pytest.mark.parametrize(
    "slow",
    [
        lambda page, address: page.goto(f"{address}/endless", timeout=200),
        lambda page, _: page.click("#nowhere", timeout=200),
        lambda page, _: page.wait_for_function("() => false", timeout=200),
    ],
)
async def test_what_takes_too_long_is_too_slow(
    page: "Page", address: str, slow: Callable[["Page", str], Awaitable[object]]
) -> None:
    with pytest.raises(TooSlow) as caught, translated():
        await slow(page, address)
    assert caught.value.seconds == 0.2


@pytest.mark.parametrize(
    "step",
    [
        lambda page, _: page.fill("button >> nth=0", SECRET, timeout=5000),
        lambda page, _: page.locator("button").fill(SECRET, timeout=5000),
        lambda page, _: page.evaluate(f"() => {{ throw new Error('{SECRET}') }}"),
        lambda page, _: page.locator(f"!!{SECRET}").click(timeout=5000),
        lambda page, address: page.goto(f"{address}/file"),
    ],
)
async def test_any_other_trouble_is_a_failed_step_that_repeats_nothing(
    page: "Page", address: str, step: Callable[["Page", str], Awaitable[object]]
) -> None:
    with pytest.raises(StepFailed) as caught, translated():
        await step(page, address)
    assert SECRET not in str(caught.value)
    assert caught.value.step.startswith(("Page.", "Locator."))
    assert caught.value.__cause__ is None


async def test_a_page_that_goes_elsewhere_while_read_has_moved(page: "Page", address: str) -> None:
    reading = asyncio.ensure_future(page.evaluate("() => new Promise(() => {})"))
    await page.goto(f"{address}/other")
    with pytest.raises(PageMoved), translated():
        await reading


async def test_a_page_that_was_closed_or_crashed_is_gone(page: "Page") -> None:
    other = await page.context.new_page()
    async with other.expect_event("crash"):
        going = asyncio.ensure_future(other.goto("chrome://crash"))
    await asyncio.wait({going})
    assert going.exception()
    with pytest.raises(BrowserGone), translated():
        await other.evaluate("1")
    await page.close()
    with pytest.raises(BrowserGone), translated():
        await page.title()


def driver_of(home: Path) -> int:
    return int(next(home.rglob("driver.pid")).read_text())


@pytest.mark.parametrize("victim", ["driver", "browser"])
async def test_a_browser_or_driver_killed_during_a_call_is_gone(
    page: "Page", address: str, home: Path, victim: str
) -> None:
    driver_pid = driver_of(home)
    groups = groups_below(driver_pid)
    async with page.expect_event("request"):
        going = asyncio.ensure_future(page.goto(f"{address}/endless"))
    started = time.monotonic()
    if victim == "driver":
        os.kill(driver_pid, signal.SIGKILL)
    else:
        for group in groups:
            os.killpg(group, signal.SIGKILL)
    with pytest.raises(BrowserGone), translated():
        await going
    with pytest.raises(BrowserGone), translated():
        await page.title()
    with pytest.raises(BrowserGone), translated():
        await page.context.new_page()
    assert time.monotonic() - started < 5
