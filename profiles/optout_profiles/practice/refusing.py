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


class Elsewhere(Conduct):
    """Is sent from the setting to the list of settings."""

    def answer(self) -> Reply:
        """Send them away."""
        return redirect(places.ACCOUNT_CATEGORY)


class OtherHost(Conduct):
    """Is sent from the setting to another host."""

    def answer(self) -> Reply:
        """Send them out of the site."""
        return redirect(f"//{places.OTHER_HOST}:{self.port}{places.SETTING}")


class Endless(Conduct):
    """Has a page that never ends, nor comes to its switch."""

    def answer(self) -> Reply:
        """Begin a page."""
        begun = pages.opening(self.heading, self.people())
        return Reply(body=begun.encode(), is_endless=True)


class EmptyPage(Conduct):
    """Has a page with nothing on it."""

    def answer(self) -> Reply:
        """Answer, with nothing."""
        return page("")
