"""A running browser behind its fence.

Owns how Chromium is started: what it may reach, write and inherit, and that nothing of it is
left afterwards. Knows nothing of services or pages.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from optout_profiles.browser.display import has_display
from optout_profiles.browser.driver import Driver, started_driver
from optout_profiles.browser.finding import FoundBrowser
from optout_profiles.browser.libraries import missing_library
from optout_profiles.browser.processes import fenced_environment
from optout_profiles.browser.running import run_folder, shortened
from optout_profiles.errors import BrowserBroken, BrowserError, NoDisplay
from optout_profiles.text import cleaned

if TYPE_CHECKING:
    from playwright.async_api import Browser

Environment = dict[str, str | float | bool]
LAUNCH_SECONDS = 20.0
HOST = re.compile(r"[a-z0-9.:-]+")
"""Names and addresses; a comma or a space would let a host add rules of its own."""

DISPLAY_REFUSED = ("Missing X server", "Failed to connect to Wayland display")
"""What Chromium says of a display that is named but not there, or that doesn't let us in."""

BROWSERS_WORDS = re.compile(r"\[pid=\d+\]\[err\] (\[[^]]*\])?(.*)")
"""A line that the browser wrote: where in its source, with FATAL for the cause, and what."""


@asynccontextmanager
async def launched(
    found: FoundBrowser, hosts: Iterable[str], *, visible: bool = False
) -> AsyncIterator["Browser"]:
    """Start the browser so that it reaches these hosts only, and end it for sure.

    Every port of a host is open; a subdomain is another host. On leaving, also by an error or a
    cancellation, browser and driver are gone within about five seconds and so is all they
    wrote. Raises ``BrowserBroken``, ``LibraryMissing`` or, where a window is to be ``visible``,
    ``NoDisplay``. A person who closes the window closes its pages, and the browser runs on;
    when the browser itself ends, "disconnected" follows its pages' "close" within moments.
    """
    if visible and not has_display():
        raise NoDisplay
    rules = fence(hosts)
    async with run_folder() as folder, started_driver(folder) as driver:
        browser = await _launch(driver, found, rules, _environment(folder), visible)
        driver.remember_children()
        yield browser


async def _launch(
    driver: Driver, found: FoundBrowser, rules: list[str], env: Environment, visible: bool
) -> "Browser":
    from playwright.async_api import Error  # noqa: PLC0415 (slow: only when needed)

    try:
        async with asyncio.timeout(LAUNCH_SECONDS + 5):  # Playwright itself ends it before
            return await driver.playwright.chromium.launch(
                executable_path=str(found.path),
                headless=not visible,
                args=rules,
                chromium_sandbox=os.geteuid() != 0,  # root can't have it: Chromium refuses
                env=env,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                timeout=LAUNCH_SECONDS * 1000,
            )
    except Error as error:
        raise launch_problem(found, error.message) from error
    except TimeoutError as error:
        raise launch_problem(found, "Timeout ") from error


def fence(hosts: Iterable[str]) -> list[str]:
    """Return the arguments that let Chromium reach these hosts and no others.

    The rules alone are bypassed where a proxy is set, and WebRTC asks no resolver.
    """
    allowed = sorted(set(hosts))
    for host in allowed:
        if not HOST.fullmatch(host):
            raise ValueError(f"{host!r} is not a plain host name")
    excluded = "".join(f" , EXCLUDE {host}" for host in allowed)
    return [
        f"--host-resolver-rules=MAP * ~NOTFOUND{excluded}",
        "--proxy-server=direct://",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",  # full browsers
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # headless shells
    ]


def launch_problem(found: FoundBrowser, said: str) -> BrowserError:
    """Return in one plain sentence why the browser did not start."""
    if missing := missing_library(said):
        return missing
    if any(words in said for words in DISPLAY_REFUSED):
        return NoDisplay()
    return BrowserBroken(str(found.path), _plain(said))


def _plain(said: str) -> str:
    for words, meaning in (
        ("No usable sandbox", "its sandbox can't run here, and it is not started without one"),
        ("Timeout ", f"it was not ready within {LAUNCH_SECONDS:g} seconds"),
    ):
        if words in said:
            return meaning
    own = [line for line in BROWSERS_WORDS.findall(said) if "crashpad" not in line[0] and line[1]]
    fatal = [words for where, words in own if "FATAL" in where]
    if own:
        return cleaned((fatal or [own[-1][1]])[0])
    first_line = said.strip().splitlines()[0] if said.strip() else "it ended without a word"
    return cleaned(first_line.partition(": ")[2] or first_line)


def _environment(folder: Path) -> Environment:
    """Return what the browser inherits.

    Debian's writes crash dumps wherever it isn't told, and GTK writes to the home folder where
    nobody has logged in and so there is no folder for running programs.
    """
    private = {"TMPDIR": str(shortened(folder)), "BREAKPAD_DUMP_LOCATION": str(folder)}
    return {"XDG_RUNTIME_DIR": str(folder), **fenced_environment(), **private}
