"""Work that a signal ends in good order."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

from optout_tui.signals import ENDING

T = TypeVar("T")


def interruptible(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; a signal that ends closes the browser and raises KeyboardInterrupt.

    A second signal changes nothing: closing is under way and ends in a few seconds by itself.
    """

    async def guarded() -> T:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()

        def interrupt() -> None:
            if task and not task.cancelling():
                task.cancel()

        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
                loop.add_signal_handler(number, interrupt)
        return await work

    try:
        return asyncio.run(guarded())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
