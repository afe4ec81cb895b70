"""The queue as a place: what is to come is changed there, and what failed is tried again."""

import pytest

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import Kind
from optout_profiles.runs.results import RunResult

SIZE = (80, 24)


@pytest.fixture
def started(app, desk, shows):
    """Start a queue of the first three accounts and go to it."""

    async def start(pilot) -> list[str]:
        await pilot.press("space", "space", "space", "c")
        await shows(pilot, "Check 1 of 3 · Ada Sample")
        await pilot.press("Q")
        await shows(pilot, "To come: 2")
        return [account.id for account in desk.accounts]

    return start


async def test_who_is_to_come_is_moved_dropped_and_added(app, desk, started, shows, seen):
    async with app.run_test(size=SIZE) as pilot:
        _, ben, cleo, _ = await started(pilot)
        await pilot.press("J")
        assert app.screen._strip.pending.account_ids == (cleo, ben)
        await pilot.press("K")
        assert app.screen._strip.pending.account_ids == (ben, cleo)
        await pilot.press("l")
        assert app.screen._strip.pending.account_ids == (cleo, ben)
        await pilot.press("t")
        assert app.screen._strip.pending.account_ids == (ben, cleo)
        await pilot.press("d")
        assert app.screen._strip.pending.account_ids == (cleo,)
        text = await shows(pilot, "Ben Sample is left out, and stays as it is.")
        assert "Check 1 of 2" in text
        assert "0 done, 1 to come" in text
        assert "To come: 1" in text
        await pilot.press("a")
        await shows(pilot, "1 marked account more to come.")
        assert app.screen._strip.pending.account_ids == (cleo, ben)
        await pilot.press("a")
        await shows(pilot, "No account is marked in the list that is not in this queue.")
        desk.go(3)
        text = await shows(pilot, "Check finished")
        assert text.index("Cleo Client: turned off") < text.index("Ben Sample: turned off")


async def test_the_cursor_stays_with_its_account_while_others_begin(app, desk, started, shows):
    async with app.run_test(size=SIZE) as pilot:
        _, _, cleo, _ = await started(pilot)
        await pilot.press("j")
        desk.go()
        await shows(pilot, "To come: 1")
        assert app.screen._at_cursor == cleo
        await pilot.press("d")
        assert app.screen._strip.pending.account_ids == ()
        desk.go(2)
        await shows(pilot, "Check finished")


async def test_what_failed_is_tried_again_and_a_person_is_told_what_is_left(app, desk, shows, seen):
    ada, ben = (account.id for account in desk.accounts[:2])
    desk.results = {
        ada: RunResult(Outcome.TOO_SLOW, Reason.DEADLINE),
        ben: RunResult(Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION),
    }
    desk.go(3)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "space", "c")
        await shows(pilot, "Check finished: 3 of 3")
        await pilot.press("Q")
        text = await shows(pilot, "1 account: it took too long: r tries again")
        assert "1 account: sign in with s" in text
        assert "Ada Sample: too slow" in text
        await pilot.press("r")
        await shows(pilot, "Check 1 of 1 · Ada Sample")
        assert desk.asked[-1] == (Kind.CHECK, (ada,))
        await pilot.press("Q", "r")
        await shows(pilot, "Nothing failed that could be tried again.")


async def test_what_failed_is_tried_again_at_the_end_of_a_queue_that_still_runs(
    app, desk, started, shows
):
    ada = desk.accounts[0].id
    desk.results = {ada: RunResult(Outcome.BROWSER_GONE, Reason.BROWSER_ENDED)}
    async with app.run_test(size=SIZE) as pilot:
        await started(pilot)
        desk.go()
        await shows(pilot, "Ada Sample: browser gone")
        await pilot.press("r")
        await shows(pilot, "What failed is tried again at the end.")
        assert app.screen._strip.pending.account_ids[-1] == ada
        desk.go(3)
        await shows(pilot, "Check finished: 4 of 4")


async def test_an_account_is_skipped_while_it_may_be(app, desk, started, shows):
    async with app.run_test(size=SIZE) as pilot:
        await started(pilot)
        await pilot.press("s")
        await shows(pilot, "Nothing can be skipped now")
        app.screen._strip._control.can_skip = True
        await pilot.press("s")
        await shows(pilot, "It is skipped.")
        assert app.screen._strip._control.is_skipping
        desk.go(3)
        await shows(pilot, "Check finished")


