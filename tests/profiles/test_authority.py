"""What a record of the holder's authority says on a day."""

from datetime import date

import pytest

from optout_profiles.authority import Authority, authority_state, authority_words, bar
from optout_profiles.outcomes import Reason

GIVEN = date(2026, 11, 1)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("authority", "state", "reason"),
    [
        (None, "none", None),
        (Authority(GIVEN), "valid", None),
        (Authority(GIVEN, until=TODAY), "valid", None),
        (Authority(GIVEN, until=date(2026, 11, 23)), "ended", Reason.AUTHORITY_ENDED),
        (Authority(GIVEN, withdrawn_on=TODAY), "withdrawn", Reason.AUTHORITY_WITHDRAWN),
        (Authority(GIVEN, GIVEN, TODAY), "withdrawn", Reason.AUTHORITY_WITHDRAWN),
        (Authority(GIVEN, withdrawn_on=date(2026, 11, 25)), "valid", None),
    ],
)
def test_only_a_record_that_is_over_bars_and_its_last_day_is_a_good_one(
    authority, state, reason
) -> None:
    assert (authority_state(authority, TODAY), bar(authority, TODAY)) == (state, reason)


def test_a_record_is_told_in_one_clause() -> None:
    assert authority_words(Authority(GIVEN)) == "given 2026-11-01"
    told = authority_words(Authority(GIVEN, date(2027, 11, 1), TODAY, "by letter"))
    assert told == "given 2026-11-01, until 2027-11-01, withdrawn 2026-11-24"


def test_a_record_that_has_run_out_by_a_day_says_so() -> None:
    record = Authority(GIVEN, date(2026, 11, 20))
    assert authority_words(record) == "given 2026-11-01, until 2026-11-20"
    assert authority_words(record, date(2026, 11, 20)) == "given 2026-11-01, until 2026-11-20"
    told = authority_words(record, date(2026, 11, 21))
    assert told == "given 2026-11-01, until 2026-11-20, ended"
