"""What a run makes of an account."""

from datetime import timedelta

import pytest

from optout_profiles.accounts import Account, Cookie, Fact, edited, new_account, now
from optout_profiles.errors import BrowserGone, NetworkFailed, PageMoved, StepFailed, TooSlow
from optout_profiles.outcomes import CONCLUSIVE, UNTOUCHED, Outcome, Reason, Setting
from optout_profiles.runs.account_run import first_result, proved_result, refreshed
from optout_profiles.runs.aftermath import accounts_as_they_stand, cut_short
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.journal import Journal
from optout_profiles.runs.judging import Found, Obstacle
from optout_profiles.runs.records import OpenQueue
from optout_profiles.runs.results import RunResult, after_run, failed, interrupted
from optout_profiles.secret import Secret
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

AT = now()
LATER = AT + timedelta(hours=1)
OFF = Fact(Setting.OFF, AT, "https://www.linkedin.com")
ON = Fact(Setting.ON, AT, "https://www.linkedin.com")
BEFORE_THE_CLICK = (None, Step.OPENING, Step.READING)
AFTER_THE_CLICK = (Step.CHANGING, Step.SAVING, Step.READING_AGAIN, Step.READING_ONCE_MORE)
FAILURES = sorted(set(Outcome) - CONCLUSIVE - UNTOUCHED)


def off(setting: Setting = Setting.OFF) -> Found:
    return Found(setting, "ada")


@pytest.fixture
def known_off():
    result = RunResult(Outcome.TURNED_OFF, fact=OFF, changed_at=AT)
    return after_run(new_account("Ada"), "first", result, AT)


@pytest.mark.parametrize("outcome", FAILURES)
def test_an_older_fact_survives_a_failed_run_beside_it(known_off, outcome) -> None:
    account = after_run(known_off, "second", RunResult(outcome, Reason.NETWORK), LATER)
    assert (account.fact, account.outcome, account.changed_at) == (OFF, Outcome.TURNED_OFF, AT)
    assert account.failed_try is not None
    assert (account.failed_try.run_id, account.failed_try.at) == ("second", LATER)
    assert (account.setting, account.standing) == (Setting.OFF, Setting.UNKNOWN)


def test_a_setting_is_so_since_it_was_first_read_with_nothing_else_in_between(known_off) -> None:
    def after(account: Account, fact: Fact | None, at) -> Account:
        result = RunResult(Outcome.IS_ON if fact else Outcome.TOO_SLOW, fact=fact)
        return after_run(account, "next", result, at)

    assert known_off.since == AT
    again = after(known_off, Fact(Setting.OFF, LATER, OFF.origin), LATER)
    failed = after(again, None, LATER)
    assert (again.since, failed.since) == (AT, AT)
    on = after(failed, Fact(Setting.ON, LATER, OFF.origin), LATER)
    elsewhere = after(known_off, Fact(Setting.OFF, LATER, "http://127.0.0.1:1"), LATER)
    assert (on.since, elsewhere.since) == (LATER, LATER)


@pytest.mark.parametrize("outcome", FAILURES)
def test_a_failed_run_without_an_older_fact_is_unknown_not_never_checked(outcome) -> None:
    account = after_run(new_account("Ada"), "first", RunResult(outcome), AT)
    assert (account.setting, account.standing) == (Setting.UNKNOWN, Setting.UNKNOWN)


@pytest.mark.parametrize("outcome", sorted(UNTOUCHED))
def test_a_run_that_changed_nothing_by_choice_leaves_the_standing_alone(known_off, outcome) -> None:
    never = new_account("Ada")
    unsure = after_run(known_off, "second", RunResult(Outcome.NOT_VERIFIED), AT)
    result = RunResult(outcome, Reason.INTERRUPTED)
    assert after_run(never, "next", result, LATER).standing is Setting.NEVER_CHECKED
    assert after_run(known_off, "next", result, LATER).standing is Setting.OFF
    assert after_run(unsure, "next", result, LATER).standing is Setting.UNKNOWN


