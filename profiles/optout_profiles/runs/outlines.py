"""The outline of a page that was not understood, as the vault keeps it with its run.

Owns that no word of the account stands in it. What is read of a page is the browser's.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import unquote

from msgspec import Struct

from optout_profiles.browser.outline import without_names
from optout_profiles.browser.page import Page
from optout_profiles.errors import PageError
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.judging import Found, Obstacle

NOT_CLEAR = frozenset({Outcome.NOT_UNDERSTOOD, Outcome.TOO_SLOW})
"""Outcomes after which somebody may want to know what the page was."""


class Outline(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The newest one of an account: what a run saw on the page at which it ended, and when."""

    at: datetime
    outcome: Outcome
    reason: Reason | None
    text: str
    related: str | None = None


async def outline_at(page: Page, verdict: Found | Obstacle) -> str:
    """Return the outline of the page at which a reading has just ended without an answer.

    Empty where it had one, or only a person is missing, and where the page can't be read any more.
    """
    if isinstance(verdict, Found) or verdict.outcome not in NOT_CLEAR:
        return ""
    try:
        return "" if verdict.reason is Reason.NETWORK else await page.outline()
    except PageError:
        return ""


def hidden(text: str, names: Sequence[str]) -> str:
    """Return an outline without an account's names; of an e-mail address what is before the @."""
    spelt = {one for name in names for one in (name, unquote(name), name.partition("@")[0])}
    return without_names(text, spelt)
