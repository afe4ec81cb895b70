"""The table in a real terminal: what reaches it byte by byte, and what a person then sees."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

PROGRAM = Path(__file__).with_name("hostile_table.py")
ROWS, COLUMNS = 24, 80
DEADLINE = 20.0


class Terminal:
    """A program in a pty, and the screen that it draws."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.program = subprocess.Popen(
            [sys.executable, PROGRAM],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", **environment},
            start_new_session=True,
        )
        os.close(theirs)
        self.raw = b""
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)

    def type(self, keys: bytes) -> None:
        os.write(self._end, keys)

    def wait(self, seen: Callable[[list[str]], bool]) -> list[str]:
        """Read until the screen's lines are as told, and return them."""
        deadline = time.monotonic() + DEADLINE
        while not seen(self.screen.display):
            assert self._read(deadline - time.monotonic()), "\n".join(self.screen.display)
        return self.screen.display

    def finish(self) -> int:
        """Read to the end of the program, and return its exit code."""
        deadline = time.monotonic() + DEADLINE
        while self._read(deadline - time.monotonic()):
            pass
        return self.program.wait(DEADLINE)

    def close(self) -> None:
        self.program.kill()
        self.program.wait()
        os.close(self._end)

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._end], [], [], max(0.0, seconds))[0]:
            return b""
        try:
            read = os.read(self._end, 65536)
        except OSError:  # Linux's way to say that the other end is closed
            return b""
        self.raw += read
        # pyte knows no private CSI with ">" or "<" and would print their letters.
        self._stream.feed(re.sub(rb"\x1b\[[<>=][\d;]*[a-zA-Z]", b"", read))
        return read


@pytest.fixture(params=[{}, {"NO_COLOR": "1"}], ids=["colour", "no colour"])
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    terminal = Terminal(request.param)
    yield terminal
    terminal.close()


def test_no_control_code_of_a_label_reaches_the_terminal(terminal):
    terminal.wait(lambda lines: "harmless 13" in lines[23])
    terminal.type(b"jjjjj\x1b[<65;10;10M")
    terminal.wait(lambda lines: "harmless 13" not in lines[23] and "harmless" in lines[23])
    terminal.type(b"G a")
    terminal.wait(lambda lines: all("●" in line for line in lines[1:]))
    terminal.type(b"\x11")
    assert terminal.finish() == 0
    # The pointer's shape is the one operating system command that Textual sends by itself.
    text = re.sub("\x1b\\]22;[a-z]+\x07", "", terminal.raw.decode())
    assert not re.search("[\x00-\x07\x0b\x0c\x0e-\x1a\x80-\x9f]", text)
    assert not re.search("[\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert not re.search("\x1b[\\]c]|\x1b\\[2J\x1b\\[31m", text)


def test_labels_are_shown_literally_and_the_cursor_has_a_sign(terminal):
    lines = terminal.wait(lambda lines: "harmless 13" in lines[23])
    assert lines[1].startswith(">   \ufffd]0;stolen title\ufffd ")
    assert lines[3].startswith("    \ufffd[2J\ufffd[31mred ")
    assert lines[5].startswith("    a\ufffdb\ufffdc\ufffdd ")
    assert lines[8].startswith("    [@click=app.exit()]x[/] ")


def test_the_wheel_scrolls_and_leaves_the_cursor_behind(terminal):
    terminal.wait(lambda lines: "harmless 13" in lines[23])
    terminal.type(b"\x1b[<65;10;10M" * 4)
    lines = terminal.wait(lambda lines: "harmless" in lines[4])
    assert not any(line.startswith(">") for line in lines)
    terminal.type(b"j")
    terminal.wait(lambda lines: any(line.startswith(">   \ufffd]52") for line in lines))
