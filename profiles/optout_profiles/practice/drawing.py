"""Behaviours in which the setting's page looks other than usual."""

from optout_profiles.practice import pages, places, switches
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.members import REMEMBERED
from optout_profiles.practice.pages import Person

SOMEBODY_ELSE = Person(REMEMBERED.handle, REMEMBERED.name)
HOSTILE = "[/][bold]\x1b]0;gone\x07\x1b[31m\u202e<b>&amp;</b><script>document.title = 1</script>"
"""Markup of two kinds, terminal control sequences and a sign that turns text around."""


class NotOffered(Conduct):
    """Lacks the setting: its page has two related switches, the list of settings no row."""

    rows = tuple(row for row in places.PRIVACY_ROWS if row.name != places.HEADING)
    heading = "Data privacy choices"

    def controls(self) -> str:
        """Leave out ours."""
        return self.related(*places.RESEARCH) + self.related(*places.PARTNERS)


class WrongMember(Conduct):
    """Is on, and its pages name somebody else."""

    def people(self) -> tuple[Person, ...]:
        """Name another member."""
        return (SOMEBODY_ELSE,)


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


class DecoyFirst(Conduct):
    """Is on; another setting's switch, on as well, stands before ours."""

    def controls(self) -> str:
        """Put a related switch first."""
        return self.related(*places.RESEARCH) + self.draw()


class SameKeyTwice(Conduct):
    """Is on; two switches have the setting's key."""

    def controls(self) -> str:
        """Draw ours twice."""
        return self.draw() + self.draw(nth=2)


class MovedKey(Conduct):
    """Is on; the switch has a key that nobody knows."""

    key = places.MOVED_KEY


class Contradictory(Conduct):
    """Is on, but the switch tells assistive technology the opposite of what it shows."""

    def controls(self) -> str:
        """Claim the opposite of what is stored."""
        return self.draw(claims="false" if self.is_on else "true")


class HiddenInput(Conduct):
    """Is on; the input is hidden under a label drawn as a switch, which a person clicks."""

    def controls(self) -> str:
        """Draw the label in place of the input."""
        return self.draw(style="hidden-input")


class OlderMarkup(Conduct):
    """Is on; the switch is of the older kind, without a key."""

    def controls(self) -> str:
        """Draw no input."""
        return switches.older_switch(self.words, is_on=self.is_on)


class Late(Conduct):
    """Is on; a script draws the switch a moment after the page has loaded."""

    def controls(self) -> str:
        """Leave the drawing to the page's script."""
        return switches.drawn_late(self.draw(), round(self.pace.drawing * 1000))


class InvisibleCaptcha(Conduct):
    """Is on; the page holds captchas that nobody can see, which ask nothing."""

    def controls(self) -> str:
        """Hide captchas before the switch."""
        return pages.INVISIBLE_CAPTCHAS + self.draw()


class Hostile(Conduct):
    """Is on; its name and headings hold markup and control sequences."""

    heading = f"{places.HEADING} {HOSTILE}"
    words = f"{places.WORDS} {HOSTILE}"

    @property
    def name(self) -> str:
        """Return the name with what harms a careless reader."""
        return f"{self.member.name} {HOSTILE}"
