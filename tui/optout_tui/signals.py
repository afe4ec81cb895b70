"""The signals that end the program in good order."""

import signal
from types import FrameType
from typing import NoReturn

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""The last one, ctrl+\\ at a terminal, would else leave a core dump and a browser."""


def end(number: int, _: FrameType | None) -> NoReturn:
    """Raise ``KeyboardInterrupt`` with the signal's number, as a handler of signals."""
    raise KeyboardInterrupt(number)
