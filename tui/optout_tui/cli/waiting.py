"""The pause between two accounts on the command line: counted down, and ended by enter.

Owns what is shown of it and typed during it. Waits for nothing itself.
"""

import asyncio
import os
import sys
import termios
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress

from optout_tui.cli.drawn import DrawnLine
from optout_tui.cli.talk import can_ask, talk
from optout_tui.wording import cli_runs as said


class Countdown:
    """Tells a pause once, or at a terminal each second; there enter calls ``skip``."""

    def __init__(self, options: Namespace, skip: Callable[[], None]) -> None:
        self._options, self._skip = options, skip
        self._line = DrawnLine(options)
        self._is_going_on = False
        self._source: int | None = None

    def tell(self, seconds: int) -> None:
        """Tell how long it still takes; called about once a second."""
        is_first, self._is_going_on = not self._is_going_on, True
        if is_first and can_ask():
            self._listen()
        words = said.next_begins(seconds, can_skip=self._source is not None)
        if self._line.is_wanted and not self._options.json:
            self._line.draw(words)
        elif is_first:
            talk(self._options, words)

    def end(self) -> None:
        """Take it away once the next one begins, or nothing more does."""
        self._is_going_on = False
        if self._source is not None:
            asyncio.get_running_loop().remove_reader(self._source)
            self._source = None
        self._line.clear()

    def _listen(self) -> None:
        """Hear what is typed from now on; what was typed before was meant for something else."""
        self._source = sys.stdin.fileno()
        termios.tcflush(self._source, termios.TCIFLUSH)
        asyncio.get_running_loop().add_reader(self._source, self._hear)

    def _hear(self) -> None:
        typed = b""
        if self._source is not None:
            with suppress(OSError):  # the terminal is gone
                typed = os.read(self._source, 4096)
        if typed:
            self._skip()
        else:
            self.end()
