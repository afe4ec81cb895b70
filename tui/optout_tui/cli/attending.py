"""The person at a terminal while a browser works: the clock that they see, the codes they type.

Owns what is asked while an event loop runs; cancelling leaves no prompt behind and the terminal
as it was. Keeps no answer.
"""

import asyncio
import os
import sys
import termios
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from optout_profiles.outcomes import Reason
from optout_profiles.secret import Secret
from optout_profiles.text import harmless
from optout_tui.cli.drawn import DrawnLine
from optout_tui.cli.talk import can_ask, talk
from optout_tui.wording import asked_words
from optout_tui.wording import cli_runs as said


class AtTerminal:
    """Whoever started a command: at a terminal, before a browser's window, or behind a pipe.

    Behind a pipe there is one code at most, ``given`` in advance, and nobody to wait for unless
    there is a window. ``deed`` is what to do there where the service asks for nothing.
    """

    def __init__(
        self,
        options: Namespace,
        *,
        in_window: bool,
        given: Secret[str] | None = None,
        deed: str = "",
    ) -> None:
        self._options, self._in_window = options, in_window
        self._given, self._deed = given, deed
        self._asks = can_ask() and given is None
        self._told: tuple[Reason | None, int] | None = None
        self._line = DrawnLine(options)

    async def code(self, reason: Reason, *, was_wrong: bool) -> Secret[str] | None:
        """Return the code that was typed, None for an empty line."""
        if not self._asks:
            given, self._given = self._given, None
            return given if given and given.reveal() else None
        self.clear()
        if was_wrong:
            talk(self._options, said.sentence(Reason.WRONG_CODE))
        talk(self._options, said.now_do(reason))
        typed = await typed_soon(said.CODE, is_hidden=True)
        return Secret(typed) if typed else None

    def waits(self, reason: Reason | None, seconds_left: float) -> bool:
        """Show the clock and what to do."""
        if not (self._in_window or self._asks):
            return False
        todo = asked_words(reason, in_window=self._in_window)
        if reason is None and self._deed:
            todo = self._deed
        line = said.clock_line(seconds_left, todo)
        if self._line.is_wanted:
            self._line.draw(line)
        elif self._told != (reason, int(seconds_left // 60)):
            talk(self._options, line)
            self._told = reason, int(seconds_left // 60)
        return True

    async def confirms(self, member: str) -> bool:
        """Ask whether somebody else's sign-in is to be kept; only "yes" in full does it."""
        if not self._asks:
            return False
        self.clear()
        typed = await typed_soon(said.other_member(member), is_hidden=False)
        return (typed or "").strip().lower() == "yes"

    def clear(self) -> None:
        """Take the clock away, so that the next line begins where it stood."""
        self._line.clear()


async def typed_soon(question: str, *, is_hidden: bool) -> str | None:
    """Ask at the terminal while the event loop goes on; None at the end of input.

    ``getpass`` would hold the loop up, and Ctrl-C with it.
    """
    source = sys.stdin.fileno()
    with _unseen(source) if is_hidden else nullcontext():
        _ask(harmless(question))
        line = await _next_line(source)
        if is_hidden:
            _ask("\n")
    return line.decode(errors="replace").rstrip("\r\n") if line else None


async def _next_line(source: int) -> bytes:
    """Return what a terminal hands over once a line is typed; nothing at the end of input."""
    loop = asyncio.get_running_loop()
    coming: asyncio.Future[bytes] = loop.create_future()

    def take() -> None:
        loop.remove_reader(source)
        if coming.done():
            return
        try:
            coming.set_result(os.read(source, 4096))
        except OSError:  # the terminal is gone
            coming.set_result(b"")

    loop.add_reader(source, take)
    try:
        return await coming
    finally:
        loop.remove_reader(source)


@contextmanager
def _unseen(source: int) -> Iterator[None]:
    """Show nothing of what is typed; what was typed before is dropped, as ``getpass`` does."""
    before = termios.tcgetattr(source)
    silent = [*before]
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(source, termios.TCSAFLUSH, silent)
    try:
        yield
    finally:
        termios.tcsetattr(source, termios.TCSAFLUSH, before)


def _ask(words: str) -> None:
    """Write to the terminal itself, wherever output goes."""
    with open("/dev/tty", "w", encoding="utf-8") as terminal:  # noqa: PTH123 (no file: a device)
        terminal.write(words)
