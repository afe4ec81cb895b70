"""The day on which something was done for a holder, or is to be, as a person says it.

Owns which days can be noted. Sends nothing anywhere.
"""

from datetime import date, timedelta

from optout_profiles.accounts import now
from optout_profiles.errors import UsageError
from optout_profiles.text import cleaned

EARLIEST_CLOCK = timedelta(hours=14)
"""How far the earliest time zone is ahead of UTC: a day begins there first."""


def day_in(text: str) -> date | None:
    """Return the day that a person typed as YYYY-MM-DD, None for nothing; raises ``UsageError``."""
    typed = cleaned(text, 60)
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = None
    if day is None or str(day) != typed:  # it reads other forms too
        raise UsageError(f"“{typed}” is not a day. A day is typed as 2026-11-24.")
    return day


def day_typed(text: str, once: str = "an objection is noted once it is filed") -> date | None:
    """Return the day of what was done already, as ``day_in`` does.

    Raises ``UsageError`` also for a day that is still to come, with ``once`` as what to do then.
    """
    day = day_in(text)
    if day and day > (now() + EARLIEST_CLOCK).date():
        raise UsageError(f"{day} is still to come: {once}.")
    return day
