"""Behaviours in which the setting's page isn't what the service answers with."""

from typing import ClassVar

from optout_profiles.practice import pages, places
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply, page, redirect


class _Refused(Conduct):
    status: ClassVar[int]

    def answer(self) -> Reply:
        """Refuse."""
        words = "The practice site does not answer this."
        return page(pages.message(f"Error {self.status}", words), self.status)


class Refused429(_Refused):
    """Has the setting's page refused: too many requests."""

    status = 429


class Refused999(_Refused):
    """Has the setting's page refused: request denied."""

    status = 999


class Error500(_Refused):
    """Has the setting's page fail inside the service."""

    status = 500


class Error500Empty(Conduct):
    """Has the setting's page fail inside the service, without a word."""

    def answer(self) -> Reply:
        """Answer with a status only."""
        return Reply(500)


class OtherHost(Conduct):
    """Is sent from the setting to another host."""

    def answer(self) -> Reply:
        """Send them out of the site."""
        return redirect(f"//{places.OTHER_HOST}:{self.port}{places.SETTING}")


class RedirectLoop(Conduct):
    """Is sent from the setting to the setting, for ever; all other pages are well."""

    def answer(self) -> Reply:
        """Send them to where they are."""
        return redirect(places.SETTING)


class EmptyPage(Conduct):
    """Has a page with nothing on it."""

    def answer(self) -> Reply:
        """Answer, with nothing."""
        return page("")
