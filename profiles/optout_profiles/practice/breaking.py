"""Behaviours in which the setting's page comes slowly, never to its end, or not at all."""

from itertools import chain, repeat
from typing import ClassVar

from optout_profiles.practice import pages
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Cut, Reply


class SlowAnswer(Conduct):
    """Is on; the setting's page takes long to come."""

    @property
    def answers_in(self) -> float:
        """Long."""
        return self.pace.answering


class Endless(Conduct):
    """Has a page that never ends, nor comes to its switch."""

    def answer(self) -> Reply:
        """Begin a page."""
        begun = pages.opening(self.language.heading, self.around())
        return Reply(body=begun.encode(), more=repeat(b"<!-- and so on -->\n"))


class Dripping(Conduct):
    """Has a page that comes a byte at a time, for ever."""

    def answer(self) -> Reply:
        """Begin a page with nothing of it."""
        begun = pages.opening(self.language.heading, self.around()).encode()
        drops = (bytes([byte]) for byte in begun)
        return Reply(more=chain(drops, repeat(b" ")), beat=self.pace.dripping)


class _CutPage(Conduct):
    cut: ClassVar[Cut]

    def answer(self) -> Reply:
        """Break off."""
        return Reply(body=super().answer().body, cut=self.cut)


class CutBeforeHeaders(_CutPage):
    """Has the line cut before anything of the setting's page comes."""

    cut = Cut.BEFORE_HEADERS


class CutInHeaders(_CutPage):
    """Has the line cut in the headers of the setting's page."""

    cut = Cut.IN_HEADERS


class CutInBody(_CutPage):
    """Has the line cut in the middle of the setting's page."""

    cut = Cut.IN_BODY


class CutAtScript(Conduct):
    """Has the line cut at the site's script; without it no change is ever sent."""

    def script(self, usual: Reply) -> Reply:  # noqa: ARG002
        """Break off."""
        return Reply(cut=Cut.BEFORE_HEADERS)
