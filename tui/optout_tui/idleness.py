"""How long nobody has touched the app.

Owns the clock that this goes by: it runs on while a laptop sleeps.
"""

import time
from collections.abc import Callable


def sleepless_clock() -> float:
    """Return seconds that a suspended machine's time counts in; of no meaning by themselves."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.time()


class Idleness:
    """Counts from the last touch, or from the last moment at which something was held open.

    It is over after so many seconds, never after none.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = sleepless_clock) -> None:
        self.seconds = seconds
        self._clock = clock
        self._touched = self._held = clock()

    def touch(self) -> None:
        """Note that somebody is there."""
        self._touched = self._clock()

    def hold(self) -> None:
        """Note that there is something that must not be locked; nobody need be there."""
        self._held = self._clock()

    @property
    def is_unattended(self) -> bool:
        """Whether nobody was there for so long, whatever is held open."""
        return 0 < self.seconds <= self._clock() - self._touched

    @property
    def is_over(self) -> bool:
        """Whether it is time to lock."""
        return 0 < self.seconds <= self._clock() - max(self._touched, self._held)
