"""The terminal, as Textual drives it, until it is lost.

Owns what happens to writing once a connection has gone: Textual's writing thread would end on the
first error, and the app would then wait for it for ever, with a browser open.
"""

import os
import select
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver


class LastingDriver(LinuxDriver):
    """Goes on without a terminal: what is written to a lost one is written to nowhere."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._file = _Lasting(self._file)  # type: ignore[assignment]

    @property
    def has_terminal(self) -> bool:
        """Whether there is still somebody at the other end."""
        try:
            os.tcgetpgrp(self.fileno)
        except OSError:
            return False
        return True

    @property
    def is_hung_up(self) -> bool:
        """Whether the other end was closed; false where that can't be told."""
        asked = select.poll()
        asked.register(self.fileno, 0)
        return any(told & (select.POLLHUP | select.POLLNVAL) for _, told in asked.poll(0))

    def let_go(self) -> None:
        """Give the terminal back and end both threads, unless that was done."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self.stop_application_mode()
            self.close()


class _Lasting:
    """A file that is written to as long as that works."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file

    def write(self, text: str) -> None:
        try:
            if self._file is not None:
                self._file.write(text)
        except OSError:
            self._file = None

    def flush(self) -> None:
        try:
            if self._file is not None:
                self._file.flush()
        except OSError:
            self._file = None

    def fileno(self) -> int:
        return self._file.fileno() if self._file is not None else -1
