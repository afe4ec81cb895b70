"""Signing accounts in from the app: by a script, typed into a real page, and given up."""

import asyncio
import errno
from datetime import timedelta

import pytest
from msgspec.structs import replace
from terminal import OBEYED

from optout_profiles.accounts import Account, Attempt, BrowserKind, Session, now
from optout_profiles.authority import Authority
from optout_profiles.errors import NoBrowser, NoDisplay
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.practice import Behaviour, Pace, PracticeSite, SignInShape, member_with
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.keeping import kept
from optout_profiles.vault import Put, Table
from optout_tui.app import OptOutApp
from optout_tui.cli.demo import sample_accounts
from optout_tui.desk import Desk
from optout_tui.exit_codes import ExitCode
from optout_tui.screens.accounts import AccountsScreen
from optout_tui.sign_ins import SignIns

MINUTE = timedelta(minutes=1)
SIZE = (80, 24)


class ScriptedSignIns(SignIns):
    """Answers as the test says, one answer a try; a Reason waits for a person, told of 61 s."""

    def __init__(self, desk: Desk, vault, *answers) -> None:
        super().__init__(vault, desk.site, None)
        self.answers, self.tries, self._desk = list(answers), [], desk

    async def in_window(self, account, attendant):
        return await self._answer("window", account, attendant)

    async def typed(self, account, credentials, attendant):
        self.tries.append((credentials.login, credentials.password.reveal()))
        return await self._answer("typed", account, attendant)

    async def _answer(self, way, account, attendant):
        answer = self.answers.pop(0)
        self.tries.append(way)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Reason):
            while attendant.waits(answer, 61.0):  # noqa: ASYNC110 (it is asked)
                await asyncio.sleep(0.2)  # a person is told about once a second
            return Obstacle(Outcome.CANCELLED, Reason.GIVEN_UP)
        if isinstance(answer, str):
            if not await attendant.confirms(answer):
                return Obstacle(Outcome.WRONG_PERSON, Reason.OTHER_MEMBER, answer)
            self._keep_for(account, answer)
            return None
        if answer is None:
            self._keep_for(account, account.member or account.label.lower().replace(" ", "-"))
        return answer

    def _keep_for(self, account, member) -> None:
        origin = self._desk.site.origin
        session = Session(account.id, member, origin, BrowserKind.VISIBLE, now(), ())
        self._vault.write(*kept(account, session))


@pytest.fixture
def scripted(desk, vault):
    def say(*answers):
        desk.sign_ins = ScriptedSignIns(desk, vault, *answers)
        return desk.sign_ins

    return say


@pytest.fixture
def display(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":17")


@pytest.fixture
def no_display(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


async def test_a_window_is_waited_for_with_the_clock_and_esc_leaves_the_row_as_it_was(
    app, desk, scripted, display, shows
):
    script = scripted(Reason.APP_APPROVAL, None)
    before = desk.accounts[0]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "s")
        text = await shows(pilot, "1:01 left")
        assert "Sign in: Ada Sample (1 of 2)" in text
        assert "approve it in the service's app, on the holder's phone" in text
        await pilot.press("escape")
        text = await shows(pilot, "Signed in: 1 of 2.")
        assert "Ada Sample: cancelled: it was given up" in text
        assert "Ben Sample: signed in as ben-sample" in text
    assert script.tries == ["window", "window"]
    assert desk.accounts[0] == before
    assert desk.signed_in == {desk.accounts[1].id}


async def test_of_several_only_those_without_a_working_sign_in_are_signed_in(
    app, desk, scripted, display, shows
):
    script = scripted(*[None] * 8)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await shows(pilot, "signed in as ada-sample")
        await pilot.press("a", "s")
        await shows(pilot, "A sign-in is kept of 1 of 4: signing in the other 3 only.")
        await shows(pilot, "Signed in: 3 of 3.")
        await pilot.press("s")  # each of them has one: all are meant
        await shows(pilot, "Signed in: 4 of 4.")
    assert len(script.tries) == 1 + 3 + 4


async def test_a_holder_who_has_withdrawn_is_named_before_anything_is_typed(
    app, desk, scripted, no_display, seen, shows
):
    today = now().date()
    ada = replace(desk.accounts[0], authority=Authority(today, withdrawn_on=today))
    desk._save(ada, Put(Table.ACCOUNTS, ada.id, ada))
    script = scripted()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        text = await shows(pilot, "Ada Sample: no authority")
        assert "Password" not in text
        await pilot.press("enter")
        text = await shows(pilot, "the holder has withdrawn")
        assert "press s" not in text
        assert "press e" in text
    assert script.tries == []


