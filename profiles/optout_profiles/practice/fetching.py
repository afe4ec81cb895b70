"""Behaviours in which the page draws the switch off, and asks for its true state only then."""

from optout_profiles.practice import places, switches
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Cut, Reply, as_json

FOREVER = 3600.0
"""Seconds; no client waits so long."""


class DefaultFirst(Conduct):
    """Is on; the page draws the switch off until it has fetched its state, a moment later."""

    @property
    def data_in(self) -> float:
        """A moment."""
        return self.pace.drawing

    def controls(self) -> str:
        """Draw the default, and ask for the state."""
        marks = f' data-state="{places.DATA}{self.key}"{self.patience()}'
        return switches.switch(self.key, self.language.words, is_on=False, marks=marks)

    def patience(self) -> str:
        """Return the mark that tells how long the page waits; for ever without one."""
        return ""


class SlowData(DefaultFirst):
    """Is on; the page draws the switch off until it has fetched its state, which takes long."""

    @property
    def data_in(self) -> float:
        """Long."""
        return self.pace.answering


class DataFails(DefaultFirst):
    """Is on; the page draws the switch off, and its state can't be fetched: an error comes."""

    def data(self, key: str) -> Reply:  # noqa: ARG002
        """Answer with an error."""
        return as_json({"problem": "The practice site has lost this."}, 500)


class DataCut(DefaultFirst):
    """Is on; the page draws the switch off, and its state can't be fetched: the line is cut."""

    def data(self, key: str) -> Reply:  # noqa: ARG002
        """Break off."""
        return Reply(cut=Cut.BEFORE_HEADERS)


class DataGivenUp(DefaultFirst):
    """Is on; the page draws the switch off, and soon gives up waiting for its state."""

    @property
    def data_in(self) -> float:
        """For ever."""
        return FOREVER

    def patience(self) -> str:
        """Wait for a moment only."""
        return f' data-patience="{round(self.pace.giving_up * 1000)}"'
