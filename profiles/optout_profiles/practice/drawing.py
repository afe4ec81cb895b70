"""Behaviours in which the setting's page looks other than usual."""

from functools import cache

from msgspec.structs import replace

from optout_profiles.practice import languages, pages, places, switches
from optout_profiles.practice.conduct import Conduct, Pace
from optout_profiles.practice.languages import ENGLISH
from optout_profiles.practice.members import Member

HOSTILE = "[/][bold]\x1b]0;gone\x07\x1b[31m\u202e<b>&amp;</b><script>document.title = 1</script>"
"""Markup of two kinds, terminal control sequences and a sign that turns text around."""

PARAGRAPHS, SIGNS = 1_000, 999


class NotOffered(Conduct):
    """Lacks the setting: its page has two related switches, the list of settings no row."""

    language = replace(ENGLISH, rows=(*ENGLISH.rows[:-1], "Data privacy choices"))

    def rows(self) -> tuple[str, ...]:
        """Leave out ours, the last."""
        return super().rows()[:-1]

    def controls(self) -> str:
        """Leave out ours."""
        return self.related(*places.RESEARCH) + self.related(*places.PARTNERS)


class DecoyFirst(Conduct):
    """Is on; another setting's switch, on as well, stands before ours."""

    def __init__(self, member: Member, pace: Pace, port: int) -> None:
        super().__init__(member, pace, port)
        self.stored[places.RESEARCH[0]] = True

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


class MovedKeyAmongOthers(MovedKey):
    """Is on; the switch has a key that nobody knows, and known switches of others stand beside."""

    def controls(self) -> str:
        """Draw ours between two others."""
        return self.related(*places.RESEARCH) + self.draw() + self.related(*places.PARTNERS)


class Contradictory(Conduct):
    """Is on, but the switch tells assistive technology the opposite of what it shows."""

    def controls(self) -> str:
        """Claim the opposite of what is stored."""
        return self.draw(marks=f' aria-checked="{"false" if self.is_on else "true"}"')


class HiddenInput(Conduct):
    """Is on; the input is hidden under a label drawn as a switch, which a person clicks."""

    def controls(self) -> str:
        """Draw the label in place of the input."""
        return self.draw(style="hidden-input")


class OlderMarkup(Conduct):
    """Is on; the switch is of the older kind, without a key."""

    def controls(self) -> str:
        """Draw no input."""
        return switches.older_switch(self.language.words, is_on=self.is_on)


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


class MillionElements(Conduct):
    """Is on; the switch stands before a million other elements."""

    def controls(self) -> str:
        """Draw them all."""
        return self.draw() + a_million_elements()


class Hostile(Conduct):
    """Is on; its name and headings hold markup and control sequences."""

    language = replace(
        ENGLISH,
        rows=(*ENGLISH.rows[:-1], f"{places.HEADING} {HOSTILE}"),
        words=f"{places.WORDS} {HOSTILE}",
    )

    @property
    def name(self) -> str:
        """Return the name with what harms a careless reader."""
        return f"{self.member.name} {HOSTILE}"


class German(Conduct):
    """Is on; its pages are in German."""

    language = languages.GERMAN


class French(Conduct):
    """Is on; its pages are in French."""

    language = languages.FRENCH


class Portuguese(Conduct):
    """Is on; its pages are in Brazilian Portuguese."""

    language = languages.PORTUGUESE


class Polish(Conduct):
    """Is on; its pages are in Polish."""

    language = languages.POLISH


class RightToLeft(Conduct):
    """Is on; its pages are in Arabic, which is written from right to left."""

    language = languages.ARABIC


@cache
def a_million_elements() -> str:
    """Return a million elements that hold nothing, in a thousand paragraphs."""
    return ("<p>" + "<i></i>" * SIGNS + "</p>\n") * PARAGRAPHS