async def test_once_it_is_signed_in_the_row_and_its_details_say_so(
    app, desk, scripted, display, shows
):
    ada = desk.accounts[0]
    tried = Attempt("r", now() - MINUTE, Outcome.SIGN_IN_NEEDED, Reason.NO_SESSION)
    ada = replace(ada, last_try=tried)
    desk._save(ada, Put(Table.ACCOUNTS, ada.id, ada))
    scripted(None)
    async with app.run_test(size=SIZE) as pilot:
        assert "sign-in needed" in await shows(pilot, "Ada Sample")
        await pilot.press("s")
        text = await shows(pilot, "now signed in")
        assert "sign-in needed" not in text
        await pilot.press("enter")
        assert "press s" not in await shows(pilot, "signed in since: press c")


async def test_ctrl_x_signs_nobody_in_any_more(app, desk, scripted, display, shows):
    script = scripted(Reason.CODE_BY_SMS, None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "s")
        await shows(pilot, "type the code that the service sent by text message")
        await pilot.press("ctrl+x")
        await shows(pilot, "Signed in: 0 of 2; 1 account not begun.")
        assert isinstance(app.screen, AccountsScreen)
    assert script.tries == ["window"]


async def test_one_changes_from_the_window_to_the_form_and_back(
    app, desk, scripted, display, shows
):
    script = scripted(Reason.CODE, None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await shows(pilot, "1:01 left")
        await pilot.press("t")
        await shows(pilot, "Email or phone")
        await pilot.press("ctrl+o")
        await shows(pilot, "signed in as ada-sample")
    assert script.tries == ["window", "window"]


async def test_a_refused_password_is_told_and_asked_again_with_the_field_empty(
    app, desk, scripted, no_display, shows, seen
):
    script = scripted(Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED), None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        assert "ctrl+o" not in await shows(pilot, "Email or phone")
        await pilot.press(*"ada@x.invalid", "enter", *"planted-word", "enter")
        text = await shows(pilot, "The service did not accept the address or the password.")
        assert "planted-word" not in text
        assert app.screen.query_one("#password").value == ""
        await pilot.press("ctrl+o")
        await pilot.press("enter")
        await shows(pilot, "something is missing")
        await pilot.press("escape")
        await shows(pilot, "it was given up")
    assert script.tries == [("ada@x.invalid", "planted-word"), "typed"]


async def test_the_keys_of_the_form_are_seen_in_the_least_room(
    app, scripted, no_display, seen, shows
):
    scripted(Obstacle(Outcome.SIGN_IN_NEEDED, Reason.NOT_ACCEPTED))
    async with app.run_test(size=(60, 18)) as pilot:
        await pilot.press("s")
        assert "ctrl+x: stop" in await shows(pilot, "Password")
        await pilot.press(*"ada", "enter", *"wrong", "enter")
        assert "ctrl+x: stop" in await shows(pilot, "did not accept")


async def test_somebody_else_is_kept_only_with_a_typed_yes(app, desk, scripted, display, shows):
    scripted("cleo-client", "cleo-client")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("s")
        await shows(pilot, "Keep the sign-in of cleo-client for Ada Sample?")
        await pilot.press("escape")
        await shows(pilot, "wrong person signed in (cleo-client); nothing was touched")
        assert desk.signed_in == frozenset()
        await pilot.press("enter")
        text = await shows(pilot, "signing in")
        assert "failed in this sitting: wrong person" in text
        assert "sign in as the right person: press s" in text
        await pilot.press("escape", "s")
        await shows(pilot, "Keep the sign-in of cleo-client")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "signed in as cleo-client")
        await pilot.press("enter")
        text = await shows(pilot, "cleo-client, made in a window; proved just now")
        assert "failed in this sitting" not in text


async def test_a_captcha_offers_a_window_and_a_refusal_leaves_the_others_alone(
    app, desk, scripted, display, shows
):
    captcha = Obstacle(Outcome.REFUSED, Reason.CAPTCHA)
    script = scripted(Reason.CODE, captcha, Obstacle(Outcome.REFUSED, Reason.RESTRICTED))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "s")
        await shows(pilot, "1:01 left")
        await pilot.press("t")
        await shows(pilot, "Email or phone")
        await pilot.press(*"a@b", "enter", *"word", "enter")
        await shows(pilot, "Open a window for Ada Sample?")
        await pilot.press(*"yes", "enter")
        text = await shows(pilot, "Signed in: 0 of 2; 1 account not begun.")
        assert "the service has restricted the account" in text
    assert script.tries == ["window", ("a@b", "word"), "typed", "window"]


async def test_without_a_browser_the_sentence_is_said_and_nothing_is_left_open(
    app, scripted, display, shows
):
    scripted(NoBrowser())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await shows(pilot, str(NoBrowser())[:30])
        assert isinstance(app.screen, AccountsScreen)