def test_a_newer_fact_takes_the_place_of_an_older_one_and_of_a_failure(known_off) -> None:
    unsure = after_run(known_off, "second", RunResult(Outcome.TOO_SLOW), AT)
    account = after_run(unsure, "third", RunResult(Outcome.IS_ON, fact=ON), LATER)
    assert (account.fact, account.outcome, account.failed_try) == (ON, Outcome.IS_ON, None)
    assert account.standing is Setting.ON


@pytest.mark.parametrize("outcome", sorted(UNTOUCHED))
def test_what_was_read_before_it_was_left_is_not_forgotten(known_off, outcome) -> None:
    """A guided run that reads *on* and is given up must not leave the list saying *off*."""
    left = RunResult(outcome, Reason.GIVEN_UP, fact=ON)
    account = after_run(known_off, "next", left, LATER, kind=Kind.GUIDED)
    assert (account.fact, account.outcome, account.standing) == (ON, Outcome.IS_ON, Setting.ON)
    assert (account.changing_run, account.changed_at) == (None, None)


@pytest.mark.parametrize("step", [Step.READING, Step.YOUR_TURN])
def test_where_a_person_could_click_a_run_that_is_cut_off_vouches_for_nothing(
    known_off, step
) -> None:
    result = interrupted(step, Kind.GUIDED)
    account = after_run(known_off, "next", result, LATER, kind=Kind.GUIDED)
    assert account.standing is Setting.UNKNOWN
    assert account.changing_run == "first"


@pytest.mark.parametrize("kind", Kind)
def test_what_only_looks_or_undoes_leaves_nothing_to_undo(kind) -> None:
    result = RunResult(Outcome.NOT_VERIFIED, Reason.SENT_ON_THE_WAY)
    account = after_run(new_account("Ada"), "first", result, AT, kind=kind)
    changes = kind in {Kind.OPT_OUT, Kind.GUIDED}
    assert account.changing_run == ("first" if changes else None)
    assert account.standing is Setting.UNKNOWN


@pytest.mark.parametrize("step", BEFORE_THE_CLICK)
def test_what_ends_before_the_click_is_cancelled(step) -> None:
    assert interrupted(step, Kind.OPT_OUT).outcome is Outcome.CANCELLED


@pytest.mark.parametrize("step", AFTER_THE_CLICK)
def test_what_ends_after_the_click_is_not_verified(step) -> None:
    assert interrupted(step, Kind.OPT_OUT).outcome is Outcome.NOT_VERIFIED
    for error in (BrowserGone(), TooSlow(1), TimeoutError(), NetworkFailed("X"), StepFailed("x")):
        assert failed(error, step).outcome is Outcome.NOT_VERIFIED


@pytest.mark.parametrize(
    ("error", "outcome", "reason", "spoils"),
    [
        (BrowserGone(), Outcome.BROWSER_GONE, Reason.BROWSER_ENDED, True),
        (TooSlow(1), Outcome.TOO_SLOW, Reason.DEADLINE, True),
        (TimeoutError(), Outcome.TOO_SLOW, Reason.DEADLINE, True),
        (NetworkFailed("ERR_X"), Outcome.NOT_UNDERSTOOD, Reason.NETWORK, False),
        (PageMoved(), Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS, False),
        (StepFailed("look"), Outcome.NOT_UNDERSTOOD, Reason.UNREADABLE, False),
    ],
)
def test_each_error_has_its_outcome_and_reason(error, outcome, reason, spoils) -> None:
    assert failed(error, Step.READING) == RunResult(outcome, reason, spoils_browser=spoils)