async def test_it_is_paused_and_left_from_there(app, desk, started, shows, seen):
    async with app.run_test(size=SIZE) as pilot:
        await started(pilot)
        await pilot.press("p")
        await shows(pilot, "pausing after this account")
        await pilot.press("p")
        desk.go()
        await shows(pilot, "Check 2 of 3")
        await pilot.press("escape")
        await shows(pilot, "AI training")
        desk.go(2)
        await shows(pilot, "Check finished")


async def test_before_any_queue_the_key_says_how_one_begins(app, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("Q")
        await shows(pilot, "There was no queue yet")


async def test_of_an_ended_queue_removed_accounts_are_told_and_not_retried(app, desk, shows):
    ada = desk.accounts[0].id
    desk.results = {ada: RunResult(Outcome.TOO_SLOW, Reason.DEADLINE)}
    desk.go()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await shows(pilot, "Check finished: 1 of 1")
        await pilot.press("d")
        await shows(pilot, "Take 1 account off the list?")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "3 accounts")
        await pilot.press("Q")
        await shows(pilot, f"{ada}, removed since: too slow")
        await pilot.press("r")
        await shows(pilot, "3 accounts")
    assert len(desk.asked) == 1


async def test_a_retry_is_of_the_same_settings(app, desk, shows):
    ada = desk.accounts[0].id
    desk.results = {ada: RunResult(Outcome.TOO_SLOW, Reason.DEADLINE)}
    desk.go(2)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C")
        await shows(pilot, "Check finished: 1 of 1")
        await pilot.press("Q", "r")
        await pilot.pause()
        await shows(pilot, "Check finished: 1 of 1")
    assert len(desk.asked) == 2
    assert desk.asked_settings[0] == desk.asked_settings[1]
    assert len(desk.asked_settings[0]) > 1


async def test_after_its_end_s_signs_in_exactly_those_that_need_it(
    app, desk, shows, seen, monkeypatch
):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    ada, ben, cleo = (account.id for account in desk.accounts[:3])
    desk.results = {
        ada: RunResult(Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION),
        cleo: RunResult(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER),
    }
    desk.go(3)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "space", "c")
        await shows(pilot, "Check finished: 3 of 3")
        await pilot.press("Q")
        assert "s Sign in" in await shows(pilot, "1 account: sign in with s")
        assert "Skip" not in seen(pilot)
        await pilot.press("b")
        await shows(pilot, "no account in it whose switch-off did not stick")
        await pilot.press("s")
        assert "Ada Sample (1 of 2)" in await shows(pilot, "Password")
        await pilot.press("escape")
        await shows(pilot, "Sign in: Cleo Client (2 of 2)")
        await pilot.press("escape")
        await shows(pilot, "Signed in: 0 of 2")
    assert desk.account(ben).last_try.outcome is Outcome.TURNED_OFF


async def test_after_its_end_b_opens_a_window_for_exactly_those_that_did_not_stick(
    app, desk, shows, monkeypatch
):
    monkeypatch.setenv("DISPLAY", ":17")
    ben = desk.accounts[1].id
    desk.results = {ben: RunResult(Outcome.DID_NOT_STICK, Reason.TURNED_BACK)}
    desk.go(4)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "o", *"yes", "enter")
        await shows(pilot, "Opt out finished: 2 of 2")
        await pilot.press("Q")
        await shows(pilot, "it did not stick: r tries again, b lets you click")
        await pilot.press("s")
        await shows(pilot, "The queue has ended. None of its accounts needs to sign in.")
        await pilot.press("b")
        await shows(pilot, "Open the setting of 1 account in a window")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "Guided finished: 1 of 1")
    assert desk.asked[-1] == (Kind.GUIDED, (ben,))


async def test_its_help_tells_its_own_keys(app, desk, started, shows):
    async with app.run_test(size=SIZE) as pilot:
        await started(pilot)
        await pilot.press("question_mark")
        text = await shows(pilot, "One place earlier")
        assert "Leave the account at hand as it is" in text
        assert "Switch the setting off" not in text
        await pilot.press("escape")
        await shows(pilot, "To come: 2")
        desk.go(3)
        await shows(pilot, "Check finished")
