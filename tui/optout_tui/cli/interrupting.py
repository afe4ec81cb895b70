"""Work that a signal ends in good order."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from optout_tui.signals import ENDING, end
from optout_tui.stray import keep_off_screen

T = TypeVar("T")


def interruptible(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; a signal that ends closes the browser and raises KeyboardInterrupt.

    The signal's number is its argument. A second signal changes nothing: closing is under way and
    ends in a few seconds by itself. Signals are ours from the first moment to the last one, which
    those of a loop are not: as it closes, each would kill. A bug that nobody waits for ends the
    work too, and is raised.
    """
    heard: list[int] = []
    bugs: list[Exception] = []
    before = {number: signal.getsignal(number) for number in ENDING}

    async def guarded() -> T:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()

        def cancel() -> None:
            if task and not task.cancelling():
                task.cancel()

        def take_bug(error: Exception) -> None:
            bugs.append(error)
            cancel()

        def interrupt(number: int, _: object) -> None:
            heard.append(number)
            end.is_heard = True
            with suppress(RuntimeError):  # the loop is closed: all is done
                loop.call_soon_threadsafe(cancel)

        keep_off_screen(take_bug)
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:  # as nohup wants it
                signal.signal(number, interrupt)
        return await work

    try:
        return asyncio.run(guarded())
    except asyncio.CancelledError:
        if bugs:
            raise bugs[0] from None
        raise KeyboardInterrupt(*heard[:1]) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
