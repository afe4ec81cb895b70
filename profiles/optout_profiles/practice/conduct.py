"""How a member's account behaves when nothing is odd: the one thing each behaviour varies.

An instance belongs to one member and holds what the service has stored for them.
"""

from typing import ClassVar

from msgspec import Struct

from optout_profiles.practice import pages, places, switches
from optout_profiles.practice.exchange import Reply, page
from optout_profiles.practice.members import Member
from optout_profiles.practice.pages import Person

QUESTION = (
    "Can the practice site use your personal data and the content you create "
    "to train generative AI models that create content?"
)


class Pace(Struct, frozen=True):
    """How long the slow behaviours take, in seconds."""

    saving: float = 1.0
    reverting: float = 0.2
    drawing: float = 0.3
    approving: float = 5.0


class Conduct:
    """Is on; takes and keeps every change."""

    starts_on: ClassVar[bool] = True
    key: ClassVar[str] = places.KEY
    heading: ClassVar[str] = places.HEADING
    words: ClassVar[str] = places.WORDS
    rows: ClassVar[tuple[places.Row, ...]] = places.PRIVACY_ROWS
    ends_session: ClassVar[bool] = False
    has_dead_cookies: ClassVar[bool] = False
    dies_in_a_loop: ClassVar[bool] = False
    challenge: ClassVar[str | None] = None
    challenges_at: ClassVar[str] = places.CHALLENGES
    asks_for_code: ClassVar[bool] = False

    def __init__(self, member: Member, pace: Pace, port: int) -> None:
        self.member = member
        self.pace = pace
        self.port = port
        self.stored = {self.key: self.starts_on}

    @property
    def is_on(self) -> bool:
        """What is stored for our setting."""
        return self.stored[self.key]

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

    def answer(self) -> Reply:
        """Answer a request for the setting's page."""
        main = f"<p>{QUESTION}</p>{self.controls()}"
        return page(pages.frame(self.heading, main, self.people()))

    def controls(self) -> str:
        """Return the switches on the setting's page."""
        return self.draw()

    def draw(self, style: str = "plain", claims: str = "", nth: int = 1) -> str:
        """Return our own switch."""
        return switches.switch(
            self.key, self.words, is_on=self.is_on, style=style, claims=claims, nth=nth
        )

    def related(self, key: str, words: str) -> str:
        """Return the switch of another setting."""
        return switches.switch(key, words, is_on=self.stored.get(key, True))

    def save(self, key: str, *, is_on: bool) -> None:
        """Store what the page has sent."""
        self.stored[key] = is_on

    def asks(self, path: str, *, is_proved: bool) -> bool:  # noqa: ARG002
        """Say whether the challenge comes before this page; a proved session has met it."""
        return self.challenge is not None and not is_proved

    def passes(self, code: str, waited: float) -> bool:  # noqa: ARG002
        """Say whether this, so many seconds after it was asked, meets the member's challenge."""
        return bool(code)
