"""The day on which a holder objected, as a person types it."""

from datetime import date, timedelta

import pytest

from optout_profiles.accounts import now
from optout_profiles.errors import UsageError
from optout_profiles.objections import day_typed


def test_a_day_to_come_is_refused_but_not_one_that_has_begun_somewhere() -> None:
    today = now().date()
    assert day_typed(str(today)) == today
    with pytest.raises(UsageError, match="still to come"):
        day_typed(str(today + timedelta(days=2)))


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2026-10-01", date(2026, 10, 1)), (" 2024-02-29\n", date(2024, 2, 29)), ("  ", None)],
)
def test_a_day_is_typed_in_one_form_only(typed, day) -> None:
    assert day_typed(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["2026-13-01", "2025-02-29", "1.10.2026", "20261001", "2026-W40-4", "yesterday", "\x1b[2J"],
)
def test_what_is_no_day_is_refused_in_a_sentence(typed) -> None:
    with pytest.raises(UsageError, match=r"is not a day\. A day is typed as") as refused:
        day_typed(typed)
    assert str(refused.value).isprintable()
