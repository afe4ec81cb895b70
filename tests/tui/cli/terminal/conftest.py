"""A person at a terminal: what is shown, what is typed, and how the terminal is left."""

import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Iterator

import pytest

PATIENCE = 20.0


class Terminal:
    """A command in a terminal of its own, its leader as after a login.

    ``talk`` names a file that its standard error goes to instead.
    """

    def __init__(self, program, *words: str, talk: str = "", **environment: str) -> None:
        self._end, self._theirs = pty.openpty()
        self._before = termios.tcgetattr(self._theirs)
        known = program.environment | {"TERM": "xterm-256color"} | environment
        errors = os.open(talk, os.O_WRONLY) if talk else os.dup(self._theirs)
        self.process = subprocess.Popen(
            ["setsid", "--ctty", program.script, *words],
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=errors,
            env={name: value for name, value in known.items() if value},
            cwd=program.folder / "work",
        )
        os.close(errors)
        self.shown = ""

    def type(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def until(self, words: str) -> str:
        """Read until these words are shown for the first time since; return what came before."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert self._read(deadline), f"{words!r} never came: {self.shown!r}"
        before, _, self.shown = self.shown.partition(words)
        return before

    def finish(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was shown until then."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None or select.select([self._end], [], [], 0)[0]:
            self._read(min(deadline, time.monotonic() + 0.05))
            assert time.monotonic() < deadline
        return self.process.returncode, self.shown

    @property
    def echoes(self) -> bool:
        """Whether what is typed is shown."""
        return bool(termios.tcgetattr(self._theirs)[3] & termios.ECHO)

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is set as it was before the program."""
        return termios.tcgetattr(self._theirs) == self._before

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._theirs)
        os.close(self._end)

    def _read(self, deadline: float) -> bool:
        if not select.select([self._end], [], [], max(0.0, deadline - time.monotonic()))[0]:
            return False
        self.shown += os.read(self._end, 65536).decode()
        return True


@pytest.fixture
def terminal(program) -> Iterator[type[Terminal]]:
    """Open a terminal in which a command runs."""
    opened = []

    def open_with(*words: str, talk: str = "", **environment: str) -> Terminal:
        opened.append(Terminal(program, *words, talk=talk, **environment))
        return opened[-1]

    yield open_with
    for one in opened:
        one.close()
