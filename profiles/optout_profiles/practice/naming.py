"""Behaviours in which the pages don't name the member whose session it is, or not alone."""

from optout_profiles.practice.conduct import Conduct, Pace
from optout_profiles.practice.exchange import Reply
from optout_profiles.practice.members import REMEMBERED, Member
from optout_profiles.practice.pages import Person

SOMEBODY_ELSE = Person(REMEMBERED.handle, REMEMBERED.name)


class WrongMember(Conduct):
    """Is on, and its pages name somebody else."""

    def people(self) -> tuple[Person, ...]:
        """Name another member."""
        return (SOMEBODY_ELSE,)


class WrongMemberLater(Conduct):
    """Is on; once the setting was looked at, all pages name somebody else."""

    def __init__(self, member: Member, pace: Pace, port: int) -> None:
        super().__init__(member, pace, port)
        self._was_seen = False

    def answer(self) -> Reply:
        """Name the right one the first time."""
        reply = super().answer()
        self._was_seen = True
        return reply

    def people(self) -> tuple[Person, ...]:
        """Name another member from then on."""
        return (SOMEBODY_ELSE,) if self._was_seen else super().people()


class NoMember(Conduct):
    """Is on, and its pages name nobody."""

    def people(self) -> tuple[Person, ...]:
        """Name nobody."""
        return ()


class TwoMembersInNav(Conduct):
    """Is on, and its navigation names two members."""

    def people(self) -> tuple[Person, ...]:
        """Name somebody else too."""
        return (*super().people(), SOMEBODY_ELSE)
