"""Keys pressed twice at once in every dialog: the second one leads nowhere, and nothing breaks.

Both keys are on their way before the dialog has seen the first, as from a key that is held down.
"""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from optout_profiles.listing.entries import Brought, Entry, Source
from optout_profiles.listing.importing import planned
from optout_profiles.listing.sheets import sheet_in
from optout_profiles.outcomes import Reason
from optout_profiles.runs.choice import Way
from optout_tui.screens.account_form import AccountForm
from optout_tui.screens.accounts import AccountsScreen
from optout_tui.screens.asking import AskScreen
from optout_tui.screens.details import DetailsScreen
from optout_tui.screens.import_preview import ImportPreview
from optout_tui.screens.importing import ImportScreen
from optout_tui.screens.mapping import MappingScreen
from optout_tui.screens.report import ReportScreen
from optout_tui.screens.sign_in_form import CodeForm, SignInForm
from optout_tui.screens.terms import TermsScreen
from optout_tui.wording.advice import Ways

CAME = Brought(Source.CSV, (Entry("Eve", number=2),))
TYPED = {
    AskScreen: "yes",
    ReportScreen: "/list.csv",
    ImportPreview: "yes",
    TermsScreen: "guided",
    AccountForm: "",
    MappingScreen: "",
    ImportScreen: "utf-8",
    SignInForm: "secret",
    CodeForm: "123",
    DetailsScreen: None,
}
"""Each dialog, and what is typed into its last field."""
DO_ONCE = {ReportScreen, AccountForm}
"""Dialogs that do something themselves before they go."""


def made(kind, desk, deeds):
    each = {
        AskScreen: lambda: AskScreen("Go on?", "Ada"),
        ReportScreen: lambda: ReportScreen(Path(), deeds.append),
        ImportPreview: lambda: ImportPreview(CAME, planned(CAME, ())),
        TermsScreen: lambda: TermsScreen(None),
        AccountForm: lambda: AccountForm("New", deeds.append),
        MappingScreen: lambda: MappingScreen(sheet_in("name\nEve\n"), "linkedin.com"),
        ImportScreen: lambda: ImportScreen("linkedin.com"),
        SignInForm: lambda: SignInForm("Sign in", "ada", "", has_window=False),
        CodeForm: lambda: CodeForm("Code", Reason.CODE, was_wrong=False),
        DetailsScreen: lambda: DetailsScreen(desk, desk.accounts[0].id, Ways(in_app=True)),
    }
    return each[kind]()


async def gone(pilot, dialog) -> None:
    for _ in range(300):
        await pilot.pause()
        if dialog not in pilot.app.screen_stack:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the dialog is still there")


def at_once(app, *keys: str) -> None:
    for key in keys:
        app.post_message(events.Key(key, None))


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.__name__)
async def test_enter_twice_answers_once(app, desk, tmp_path, kind) -> None:
    deeds, answers = [], []
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = made(kind, desk, deeds)
        await app.push_screen(dialog, answers.append)
        await fill(pilot, dialog, tmp_path)
        at_once(app, "enter", "enter", "enter")
        await gone(pilot, dialog)
        await pilot.pause()
        assert len(answers) == 1
        assert kind is DetailsScreen or (answers[0] is not None and answers[0] is not False)
        assert len(deeds) == (kind in DO_ONCE)
    assert app.return_code in {0, None}


async def fill(pilot, dialog, folder: Path) -> None:
    """Type what a dialog needs, and stand in its last field."""
    await pilot.pause()
    typed, fields = TYPED[type(dialog)], list(dialog.query(Input))
    if typed is None:
        return
    if isinstance(dialog, ImportScreen):
        (folder / "list.csv").write_text("name\nEve\n")
        fields[0].value = str(folder / "list.csv")
    if isinstance(dialog, AccountForm):
        fields[0].value = "Eve"
    fields[-1].value = f"{folder}{typed}" if typed.startswith("/") else typed
    fields[-1].focus()
    await pilot.pause()


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.__name__)
async def test_esc_twice_leaves_the_dialog_only(app, desk, kind) -> None:
    answers = []
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = made(kind, desk, [])
        await app.push_screen(dialog, answers.append)
        at_once(app, "escape", "escape", "escape")
        await gone(pilot, dialog)
        await pilot.pause()
        assert isinstance(app.screen, AccountsScreen)
        assert len(answers) == 1


async def test_a_dialog_below_another_one_does_not_take_that_away(app) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        below, above = AskScreen("Below?", ""), AskScreen("Above?", "")
        await app.push_screen(below)
        await app.push_screen(above)
        below.dismiss(True)
        await pilot.pause()
        assert app.screen is above


async def test_yes_and_enter_twice_starts_one_queue(app, desk, shows) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await shows(pilot, "Switch AI training off for 1 account?")
        await pilot.press(*"yes")
        at_once(app, "enter", "enter", "escape")  # the second one opens details
        await shows(pilot, "1 of 1")
        assert len(desk.asked) == 1
        desk.go()
        await shows(pilot, "finished")


async def test_who_clicks_is_asked_once_though_enter_came_twice(app, desk, shows) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("R")
        await shows(pilot, "type guided or automatic")
        await pilot.press(*"guided")
        at_once(app, "enter", "enter")
        await shows(pilot, "Runs on LinkedIn are guided")
        assert desk.choice.way is Way.GUIDED
