"""Errors that nobody waits for: Python would print them, with all that they are about.

Owns what becomes of them instead: lines in the log, without what they say.
"""

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import optout_profiles
from optout_tui.log import note_error

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

HOUSES = tuple(Path(one).parent for one in (__file__, optout_profiles.__file__))


def keep_off_screen(take_bug: Callable[[Exception], object]) -> None:
    """Let the running loop, threads and objects at their end print no error, from here on.

    ``take_bug`` is given those of the loop that our code took part in. Others are what Playwright
    and asyncio leave behind where a browser was killed: no bug.
    """

    def take(_: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
        error = told.get("exception")
        if not isinstance(error, BaseException):
            return
        is_ours = _is_ours(error)
        note_error(error, is_bug=is_ours)
        if is_ours and isinstance(error, Exception):
            take_bug(error)

    asyncio.get_running_loop().set_exception_handler(take)
    sys.unraisablehook = _note_unraisable
    threading.excepthook = _note_unraisable


def _note_unraisable(told: "UnraisableHookArgs | threading.ExceptHookArgs") -> None:
    if told.exc_value is not None:
        note_error(told.exc_value, is_bug=True)


def _is_ours(error: BaseException) -> bool:
    frames = traceback.extract_tb(error.__traceback__)
    return any(house in Path(one.filename).parents for one in frames for house in HOUSES)
