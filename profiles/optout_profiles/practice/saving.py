"""Behaviours in which something else becomes of a change than its page shows."""

import time

from optout_profiles.practice.conduct import Conduct, Pace
from optout_profiles.practice.exchange import JSON, Cut, Reply, as_json
from optout_profiles.practice.fetching import FOREVER
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


class SlowSave(Conduct):
    """Keeps the change only after a while; leaving the page before that loses it."""

    @property
    def saves_in(self) -> float:
        """Seconds that a save takes."""
        return self.pace.saving


class SaveFails(Conduct):
    """Shows the change in the page and says it is saved, but keeps nothing."""

    def save(self, key: str, *, is_on: bool) -> None:
        """Forget what was sent."""


class SaveSwallowed(SaveFails):
    """Answers a change well, with a small no in the answer that the page overlooks."""

    def saved(self) -> Reply:
        """Say no."""
        return as_json({"ok": False})


class SaveError500(SaveFails):
    """Answers a change with an error that the page overlooks, and keeps nothing."""

    def controls(self) -> str:
        """Let the page say that it is saved whatever comes."""
        return self.draw(saves="blindly")

    def saved(self) -> Reply:
        """Fail."""
        return as_json({"problem": "The practice site could not keep this."}, 500)


class SaveNotSent(Conduct):
    """Shows the change in the page and says it is saved, but never sends it."""

    def controls(self) -> str:
        """Let the page send nothing."""
        return self.draw(saves="never")


class SaveNeverEnds(SlowSave):
    """Takes a change and never answers; leaving the page loses it."""

    @property
    def saves_in(self) -> float:
        """For ever."""
        return FOREVER


class SaveCut(SaveFails):
    """Has the line cut in the answer to a change, and keeps nothing."""

    def controls(self) -> str:
        """Let the page read the answer to its end."""
        return self.draw(saves="attentively")

    def saved(self) -> Reply:
        """Break off: in the body, as a browser sends again what was cut off earlier."""
        return Reply(body=b"{}", kind=JSON, cut=Cut.IN_BODY)
