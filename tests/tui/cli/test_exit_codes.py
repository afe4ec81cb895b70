"""The table of exit codes, which others' scripts rely on: written out, never renumbered."""

import itertools
from pathlib import Path

from optout_profiles.errors import BrowserGone, NoBrowser, UsageError, VaultMissing
from optout_profiles.outcomes import Outcome
from optout_tui.cli.verdicts import OF_OUTCOME, of_error, of_outcomes
from optout_tui.exit_codes import ExitCode

PROMISED = {
    0: ["already off", "turned off", "put back on"],
    1: ["on", "not offered", "did not stick", "changed but not verified", "skipped", "cancelled"],
    3: ["sign-in needed", "a person is needed", "wrong person signed in", "no authority"],
    6: ["browser gone", "too slow", "page not understood"],
    7: ["refused by the service"],
}
GRAVEST_FIRST = [7, 6, 3, 1, 0]


def test_every_outcome_has_the_code_that_was_promised():
    promised = {outcome: code for code, outcomes in PROMISED.items() for outcome in outcomes}
    assert {outcome.value: int(code) for outcome, code in OF_OUTCOME.items()} == promised
    assert set(OF_OUTCOME) == set(Outcome)


def test_of_any_two_outcomes_the_graver_wins():
    for one, other in itertools.product(Outcome, repeat=2):
        codes = {OF_OUTCOME[one], OF_OUTCOME[other]}
        assert of_outcomes([one, other]) == next(code for code in GRAVEST_FIRST if code in codes)


def test_nothing_done_is_not_called_as_wanted():
    assert of_outcomes([]) is ExitCode.NOT_AS_WANTED


def test_a_refusal_wins_even_where_the_outcome_is_another():
    assert of_outcomes([Outcome.NOT_VERIFIED], was_refused=True) is ExitCode.REFUSED


def test_every_kind_of_error_has_its_code():
    errors = [UsageError(), VaultMissing(Path("x")), NoBrowser(), BrowserGone()]
    assert [of_error(error) for error in errors] == [2, 4, 5, 6]
