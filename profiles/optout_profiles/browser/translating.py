"""Playwright's errors in our words, and an end to every wait for it.

Owns the one border at which they are translated. Their texts never cross it: Playwright repeats
in them what was typed into a page.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from optout_profiles.errors import (
    BrowserGone,
    NetworkFailed,
    PageError,
    PageMoved,
    StepFailed,
    TooSlow,
)

if TYPE_CHECKING:
    from playwright.async_api import Error

NETWORK_CODE = re.compile(r"net::(ERR_[A-Z0-9_]+)")
MILLISECONDS = re.compile(r"Timeout (\d+)ms exceeded")
STEP = re.compile(r"([A-Z][A-Za-z]+\.[a-z_]+): ")

GONE = ("Target crashed", "Page crashed", "Connection closed", "has been closed")
MOVED = (
    "Execution context was destroyed",
    "another navigation",
    "Frame was detached",
    "Cannot find context with specified id",
    "No frame for given id found",
    "Inspected target navigated or closed",
)


@contextmanager
def translated() -> Iterator[None]:
    """Let only ``PageError`` out of the block, whatever Playwright raises in it."""
    from playwright.async_api import Error  # noqa: PLC0415 (slow, and loaded by now)

    try:
        yield
    except Error as error:
        raise page_error(error) from None


@asynccontextmanager
async def bounded(seconds: float) -> AsyncIterator[None]:
    """Let only ``PageError`` out of the block, and ``TooSlow`` after so many seconds."""
    with translated():
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError as error:
            raise TooSlow(seconds) from error


def page_error(error: "Error") -> PageError:
    """Return what an error of Playwright means for a run."""
    from playwright.async_api import TimeoutError as PlaywrightTimeout  # noqa: PLC0415

    said = error.message.partition("\nCall log:")[0]
    if isinstance(error, PlaywrightTimeout):
        waited = MILLISECONDS.search(said)
        return TooSlow(int(waited[1]) / 1000 if waited else 0)
    if code := NETWORK_CODE.search(said):
        return NetworkFailed(code[1])
    if any(words in said for words in GONE):
        return BrowserGone()
    if any(words in said for words in MOVED):
        return PageMoved()
    step = STEP.match(said)
    return StepFailed(step[1] if step else "step")
