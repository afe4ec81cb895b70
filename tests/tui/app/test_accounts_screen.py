"""The main screen, as a person at the keyboard meets it."""

import errno
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace
from terminal import OBEYED
from textual.events import Key
from textual.widgets import Input

from optout_profiles.accounts import Account, Attempt, Fact, new_account, now
from optout_profiles.errors import BrowserBroken, NoBrowser
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.choice import Way
from optout_profiles.runs.events import Kind
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import Put, Table, Vault
from optout_tui.app import OptOutApp
from optout_tui.columns import account_columns
from optout_tui.desk import Desk, Details
from optout_tui.screens.accounts import AccountsScreen
from optout_tui.widgets.queue_strip import QueueStrip
from optout_tui.widgets.table import AccountsTable
from optout_tui.wording.accounts import NO_MATCH
from optout_tui.wording.advice import Ways

SIZE = (80, 24)

INHERITED = {"command_palette", "app.focus_next", "app.focus_previous", "screen.copy_text"}

HOSTILE = (
    "[/]",
    "[@click=app.exit()]press me[/]",
    "[bold red]x",
    "\x1b]0;owned\x07title",
    "\x1b[2Jgone",
    "\x9b31mred",
    "abc\u202edcba",
    "\u200bzero",
    "line\nbreak\ttab",
    "\ud800lone",
    "漢字かな",
    "👩‍👩‍👧‍👦 family",
    "=1+1",
    "${HOME}",
    "é" * 10_000,
    "]" * 500,
    "\\[/]",
    "[]",
    "[[",
    "{0}",
    "%s",
    "\0",
)


async def test_it_shows_every_account_and_how_many_there_are(app, seen, shows):
    async with app.run_test(size=SIZE) as pilot:
        text = await shows(pilot, "4 accounts")
        for label in ("Ada Sample", "Ben Sample", "Cleo Client", "Dan Client"):
            assert label in text
        assert "4 never checked" in text


async def test_opting_out_asks_with_the_count_and_the_names_and_a_letter_alone_is_no_yes(
    app, desk, shows
):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "o")
        text = await shows(pilot, "Switch AI training off for 2 accounts?")
        assert "Ada Sample, Ben Sample" in text
        await pilot.press("o", "enter", "y", "enter")
        await pilot.pause()
        assert desk.asked == []
        await shows(pilot, "Switch AI training off for 2 accounts?")
        await pilot.press("escape")
        await shows(pilot, "4 accounts, 2 marked")
        await pilot.press("o", *"no", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AccountsScreen)
        assert desk.asked == []


async def test_with_yes_the_marked_accounts_run_in_order_and_each_row_is_patched(app, desk, shows):
    first, second, *_ = desk.accounts
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space", "space", "o", *"yes", "enter")
        text = await shows(pilot, "reading again")
        assert "Opt out 1 of 2 · Ada Sample" in text
        assert desk.asked == [(Kind.OPT_OUT, (first.id, second.id))]
        desk.go()
        await shows(pilot, "Opt out 2 of 2 · Ben Sample")
        desk.go()
        text = await shows(pilot, "Opt out finished: 2 of 2")
        assert "  2 turned off" in text
        assert "✓ 2 off" in text


async def test_without_marks_the_row_under_the_cursor_is_meant(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "j", "c")
        await shows(pilot, "Check 1 of 1 · Cleo Client")
        assert desk.asked == [(Kind.CHECK, (desk.accounts[2].id,))]
        desk.go()
        await shows(pilot, "Check finished")


