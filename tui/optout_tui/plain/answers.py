"""What a person answers: a number of a menu, or which accounts are meant.

Owns how answers are read. What is done with them is ``work``'s.
"""

import re
from collections.abc import Sequence

from optout_profiles.accounts import Account
from optout_profiles.errors import UsageError
from optout_profiles.listing.fields import Sight
from optout_tui.cli.talk import next_line, prompt, tell
from optout_tui.config import Config
from optout_tui.config_filters import filter_typed
from optout_tui.wording import plain as said

NUMBERS = re.compile(r"\d+(?:-\d+)?(?:[\s,]+\d+(?:-\d+)?)*")


class InputEnded(Exception):
    """There is nobody any more who answers."""


def answer(question: str) -> str:
    """Ask, and return what was typed without blanks around it; raises ``InputEnded``."""
    prompt(question)
    typed = next_line()
    if typed is None:
        raise InputEnded
    return typed.strip()


def number(question: str, most: int) -> int:
    """Ask until it is a number from 0 to ``most``, and return it."""
    while True:
        typed = answer(question)
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