@pytest.mark.parametrize(
    ("readings", "outcome", "fact"),
    [
        ((Setting.OFF, Setting.OFF), Outcome.TURNED_OFF, Setting.OFF),
        ((Setting.OFF, Setting.ON), Outcome.DID_NOT_STICK, Setting.ON),
        ((Setting.ON, Setting.ON), Outcome.DID_NOT_STICK, Setting.ON),
        ((Setting.ON, Setting.OFF), Outcome.NOT_VERIFIED, None),
    ],
)
def test_only_two_readings_of_off_make_turned_off(linkedin, readings, outcome, fact) -> None:
    result = proved_result([off(setting) for setting in readings], linkedin, (), AT)
    assert result.outcome is outcome
    assert (result.fact and result.fact.setting) == fact
    assert result.changed_at == (AT if outcome is Outcome.TURNED_OFF else None)


@pytest.mark.parametrize("reason", [Reason.SIGNED_OUT, Reason.TOO_MANY_REQUESTS, Reason.NO_MEMBER])
@pytest.mark.parametrize("comes_first", [True, False])
def test_an_obstacle_in_either_reading_proves_nothing(linkedin, reason, comes_first) -> None:
    obstacle = Obstacle(Outcome.REFUSED, reason)
    readings = [obstacle, off()] if comes_first else [off(), obstacle]
    result = proved_result(readings, linkedin, (), AT)
    signed_out = reason is Reason.SIGNED_OUT
    expected = Reason.SIGNED_OUT_AFTERWARDS if signed_out else reason
    assert (result.outcome, result.reason, result.fact) == (Outcome.NOT_VERIFIED, expected, None)


def test_a_first_reading_of_off_is_not_called_turned_off(linkedin) -> None:
    result = first_result(off(), linkedin, ())
    assert (result.outcome, result.changed_at) == (Outcome.ALREADY_OFF, None)
    assert first_result(off(Setting.ON), linkedin, ()).outcome is Outcome.IS_ON


def test_a_session_keeps_its_cookies_fresh_and_takes_no_new_ones() -> None:
    kept = (Cookie("li_at", "old", "h"), Cookie("gone", "stays", "h"))
    renewed = Cookie("li_at", "new", "h", httpOnly=True)
    seen = (renewed, Cookie("setting", "off", "h"), Cookie("li_at", "x", "i", httpOnly=True))
    assert refreshed(kept, seen) == (renewed, kept[1])


def test_what_a_page_can_write_itself_never_enters_a_session() -> None:
    kept = (Cookie("li_at", "old", "h", httpOnly=True), Cookie("prefs", "ai=on", "h"))
    assert refreshed(kept, (Cookie("prefs", "ai=off", "h"),)) == kept


def test_a_result_shows_no_cookie() -> None:
    cookie = Cookie("li_at", "canary-0451", "h")
    shown = repr([RunResult(Outcome.TURNED_OFF, cookies=(cookie,)), cookie, (cookie,)])
    assert "canary" not in shown


def turned_off(*, by_person: bool) -> RunResult:
    return RunResult(Outcome.TURNED_OFF, fact=OFF, changed_at=AT, by_person=by_person)


@pytest.mark.parametrize("by_person", [True, False])
def test_who_made_the_newest_change_is_kept(by_person) -> None:
    before = after_run(new_account("Ada"), "r0", turned_off(by_person=not by_person), AT)
    assert after_run(before, "r1", turned_off(by_person=by_person), LATER).by_person is by_person


def test_a_run_that_changes_nothing_takes_no_change_from_a_person() -> None:
    changed = after_run(new_account("Ada"), "r0", turned_off(by_person=True), AT)
    for result in (RunResult(Outcome.ALREADY_OFF, fact=OFF), RunResult(Outcome.TOO_SLOW)):
        assert after_run(changed, "r1", result, LATER).by_person


def test_another_member_has_none_of_it() -> None:
    changed = after_run(new_account("Ada", member="ada"), "r0", turned_off(by_person=True), AT)
    assert not edited(changed, "Ada", member="grace").by_person


