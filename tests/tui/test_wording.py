"""What is said of an outcome, of a queue that was cut short, and of many names."""

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import Kind
from optout_tui.wording import (
    asked_words,
    clock,
    ends_in_words,
    names_of,
    outcome_name,
    outcome_words,
)
from optout_tui.wording.queue import cut_short_words


def test_a_failed_fetch_is_not_called_a_page_that_was_not_understood() -> None:
    assert outcome_words(Outcome.NOT_UNDERSTOOD, Reason.NETWORK) == "the page could not be fetched"
    assert outcome_name(Outcome.NOT_UNDERSTOOD, Reason.NETWORK) == "page not fetched"
    assert outcome_name(Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH) == "page not understood"


def test_a_fetch_that_failed_past_the_click_still_says_what_it_left_open() -> None:
    words = outcome_words(Outcome.NOT_VERIFIED, Reason.NETWORK)
    assert words == "changed but not verified: the page could not be fetched"


def test_ends_are_counted_by_what_they_are_called() -> None:
    ends = [
        (Outcome.TURNED_OFF, None),
        (Outcome.NOT_UNDERSTOOD, Reason.NETWORK),
        (Outcome.TURNED_OFF, None),
        (Outcome.NOT_UNDERSTOOD, Reason.NO_SWITCH),
    ]
    assert ends_in_words(ends) == "2 turned off, 1 page not fetched, 1 page not understood"


def test_what_a_kill_cut_short_is_told_even_where_nothing_is_left() -> None:
    told = cut_short_words(Kind.OPT_OUT, 57, "Ada", 142)
    assert told == (
        "The last queue (opt out) was cut short: 57 done, 1 cut off (Ada: not verified), "
        "142 left to do."
    )
    assert cut_short_words(Kind.CHECK, 0, "Ada", 0).endswith("(Ada: not verified), 0 left to do.")
    assert cut_short_words(Kind.CHECK, 1, "", 1).endswith("short: 1 done, 1 left to do.")
    assert cut_short_words(Kind.CHECK, 3, "", 0) == ""
    assert len(cut_short_words(Kind.CHECK, 0, "A" * 200, 0)) < 140


def test_long_names_are_cut_and_many_are_counted() -> None:
    listed = names_of(["A" * 200] * 12)
    assert len(listed) < 8 * 43 + 20
    assert listed.endswith("… and 4 more")


def test_what_a_person_has_to_do_is_said_with_the_place() -> None:
    assert asked_words(None, in_window=True) == "sign in in the browser's window"
    by_mail = asked_words(Reason.CODE_BY_EMAIL, in_window=False)
    assert by_mail == "type the code that the service sent by e-mail here"
    for reason in (Reason.APP_APPROVAL, Reason.CAPTCHA, Reason.OTHER_CHALLENGE):
        assert "here" not in asked_words(reason, in_window=False)


def test_a_clock_counts_in_minutes_and_never_below_nothing() -> None:
    assert [clock(seconds) for seconds in (600, 61.4, 59.6, 0.2, -3)] == [
        "10:00",
        "1:01",
        "1:00",
        "0:00",
        "0:00",
    ]
