"""How a person steers a queue that runs: pause, resume, stop, skip, and what is to come.

Owns the wishes; ``queue`` heeds them between accounts, and that to skip one up to its click.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from optout_profiles.runs.pending import Pending


class QueueControl:
    """The wishes of whoever started a queue; belongs to one event loop.

    ``pending`` are the accounts to come, once the queue has begun; ``can_skip`` says whether the
    run at hand may end without a proof.
    """

    def __init__(self) -> None:
        self._may_go_on = asyncio.Event()
        self._may_go_on.set()
        self._uttered = asyncio.Event()
        self.pending = Pending()
        self.is_stopping = False
        self.is_waiting = False
        self.can_skip = self.is_skipping = False
        self._limit: asyncio.Timeout | None = None

    @property
    def is_paused(self) -> bool:
        """Whether no further account is to begin for now."""
        return not self._may_go_on.is_set()

    def pause(self) -> None:
        """Begin no further account until resumed; too late once it is to end."""
        if not self.is_stopping:
            self._may_go_on.clear()
            self._uttered.set()

    def resume(self) -> None:
        """Go on with the next account."""
        self._may_go_on.set()

    def stop(self) -> None:
        """End the queue once the current account is done; also wakes a paused queue."""
        self.is_stopping = True
        self._may_go_on.set()
        self._uttered.set()

    def skip_wait(self) -> None:
        """Begin the next account without waiting any longer; a later wait is none of this."""
        self.is_waiting = False
        self._uttered.set()

    def skip(self) -> bool:
        """End the run at hand; say whether it can be: not once its setting may have changed."""
        self.is_skipping = self.can_skip
        if self.is_skipping and self._limit is not None:
            self._limit.reschedule(asyncio.get_running_loop().time())
        return self.is_skipping

    @asynccontextmanager
    async def within(self, until: float) -> AsyncIterator[None]:
        """Raise ``TimeoutError`` at this time of the loop, or as soon as it is skipped."""
        if self.is_skipping:
            raise TimeoutError
        async with asyncio.timeout_at(until) as limit:
            self._limit = limit
            try:
                yield
            finally:
                self._limit = None

    async def until_uttered(self, seconds: float) -> None:
        """Wait so many seconds, or until a wish is uttered; one from before ends it at once."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._uttered.wait()
        self._uttered.clear()

    async def until_resumed(self) -> None:
        """Wait while paused."""
        while self.is_paused:  # it may be paused again before this wakes
            await self._may_go_on.wait()
