"""How a member's account behaves when nothing is odd: the one thing each behaviour varies.

An instance belongs to one member and holds what the service has stored for them.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape
from typing import ClassVar

from msgspec import Struct

from optout_profiles.practice import pages, places, switches
from optout_profiles.practice.exchange import Reply, as_json, page
from optout_profiles.practice.languages import ENGLISH, Language
from optout_profiles.practice.members import Member
from optout_profiles.practice.pages import Around, Person


class Pace(Struct, frozen=True):
    """How long the slow behaviours take, in seconds."""

    saving: float = 1.0
    reverting: float = 0.2
    drawing: float = 0.3
    approving: float = 5.0
    answering: float = 5.0
    giving_up: float = 0.5
    dripping: float = 0.2


class Conduct:
    """Is on; takes and keeps every change."""

    starts_on: ClassVar[bool] = True
    key: ClassVar[str] = places.KEY
    language: ClassVar[Language] = ENGLISH
    has_menu: ClassVar[bool] = False
    has_dead_cookies: ClassVar[bool] = False
    dies_in_a_loop: ClassVar[bool] = False
    challenge: ClassVar[str | None] = None
    challenges_at: ClassVar[str] = places.CHALLENGES
    asks_for_code: ClassVar[bool] = False

    def __init__(self, member: Member, pace: Pace, port: int) -> None:
        self.member = member
        self.pace = pace
        self.port = port
        self.was_changed = False
        self.stored = {key: is_usually_on(member.handle, key) for key in places.RELATED}
        self.stored[self.key] = self.starts_on

    @property
    def is_on(self) -> bool:
        """What is stored for our setting."""
        return self.stored[self.key]

    @property
    def ends_session(self) -> bool:
        """Whether asking for the setting ends the session."""
        return False

    @property
    def answers_in(self) -> float:
        """Seconds that the setting's page takes to come."""
        return 0.0

    @property
    def data_in(self) -> float:
        """Seconds that data takes to come."""
        return 0.0

    @property
    def saves_in(self) -> float:
        """Seconds that a save takes."""
        return 0.0

    @property
    def name(self) -> str:
        """The name that pages show."""
        return self.member.name

    def people(self) -> tuple[Person, ...]:
        """Whom the navigation names."""
        return (Person(self.member.handle, self.name),)

    def around(self) -> Around:
        """Return what stands around every page."""
        return Around(self.people(), self.language, self.has_menu)

    def rows(self) -> tuple[str, ...]:
        """Return the rows of the category page, as HTML."""
        names = zip(places.PRIVACY_SLUGS, self.language.rows, strict=True)
        return tuple(pages.row(places.SETTINGS + slug, name) for slug, name in names)

    def own_pages(self) -> Mapping[str, Callable[[], Reply]]:
        """Return which page stands at which address where only this member has one."""
        return {}

    def script(self, usual: Reply) -> Reply:
        """Answer a request for the site's script."""
        return usual

    def answer(self) -> Reply:
        """Answer a request for the setting's page."""
        main = f"<p>{escape(self.language.question)}</p>{self.controls()}"
        return page(pages.frame(self.language.heading, main, self.around()))

    def controls(self) -> str:
        """Return the switches on the setting's page."""
        return self.draw()

    def draw(self, style: str = "plain", saves: str = "", marks: str = "", nth: int = 1) -> str:
        """Return our own switch."""
        return switches.switch(
            self.key,
            self.language.words,
            is_on=self.is_on,
            style=style,
            saves=saves,
            marks=marks,
            nth=nth,
        )

    def related(self, key: str, words: str) -> str:
        """Return the switch of another setting."""
        return switches.switch(key, words, is_on=self.stored[key])

    def data(self, key: str) -> Reply:
        """Tell a page's script what is stored."""
        return as_json(self.stored[key])

    def save(self, key: str, *, is_on: bool) -> None:
        """Store what the page has sent."""
        self.stored[key] = is_on
        self.was_changed = True

    def saved(self) -> Reply:
        """Answer after a save."""
        return as_json({})

    def asks(self, path: str, *, is_proved: bool) -> bool:  # noqa: ARG002
        """Say whether the challenge comes before this page; a proved session has met it."""
        return self.challenge is not None and not is_proved

    def passes(self, code: str, waited: float) -> bool:  # noqa: ARG002
        """Say whether this, so many seconds after it was asked, meets the member's challenge."""
        return bool(code)


def is_usually_on(handle: str, key: str) -> bool:
    """Say how a related setting stands at first: mixed, and always the same."""
    return sha256(f"{handle} {key}".encode()).digest()[0] % 2 == 1
