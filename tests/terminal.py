"""A program in a real terminal: what it writes byte by byte, and what a person then sees."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

DEADLINE = 30.0
OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)"
)
"""What a terminal obeys; line breaks and tabs are ours."""


PRIVATE = re.compile(rb"\x1b\[[<>=][\d;]*[a-zA-Z]")
"""Sequences that pyte doesn't know: it would print their letters."""


class Terminal:
    """Runs a command in a pty of its own session; ``raw`` is all that it wrote.

    ``talk`` names a file that its standard error goes to instead. A variable that is set to
    nothing is taken out.
    """

    def __init__(
        self,
        command: Sequence[str | os.PathLike[str]],
        environment: Mapping[str, str],
        columns: int = 80,
        rows: int = 24,
        *,
        inherited: Mapping[str, str] = os.environ,
        folder: Path | None = None,
        talk: str = "",
    ) -> None:
        self._end, self.theirs = pty.openpty()
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(self.theirs)
        size_of_another = {"COLUMNS": "", "LINES": ""}  # of the one that the tests run in
        known = {**inherited, **size_of_another, "TERM": "xterm-256color", **environment}
        errors = os.open(talk, os.O_WRONLY) if talk else os.dup(self.theirs)
        self.program = subprocess.Popen(
            command,
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=errors,
            env={name: value for name, value in known.items() if value},
            cwd=folder,
            start_new_session=True,
            preexec_fn=self._take_terminal,  # noqa: PLW1509 before any thread of ours
        )
        os.close(errors)
        self.raw = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)

    @property
    def text(self) -> str:
        """What stands on the screen.

        Not by pyte's ``display``, which fails where half of a wide sign was written over.
        """
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        lines = (self.screen.buffer[row] for row in rows)
        return "\n".join("".join(line[column].data for column in columns) for line in lines)

    @property
    def is_restored(self) -> bool:
        """Whether the terminal's modes are as they were, and its screen the usual one."""
        on, off = self.raw.rfind(b"\x1b[?1049h"), self.raw.rfind(b"\x1b[?1049l")
        return termios.tcgetattr(self.theirs) == self.modes and off >= on

    @property
    def echoes(self) -> bool:
        """Whether what is typed is shown."""
        return bool(termios.tcgetattr(self.theirs)[3] & termios.ECHO)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._end, keys.encode())

    def until(self, *words: str) -> str:
        """Read until all of the words stand on the screen, and return it."""
        self.wait(lambda text: all(word in text for word in words), " ".join(words))
        return self.text

    def type_until(self, keys: str, words: str) -> None:
        """Press keys, again each second, until these words stand on the screen."""
        deadline = time.monotonic() + DEADLINE
        while words not in self.text:
            assert time.monotonic() < deadline, f"{words!r} never came up; there is:\n{self.text}"
            self.type(keys)
            self.read_for(1.0, words)

    def type_until_gone(self, keys: str, words: str) -> None:
        """Press keys, and read until these words are no longer on the screen."""
        self.type(keys)
        self.wait(lambda text: words not in text, f"a screen without {words}")

    def read_for(self, seconds: float, words: str = "") -> None:
        """Read for so long, or until these words stand on the screen."""
        until = time.monotonic() + seconds
        while not (words and words in self.text) and self._read(until - time.monotonic()):
            pass

    def wait(self, seen: Callable[[str], bool], wanted: str) -> None:
        """Read until the screen is as told."""
        deadline = time.monotonic() + DEADLINE
        while not seen(self.text):
            more = self._read(deadline - time.monotonic())
            assert more, f"{wanted!r} never came up; there is:\n{self.text}"

    def finish(self) -> int:
        """Read to the end of the program, and return its exit code."""
        deadline = time.monotonic() + DEADLINE
        while self.program.poll() is None and time.monotonic() < deadline:
            self._read(0.02)
        while self._read(0.05):
            pass
        return self.program.wait(1)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        os.close(self.theirs)
        os.close(self._end)
        self.theirs = self._end = -1

    def close(self) -> None:
        """End the program if it is still there."""
        self.program.kill()
        self.program.wait()
        if self._end != -1:
            os.close(self.theirs)
            os.close(self._end)

    def _take_terminal(self) -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._end], [], [], max(0.0, seconds))[0]:
            return b""
        read = os.read(self._end, 65536)
        self.raw += read
        self._stream.feed(PRIVATE.sub(b"", read))
        return read
