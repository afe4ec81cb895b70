"""The day on which a holder objected to what the setting doesn't cover, as a person says it.

Owns which days can be noted. Sends no objection anywhere.
"""

from datetime import date, timedelta

from optout_profiles.accounts import now
from optout_profiles.errors import UsageError
from optout_profiles.text import cleaned

EARLIEST_CLOCK = timedelta(hours=14)
"""How far the earliest time zone is ahead of UTC: a day begins there first."""


def day_typed(text: str) -> date | None:
    """Return the day that a person typed as YYYY-MM-DD, None for nothing.

    Raises ``UsageError``, also for a day that is still to come.
    """
    typed = cleaned(text, 60)
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = None
    if day is None or str(day) != typed:  # it reads other forms too
        raise UsageError(f"“{typed}” is not a day. A day is typed as 2026-11-24.")
    if day > (now() + EARLIEST_CLOCK).date():
        raise UsageError(f"{day} is still to come: an objection is noted once it is filed.")
    return day
