"""What a person answers: a number of a menu, or which accounts are meant.

Owns how answers are read, and how long they are waited for. What is done with them is ``work``'s.
"""

import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from optout_profiles.accounts import Account
from optout_profiles.errors import UsageError
from optout_profiles.listing.fields import Sight
from optout_tui.cli.talk import next_line, prompt, tell
from optout_tui.config import Config
from optout_tui.config_filters import filter_typed
from optout_tui.idleness import Idleness
from optout_tui.wording import plain as said

LOOKING_SECONDS = 1.0
NUMBERS = re.compile(r"\d+(?:-\d+)?(?:[\s,]+\d+(?:-\d+)?)*")


class InputEnded(Exception):
    """There is nobody any more who answers."""


class LeftAlone(Exception):
    """Nobody has answered for so long that the list is to be locked."""


def answer(question: str, patience: float) -> str:
    """Ask, and return what was typed without blanks around it.

    Raises ``InputEnded``; and ``LeftAlone`` after so many seconds without an answer, never with
    none. What was typed of it by then is left to be read.
    """
    prompt(question)
    with _at_most(patience):
        typed = next_line()
    if typed is None:
        raise InputEnded
    return typed.strip()


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise ``LeftAlone`` once this has taken longer; a machine that was asleep counts."""
    idleness = Idleness(seconds)

    def look(*_: object) -> None:
        if idleness.is_over:
            raise LeftAlone

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LOOKING_SECONDS, LOOKING_SECONDS)
    try:
        yield
        look()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def number(question: str, most: int, patience: float) -> int:
    """Ask until it is a number from 0 to ``most``, and return it; raises what ``answer`` does."""
    while True:
        typed = answer(question, patience)
        if typed.isdecimal() and int(typed) <= most:
            return int(typed)
        tell(said.number_wanted(most))


def accounts_typed(
    typed: str, accounts: Sequence[Account], sight: Sight, config: Config
) -> list[Account]:
    """Return the accounts that were typed, in the list's order; raises ``UsageError``."""
    if typed.lower() == said.ALL:
        return list(accounts)
    if not NUMBERS.fullmatch(typed):
        return filter_typed(typed, config.filters).among(accounts, sight)
    wanted: set[int] = set()
    for piece in re.split(r"[\s,]+", typed):
        first, _, last = piece.partition("-")
        ends = int(first), int(last or first)
        if ends[0] > ends[1]:
            raise UsageError(said.backwards(piece))
        if not 1 <= ends[0] <= ends[1] <= len(accounts):
            raise UsageError(said.out_of_list(piece, len(accounts)))
        wanted.update(range(ends[0], ends[1] + 1))
    return [account for place, account in enumerate(accounts, 1) if place in wanted]
