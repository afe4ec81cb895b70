"""A program in a terminal of its own, and when its words stand there.

Knows nothing of what the program is. The screen is read as text: what a terminal would obey is
dropped, so words that are drawn in one line are found however they are coloured.
"""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

ROWS, COLUMNS = 40, 120
DEADLINE = 30.0
OBEYED = re.compile(
    rb"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\)"
)
CLEAN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}


class Terminal:
    """A terminal, from the start of its program on."""

    def __init__(self, end: int) -> None:
        self._end = end
        self.drawn = b""

    def type(self, keys: bytes) -> None:
        os.write(self._end, keys)

    def until(self, *words: str) -> None:
        """Read until all of these stand there; what was drawn before counts as well."""
        deadline = time.monotonic() + DEADLINE
        while not self.shows(*words):
            if not select.select([self._end], [], [], deadline - time.monotonic())[0]:
                raise TimeoutError(f"the terminal never showed {words}: {self.drawn[-2000:]!r}")
            try:
                self.drawn += os.read(self._end, 1 << 16)
            except OSError as error:
                raise EOFError(f"the program has ended: {self.drawn[-2000:]!r}") from error

    def watch(self, seconds: float) -> None:
        """Read what is drawn for so long; the program is never kept waiting for a reader."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if select.select([self._end], [], [], left)[0]:
                self.drawn += os.read(self._end, 1 << 16)

    def shows(self, *words: str) -> bool:
        text = OBEYED.sub(b"", self.drawn)
        return all(word.encode() in text for word in words)


@contextmanager
def started(command: Sequence[str], settings: Mapping[str, str]) -> Iterator[Terminal]:
    """Start a program in a terminal; it is killed at the end."""
    end, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    program = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,  # where Textual draws
        env={**os.environ, **CLEAN, **settings},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(end)
    finally:
        program.kill()
        program.wait()
        os.close(end)