async def test_a_second_start_is_refused_while_a_queue_is_at_work(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await shows(pilot, "reading again")
        await pilot.press("j", "c")
        await shows(pilot, "A queue is at work")
        assert len(desk.asked) == 1
        desk.go()
        await shows(pilot, "finished")


async def test_two_keys_in_one_read_start_one_queue(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for _ in "cc":
            app.post_message(Key("c", "c"))
        await shows(pilot, "reading again")
        await shows(pilot, "A queue is at work")
        assert len(desk.asked) == 1
        desk.go()
        await shows(pilot, "finished")


@pytest.mark.parametrize("key", ["e", "d"])
async def test_an_account_is_neither_edited_nor_removed_while_a_queue_is_at_work(
    app, desk, key, shows
):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await shows(pilot, "reading again")
        await pilot.press(key)
        await shows(pilot, "A queue is at work")
        assert len(app.screen_stack) == 1
        desk.go()
        await shows(pilot, "finished")


@pytest.mark.parametrize("letter", ["W", "漢"])
async def test_the_field_for_yes_is_seen_however_long_the_labels_are(app, desk, letter, shows):
    desk.remove([account.id for account in desk.accounts])
    for number in range(12):
        desk.add(Details(f"{number} {letter * 198}"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "slash", "1", "enter", "o")
        text = await shows(pilot, "type 12 and press enter")
        assert "9 of them not shown by the filter." in text
        await pilot.press(*"12", "enter")
        await shows(pilot, "Opt out 1 of 12")
        await pilot.press("ctrl+c")


async def test_marks_hidden_by_the_filter_are_counted_in_the_question(app, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "slash", *"client", "enter", "o")
        text = await shows(pilot, "off for 4 accounts?")
        assert "2 of them not shown by the filter" in text


async def test_pausing_holds_the_next_account_and_resuming_goes_on(app, desk, seen, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "c")
        await shows(pilot, "Check 1 of 4")
        assert "p Pause x Stop" in await shows(pilot, "q Quit")
        await pilot.press("p")
        await shows(pilot, "pausing after this account")
        await pilot.press("p")
        await pilot.pause()
        assert "pausing after" not in seen(pilot)
        await pilot.press("p")
        desk.go()
        await shows(pilot, "✓ 1 off")
        text = await shows(pilot, "1 done, 3 to come")
        assert "2 of 4 · Ben" not in text
        assert "pausing after" not in text
        await pilot.press("p")
        await shows(pilot, "Check 2 of 4 · Ben Sample")
        desk.go(3)
        await shows(pilot, "Check finished")


@pytest.mark.parametrize("answer", [[*"yes", "enter"], ["escape"], ["enter"]])
async def test_a_question_about_a_queue_says_that_it_has_ended_meanwhile(app, desk, shows, answer):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await shows(pilot, "Check 1 of 1")
        await pilot.press("x")
        await shows(pilot, "Stop the queue?")
        desk.go()
        await shows(pilot, "The work has ended meanwhile.")
        await pilot.press(*answer)
        await shows(pilot, "Check finished: 1 of 1")
        assert isinstance(app.screen, AccountsScreen)


async def test_between_two_accounts_quitting_leaves_none_unfinished(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "c")
        await shows(pilot, "Check 1 of 4")
        await pilot.press("q")
        await shows(pilot, "The account at hand is left unfinished")
        await pilot.press("escape", "p")
        desk.go()
        await shows(pilot, "the next account")
        await pilot.press("q")
        await shows(pilot, "No account is at hand.")
        await pilot.press(*"yes", "enter")


async def test_quitting_is_still_asked_where_the_work_has_ended_meanwhile(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await shows(pilot, "Check 1 of 1")
        await pilot.press("q")
        await shows(pilot, "A browser is at work.")
        desk.go()
        await shows(pilot, "The work has ended meanwhile. Quit now?")
        await pilot.press(*"yes", "enter")
        await pilot.pause()
    assert app.return_code == 0
    assert not app.is_running


async def test_stopping_asks_and_lets_the_current_account_end(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "c")
        await shows(pilot, "Check 1 of 4")
        await pilot.press("x")
        await shows(pilot, "Stop the queue?")
        await pilot.press(*"yes", "enter")
        await pilot.pause()
        desk.go(4)
        text = await shows(pilot, "Check stopped: 1 of 4")
        assert "3 accounts not begun" in text


async def test_no_browser_is_told_in_a_sentence_and_the_app_goes_on(app, desk, shows):
    desk.failure = NoBrowser()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await shows(pilot, "optout-tui browser install")
        desk.failure = None
        await pilot.press("c")
        await shows(pilot, "reading again")
        desk.go()
        await shows(pilot, "finished")


async def test_a_full_disk_is_told_in_a_sentence_and_the_app_goes_on(app, desk, shows):
    desk.failure = OSError(errno.ENOSPC, "No space left on device", "/state/browser")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await shows(pilot, "/state/browser: No space left on device")
        assert not app.screen.query_one(QueueStrip).is_going_on


async def test_an_error_in_the_middle_leaves_standing_what_was_done(app, desk, shows):
    desk.failure_in_a_run = BrowserBroken("chromium", "it does not start")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "c")
        desk.go(2)
        await shows(pilot, "The browser chromium can't be used")
        text = await shows(pilot, "Check broke off: 1 of 4 · 3 accounts left")
        assert "1 turned off" in text
        assert "✓ 1 off · ? 1 unknown · ○ 2 never checked" in text
        assert "changed but" in text
        assert "►" not in text
        app.screen.query_one(QueueStrip).count_down()
        await shows(pilot, "broke off")
        desk.failure_in_a_run = None
        await pilot.press("u", "c")
        await shows(pilot, "Check 1 of 1")
        desk.go()
        await shows(pilot, "Check finished")


async def test_an_ended_queue_is_not_drawn_anew_each_second(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        drawn = []
        strip = app.screen.query_one(QueueStrip)
        strip.update = lambda *_, **__: drawn.append("once more")
        strip.count_down()
        await pilot.press("c")
        await shows(pilot, "►")
        drawn.clear()
        strip.count_down()
        assert drawn == ["once more"]
        desk.go()
        await shows(pilot, "✓ 1 off")
        drawn.clear()
        strip.count_down()
        assert drawn == []


async def test_details_say_what_to_do_in_the_words_of_the_app(vault: Vault, shows):
    first, second, third, _ = vault.all(Table.ACCOUNTS, Account)
    for account, outcome, reason in (
        (first, Outcome.NOT_VERIFIED, None),
        (second, Outcome.NOT_UNDERSTOOD, Reason.NETWORK),
        (third, Outcome.WRONG_PERSON, Reason.OTHER_MEMBER),
    ):
        tried = replace(account, last_try=Attempt("r", now(), outcome, reason))
        vault.write(Put(Table.ACCOUNTS, account.id, tried))
    desk, path = Desk(vault, built_in_profile(), None), "/a" * 250
    ways = Ways(f" --vault {path}", in_app=True)
    app = OptOutApp(vault.path, lambda: desk.site, None, desk=desk, ways=ways)
    async with app.run_test(size=(200, 50)) as pilot:
        assert "page not fetched" in await shows(pilot, "4 accounts")
        await pilot.press("enter")
        text = await shows(pilot, "check it again: press c")
        assert "optout-tui check" not in text
        await pilot.press("escape", "j", "enter")
        await shows(pilot, "look at the internet connection")
        await pilot.press("escape", "j", "enter")
        text = "".join((await shows(pilot, "right person")).replace("│", "").split())
        assert text.count("presss") == 2


async def test_a_list_that_is_thrown_away_advises_no_command(app, desk, shows, seen):
    app._ways = Ways(None, in_app=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await shows(pilot, "New account")
        await pilot.press(*"Eve", "ctrl+s")
        await shows(pilot, "5 accounts")
        await pilot.press("enter")
        await shows(pilot, "sign-in       none")
        assert "optout-tui" not in seen(pilot)


async def test_the_setting_sorts_by_what_needs_doing(desk):
    column = next(
        one for one in account_columns(lambda _: "none", desk.sight) if one.id == "setting"
    )
    account, origin = new_account("Ada"), built_in_profile().origin
    tried = replace(account, last_try=Attempt("r", now(), Outcome.TOO_SLOW))
    known = [
        replace(account, fact=Fact(setting, now(), origin))
        for setting in (Setting.OFF, Setting.NOT_OFFERED, Setting.ON)
    ]
    ordered = sorted([*known, account, tried], key=column.sort_key)
    assert [one.standing.value for one in ordered] == [
        "on", "unknown", "never checked", "not offered", "off",
    ]  # fmt: skip


async def test_an_account_is_added_edited_and_removed(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await shows(pilot, "New account")
        await pilot.press(*"Eve", "enter", "enter", *"not a handle", "ctrl+s")
        await shows(pilot, "is not a member's handle")
        assert len(desk.accounts) == 4
        await pilot.press("ctrl+u", *"eve-x", "ctrl+s")
        await shows(pilot, "5 accounts")
        assert (desk.accounts[-1].label, desk.accounts[-1].member) == ("Eve", "eve-x")
        await pilot.press("e")
        await shows(pilot, "Edit account")
        await pilot.press("end", *" Two", "ctrl+s")
        await shows(pilot, "Eve Two")
        await pilot.press("d")
        shown = await shows(pilot, "Take 1 account off the list?")
        assert "Their sign-ins, history and evidence go too." in shown
        await pilot.press(*"yes", "enter")
        await shows(pilot, "4 accounts")
    assert [one.label for one in desk.accounts][-1] == "Dan Client"


async def test_the_report_is_written_where_the_person_says(app, desk, shows, tmp_path: Path):
    file = tmp_path / "out.toml"
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("w")
        await shows(pilot, "Write the status report to")
        app.screen.query_one(Input).value = str(tmp_path / "list.vault" / "report.toml")
        await pilot.press("enter")
        await shows(pilot, "There is no such folder")
        app.screen.query_one(Input).value = "/no/such/report.toml"
        await pilot.press("enter")
        assert "Errno" not in await shows(pilot, "/no/such: There is no such folder")
        for words in ("~nobody-of-this-name/r.toml", "/tmp/a\0b.toml"):
            app.screen.query_one(Input).value = words
            await pilot.press("enter")
            await shows(pilot, "names no place on this machine")
        app.screen.query_one(Input).value = str(tmp_path / "report.docx")
        await pilot.press("enter")
        await shows(pilot, "A report's file ends in")
        assert not (tmp_path / "report.docx").exists()
        app.screen.query_one(Input).value = str(file)
        await pilot.press("enter")
        await shows(pilot, "The report is in")
        told = next(note.message for note in app._notifications)
        assert told == f"The report is in {file.name}\nin {file.parent}"
    assert tomllib.loads(file.read_text())["summary"]["accounts"] == 4
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_report_of_a_list_that_is_gone_says_so_and_the_app_goes_on(app, vault, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("w")
        await shows(pilot, "Write the status report to")
        vault.path.rename(vault.path.with_name("moved"))
        await pilot.press("enter")
        await shows(pilot, "can't be used")
        vault.path.with_name("moved").rename(vault.path)
        await pilot.press("enter")
        await shows(pilot, "The report is in")


def is_told(app: OptOutApp) -> bool:
    """Say whether a dialog lies over the list, or details stand beside it."""
    return len(app.screen_stack) == 2 or app.screen.has_class("has-beside")


@pytest.mark.parametrize(("size", "step"), [((200, 50), 9), ((80, 24), 3)])
async def test_hostile_labels_are_shown_literally_on_every_screen(
    vault: Vault, size, step, seen, shows
):
    for label in HOSTILE:
        account = new_account(label, login=label, group=label)
        vault.write(Put(Table.ACCOUNTS, account.id, account))
    desk = Desk(vault, built_in_profile(), None)
    desk.choose(Way.AUTOMATIC)
    app = OptOutApp(vault.path, lambda: desk.site, None, desk=desk)
    async with app.run_test(size=size) as pilot:
        text = await shows(pilot, "26 accounts")
        assert "[/]" in text
        assert "[@click=app.exit()]press" in text or size == (80, 24)
        assert not OBEYED.search(text)
        for account in desk.accounts[::step]:
            app.screen.table.cursor_id = account.id
            for key in ("enter", "e", "d"):
                await pilot.press(key)
                await pilot.pause()
                assert is_told(app), key
                assert not OBEYED.search(seen(pilot))
                await pilot.press("escape")
        await pilot.press("a", "o")
        assert not OBEYED.search(await shows(pilot, "26 accounts?"))


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (40, 12), (20, 5)])
async def test_every_dialog_opens_at_every_size(app, size, seen):
    async with app.run_test(size=size) as pilot:
        for key in ("enter", "n", "e", "d", "o", "w", "question_mark", "colon"):
            await pilot.press(key)
            await pilot.pause()
            assert is_told(app), key
            await pilot.press("escape")
            await pilot.pause()
        assert isinstance(app.screen, AccountsScreen)


async def test_the_palette_offers_no_screenshot(app):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        titles = [command.title for command in app.get_system_commands(app.screen)]
    assert "Opt out" in titles
    assert not any("creenshot" in title for title in titles)


async def test_every_binding_has_an_id_of_its_own(app):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        ours = [
            active.binding
            for active in app.screen.active_bindings.values()
            if active.node in {app, app.screen, app.screen.query_one(AccountsTable)}
            and not active.binding.system
            and active.binding.action not in INHERITED
        ]
    assert ours
    assert [binding for binding in ours if not binding.id] == []


async def test_what_is_typed_without_a_pause_comes_to_the_fields_it_is_meant_for(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await shows(pilot, "New account")
        keys = [*"alpha", "enter", *"b@c.de", "enter", *"alpha-b", "enter", *"team", "ctrl+s"]
        await pilot.press(*keys)
        await shows(pilot, "5 accounts")
    added = desk.accounts[-1]
    assert len(desk.accounts) == 5
    assert (added.label, added.login) == ("alpha", "b@c.de")
    assert (added.member, added.group) == ("alpha-b", "team")


async def test_a_problem_in_the_form_goes_once_one_types_again(app, seen, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await shows(pilot, "New account")
        await pilot.press("ctrl+s")
        await shows(pilot, "An account needs a name.")
        await pilot.press("x")
        await pilot.pause()
        assert "needs a name" not in seen(pilot)


async def test_a_filter_without_a_match_says_so_and_esc_shows_all(app, seen, shows):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"zzz", "enter")
        await shows(pilot, "No account fits the filter. esc shows all.")
        await pilot.press("escape")
        assert "No account fits" not in await shows(pilot, "Ada Sample")
        await pilot.press("slash", *"zzz", "enter")
        for key in "coed":
            app.clear_notifications()
            await pilot.pause()
            await pilot.press(key)
            await pilot.pause()
            assert [note.message for note in app._notifications] == [NO_MATCH], key
        await pilot.press("escape")
        await pilot.press("j", "space")
        await shows(pilot, "1 marked")


async def test_an_empty_list_says_how_to_begin_and_a_new_account_how_to_sign_it_in(
    app, desk, seen, shows
):
    desk.remove([account.id for account in desk.accounts])
    async with app.run_test(size=SIZE) as pilot:
        text = await shows(pilot, "No accounts yet")
        for key in "coed":
            app.clear_notifications()
            await pilot.pause()
            assert seen(pilot).count("No accounts yet") == 1
            await pilot.press(key)
            await pilot.pause()
            assert "No accounts yet. Press n for the first one" in seen(pilot), text
        await pilot.press("n")
        await shows(pilot, "New account")
        await pilot.press(*"Eve", "ctrl+s")
        await shows(pilot, "To sign it in: press s")
        await pilot.press("space")
        await shows(pilot, "1 marked")


async def test_the_help_says_at_its_top_how_to_leave_and_lists_pause_and_stop(app, shows):
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("question_mark")
        text = await shows(pilot, "Keys and signs  esc: back")
        assert "Pause or resume the queue" in text
        assert "End the queue after this account" in text
        assert "Mark the others instead" in text
