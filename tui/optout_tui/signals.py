"""The signals that end the program in good order, once: one more while it ends changes nothing."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""The last one, ctrl+\\ at a terminal, would else leave a core dump and a browser."""

_BY_DEFAULT = (signal.SIG_DFL, signal.default_int_handler)


class End:
    """A handler of signals that raises ``KeyboardInterrupt`` with the signal's number, once.

    A second one, raised while the first is being dealt with, would come out as a traceback.
    """

    is_heard = False

    def __call__(self, number: int, _: FrameType | None) -> None:
        """Raise it."""
        if not self.is_heard:
            self.is_heard = True
            raise KeyboardInterrupt(number)


end = End()


def listen() -> None:
    """Let ``end`` take these signals, but those that somebody else deals with or that are ignored.

    Before a prompt, which would leave its echo off else.
    """
    for number in ENDING:
        if signal.getsignal(number) in _BY_DEFAULT:
            signal.signal(number, end)


@contextmanager
def heard_by(hear: Callable[[], object]) -> Iterator[None]:
    """Tell ``hear`` of these signals, but those that are ignored; once one came they are from then.

    Signals are ours from the first moment to the last one, which those of a loop are not: as it
    closes, each would kill.
    """
    before = {number: signal.getsignal(number) for number in ENDING}
    heard: list[int] = []

    def take(number: int, _: FrameType | None) -> None:
        heard.append(number)
        hear()

    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as nohup wants it
            signal.signal(number, take)
    try:
        yield
    finally:
        if heard:
            go_deaf()
        else:
            for number, handler in before.items():
                signal.signal(number, handler)


def go_deaf() -> None:
    """Ignore these signals for good. A handler of Python's would be gone before the process is."""
    end.is_heard = True
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
