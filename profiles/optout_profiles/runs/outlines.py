"""The outline of a page that was not understood, as the vault keeps it with its run.

Owns that no word of the account stands in it. What is read of a page is the browser's.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from optout_profiles.outcomes import Outcome, Reason

HIDDEN = "…"
SHORTEST_NAME = 3
"""A name's single words count too, unless they are shorter than this."""


class Outline(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The newest one of an account: what a run saw on the page at which it ended, and when."""

    at: datetime
    outcome: Outcome
    reason: Reason | None
    text: str
    related: str | None = None


def hidden(text: str, names: Sequence[str]) -> str:
    """Return an outline without these names and any of their words, in whatever case."""
    words = {word for name in names for word in (name, *re.findall(r"\w+", name))}
    telling = sorted((one for one in words if len(one) >= SHORTEST_NAME), key=len, reverse=True)
    if not telling:
        return text
    any_of_them = re.compile("|".join(map(re.escape, telling)), re.IGNORECASE)
    return "\n".join(any_of_them.sub(HIDDEN, line) for line in text.split("\n"))