async def test_quitting_in_the_middle_asks_and_ends_the_browser(app, scripted, display, shows):
    scripted(Reason.CODE)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await shows(pilot, "1:01 left")
        await pilot.press("ctrl+q")
        await shows(pilot, "Stop it now and quit?")
        await pilot.press(*"yes", "enter")
    assert app.return_code == 0


async def test_an_interrupt_while_one_is_given_up_begins_no_other(
    app, desk, scripted, display, shows
):
    script = scripted(Reason.CODE, None)
    closing, answer = asyncio.Event(), script._answer

    async def slowly_closed(way, account, attendant):
        try:
            return await answer(way, account, attendant)
        except asyncio.CancelledError:
            closing.set()
            await asyncio.Event().wait()  # until it is cancelled once more

    script._answer = slowly_closed
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "s")
        await shows(pilot, "1:01 left")
        await pilot.press("escape")
        await asyncio.wait_for(closing.wait(), 5)
        await pilot.press("ctrl+c")
    assert app.return_code == ExitCode.INTERRUPTED
    assert script.tries == ["window"]


async def test_a_sign_in_that_ends_under_the_question_about_quitting_takes_it_away(
    app, scripted, display, shows
):
    script = scripted(None)
    may_end, answer = asyncio.Event(), script._answer

    async def ended(way, account, attendant):
        await may_end.wait()
        return await answer(way, account, attendant)

    script._answer = ended
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await shows(pilot, "Opening a window")
        await pilot.press("ctrl+q")
        await shows(pilot, "Stop it now and quit?")
        may_end.set()
        await shows(pilot, "signed in as ada-sample")
        for _ in range(100):
            await pilot.pause()
            if isinstance(app.screen, AccountsScreen):
                break
        assert isinstance(app.screen, AccountsScreen)
        await pilot.press("enter")
        await shows(pilot, "made in a window")
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_a_full_disk_is_told_in_a_sentence(app, scripted, display, shows):
    scripted(OSError(errno.ENOSPC, "No space left on device", "/state/browser"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await shows(pilot, "/state/browser: No space left on device")
        assert isinstance(app.screen, AccountsScreen)


async def test_where_the_display_is_dead_one_types_instead(app, scripted, display, shows):
    script = scripted(NoDisplay(), None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("s")
        assert "Email or phone" in await shows(pilot, "There is no display for a browser's window.")
        await pilot.press(*"a@b", "enter", *"word", "enter")
        await shows(pilot, "signed in as ada-sample")
    assert script.tries == ["window", ("a@b", "word"), "typed"]


async def test_forgetting_asks_and_wipes_the_sessions(app, desk, vault, scripted, display, shows):
    scripted(None, None)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "s")
        await shows(pilot, "Signed in: 2 of 2.")
        await pilot.press("F")
        await shows(pilot, "Forget the sign-in of 2 accounts?")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "2 sign-ins forgotten.")
    assert vault.ids(Table.SESSIONS) == frozenset()
    assert [one.member for one in vault.all(Table.ACCOUNTS, Account)][:2] == [
        "ada-sample",
        "ben-sample",
    ]


@pytest.mark.parametrize("shape", SignInShape)
async def test_typed_into_a_real_page_it_is_kept_with_a_code_and_the_secrets_are_nowhere(
    vault, shape, no_display, shows, seen, tmp_path
):
    member = member_with(Behaviour.CODE_BY_EMAIL)
    with PracticeSite([member], pace=Pace(approving=0.5), sign_in=shape) as site:
        (account,) = sample_accounts(site)
        vault.write(Put(Table.ACCOUNTS, account.id, account))
        desk = Desk(vault, site.profile, None)
        app = OptOutApp(vault.path, lambda: site.profile, None, desk=desk)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("G", "s")
            await shows(pilot, "Email or phone")
            await pilot.press(*member.password, "enter")
            text = await _later(shows, pilot, "The code that the service sent by e-mail")
            await pilot.press(*"123456")
            assert "123456" not in seen(pilot)
            assert not OBEYED.search(text)
            await pilot.press("enter")
            text = await _later(shows, pilot, f"signed in as {member.handle}")
            assert member.password not in text
        assert site.log()["sign_in_tries"] == 1
        assert site.log()["code_tries"] == 1
    session = vault.get(Table.SESSIONS, account.id, Session)
    assert session is not None
    assert session.made_by is BrowserKind.HEADLESS
    assert member.password.encode() not in b"".join(
        file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()
    )


async def _later(shows, pilot, words: str) -> str:
    """Wait for what a real browser takes seconds for."""
    for _ in range(5):
        try:
            return await shows(pilot, words)
        except AssertionError:
            continue
    return await shows(pilot, words)