def test_a_turn_that_took_too_long_is_a_failure_and_what_it_read_is_a_fact(known_off) -> None:
    slow = RunResult(Outcome.TOO_SLOW, Reason.DEADLINE, fact=ON)
    account = after_run(known_off, "next", slow, LATER, kind=Kind.GUIDED)
    assert (account.fact, account.outcome, account.standing) == (ON, Outcome.IS_ON, Setting.UNKNOWN)


NOT_VERIFIED = RunResult(Outcome.NOT_VERIFIED, Reason.SIGNED_OUT_AFTERWARDS)
READ_OFF = RunResult(Outcome.ALREADY_OFF, fact=OFF)


@pytest.mark.parametrize("outcome", [Outcome.IS_ON, Outcome.PUT_BACK, Outcome.DID_NOT_STICK])
def test_a_change_ends_once_a_page_reads_on_whoever_switched_it(outcome) -> None:
    changed = after_run(new_account("Ada"), "r0", turned_off(by_person=True), AT)
    assert changed.changing_run == "r0"
    on_again = after_run(changed, "r1", RunResult(outcome, fact=ON), LATER)
    off_again = after_run(on_again, "r2", READ_OFF, LATER)
    for account in (on_again, off_again):
        assert (account.changing_run, account.changed_at) == (None, None)
        assert not account.by_person


@pytest.mark.parametrize(
    "later",
    [
        READ_OFF,
        RunResult(Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT),
        RunResult(Outcome.NOT_OFFERED, fact=Fact(Setting.NOT_OFFERED, AT, "x")),
    ],
)
def test_a_click_that_was_not_verified_stands_whatever_came_later(later) -> None:
    clicked = after_run(new_account("Ada"), "r0", NOT_VERIFIED, AT)
    account = after_run(clicked, "r1", later, LATER)
    assert (account.changing_run, account.changed_at) == ("r0", None)


def test_an_undo_that_was_not_verified_or_did_not_stick_leaves_the_change_to_its_run() -> None:
    changed = after_run(new_account("Ada"), "r0", turned_off(by_person=False), AT)
    for result in (NOT_VERIFIED, RunResult(Outcome.DID_NOT_STICK, Reason.OFF_AGAIN, fact=OFF)):
        account = after_run(changed, "r1", result, LATER, kind=Kind.UNDO)
        assert (account.changing_run, account.changed_at) == ("r0", AT)
        never = after_run(new_account("Ben"), "r1", result, LATER, kind=Kind.UNDO)
        assert never.changing_run is None


def test_a_preview_is_no_try_and_tells_what_it_saw_all_the_same() -> None:
    seen = after_run(new_account("Ada"), "r0", READ_OFF, AT, kind=Kind.PREVIEW)
    assert (seen.tried_at, seen.standing, seen.last_try.at) == (None, Setting.OFF, AT)
    tried = after_run(seen, "r1", READ_OFF, AT)
    failed_since = after_run(
        tried, "r2", RunResult(Outcome.TOO_SLOW), LATER, "age", kind=Kind.PREVIEW
    )
    assert (failed_since.tried_at, failed_since.related["age"].tried_at) == (AT, None)
    assert failed_since.related["age"].standing is Setting.UNKNOWN


def test_a_kill_in_an_undo_begins_no_change(tmp_path) -> None:
    with create_vault(tmp_path / "list", Secret("correct horse battery"), TEST_COST) as vault:
        account = after_run(new_account("Ada"), "r0", turned_off(by_person=False), AT)
        vault.write(Put(Table.ACCOUNTS, account.id, account))
        journal = Journal(vault, OpenQueue("queue", Kind.UNDO, (account.id,)))
        journal.begin(account.id)
        journal.reach(Step.CHANGING)
        (stands,) = accounts_as_they_stand(vault)
        cut_short(vault)
        for one in (stands, vault.get(Table.ACCOUNTS, account.id, Account)):
            assert one.last_try.outcome is Outcome.NOT_VERIFIED
            assert one.changing_run == "r0"
