"""Behaviours in which something else becomes of a change than its page shows."""

import time

from optout_profiles.practice.conduct import Conduct, Pace
from optout_profiles.practice.exchange import Reply
from optout_profiles.practice.members import Member


class Off(Conduct):
    """Is off already."""

    starts_on = False


class Reverts(Conduct):
    """Takes the change, and has turned it back by the next time that the page is loaded."""

    def answer(self) -> Reply:
        """Turn back first."""
        self.stored[self.key] = True
        return super().answer()


class SaveFails(Conduct):
    """Shows the change in the page and says it is saved, but keeps nothing."""

    def save(self, key: str, *, is_on: bool) -> None:
        """Forget what was sent."""


class SlowSave(Conduct):
    """Keeps the change only after a while; leaving the page before that loses it."""

    @property
    def saves_in(self) -> float:
        """Seconds that a save takes."""
        return self.pace.saving


class RevertsLater(Conduct):
    """Shows off the first time that the page is loaded after the change, then is on again.

    It is never on again before ``Pace.reverting`` seconds have passed since the change.
    """

    def __init__(self, member: Member, pace: Pace, port: int) -> None:
        super().__init__(member, pace, port)
        self._turns_back_at = float("inf")
        self._was_seen = False

    def answer(self) -> Reply:
        """Turn back if this isn't the first look."""
        if self._was_seen and time.monotonic() >= self._turns_back_at:
            self.stored[self.key] = True
        self._was_seen = True
        return super().answer()

    def save(self, key: str, *, is_on: bool) -> None:
        """Keep the change for a while."""
        super().save(key, is_on=is_on)
        self._turns_back_at = time.monotonic() + self.pace.reverting
        self._was_seen = False
