"""What is said of an outcome, and what to do about it."""

import pytest

from optout_profiles.outcomes import Outcome, Reason
from optout_tui.wording import advice, outcome_words


def test_a_failed_fetch_is_not_called_a_page_that_was_not_understood() -> None:
    assert outcome_words(Outcome.NOT_UNDERSTOOD, Reason.NETWORK) == "the page could not be fetched"
    assert "internet" in advice(Outcome.NOT_UNDERSTOOD, "a2b3c4", Reason.NETWORK)


def test_a_fetch_that_failed_past_the_click_still_says_what_it_left_open() -> None:
    words = outcome_words(Outcome.NOT_VERIFIED, Reason.NETWORK)
    assert words == "changed but not verified: the page could not be fetched"
    assert advice(Outcome.NOT_VERIFIED, "a2b3c4", Reason.NETWORK).startswith("check it again")


def test_a_password_that_was_not_accepted_is_to_be_checked() -> None:
    todo = advice(Outcome.SIGN_IN_NEEDED, "a2b3c4", Reason.NOT_ACCEPTED)
    assert todo == "check the address and the password, then try once more"


@pytest.mark.parametrize("outcome", [Outcome.SIGN_IN_NEEDED, Outcome.WRONG_PERSON])
def test_signing_in_is_advised_with_a_way_to_do_it(outcome) -> None:
    assert advice(outcome, "a2b3c4").endswith("optout-tui sign-in a2b3c4 --terminal")
