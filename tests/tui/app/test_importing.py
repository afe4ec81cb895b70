"""Accounts taken in and given out, as a person at the keyboard does it."""

import csv
import os
import stat
from pathlib import Path

import pytest
from textual.widgets import Input

from optout_tui.screens.accounts import AccountsScreen

LISTS = Path(__file__).parents[2] / "data" / "lists"
SIZE = (80, 24)


def type_in(app, name: str, text: str) -> None:
    app.screen.query_one(f"#{name}", Input).value = text


async def open_file(pilot, shows, file: Path) -> None:
    """Come to the import's first dialog and name the file there."""
    await pilot.press("I")
    await shows(pilot, "Take accounts in from a file")
    type_in(pilot.app, "file", str(file))
    await pilot.press("enter", "enter")


def labels_in_private(file: Path) -> list[str]:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    with file.open() as opened:
        return [row["label"] for row in csv.DictReader(opened)]


async def test_a_csv_is_mapped_previewed_and_taken_in_by_yes(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await open_file(pilot, shows, LISTS / "clients.csv")
        text = await shows(pilot, "Which column is what?")
        assert "1 Name · 2 E-mail · 3 LinkedIn · 4 Group · 5 Notes" in text
        assert [field.value for field in app.screen.query(Input)] == [
            "Name", "E-mail", "LinkedIn", "Group", *[""] * 9,
        ]  # fmt: skip
        await pilot.press("ctrl+s")
        text = await shows(pilot, "Take 2 accounts in?")
        assert "4 rows in a CSV: 2 new, 2 there already, 0 rejected." in text
        assert "Not used: Notes." in text
        assert "row 2: there already: the same name as Ada Sample" in text
        assert "row 3: new: Grüße, José (signs in with" in text
        assert "Read: name from “Name”, login from “E-mail”, member from “LinkedIn”" in text
        await pilot.press("y", "enter", "enter")
        await shows(pilot, "Take 2 accounts in?")
        assert len(desk.accounts) == 4
        await pilot.press(*"yes", "enter")
        text = await shows(pilot, "2 accounts taken in.")
        assert "6 accounts" in text
        assert "Grüße, José" in text
        assert isinstance(app.screen, AccountsScreen)
    assert [one.label for one in desk.accounts][4:] == ["Grüße, José", "Cleo"]


async def test_what_was_taken_in_is_in_the_vault(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await open_file(pilot, shows, LISTS / "clients.csv")
        await shows(pilot, "Which column is what?")
        await pilot.press("ctrl+s")
        await shows(pilot, "Take 2 accounts in?")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "2 accounts taken in.")
        added = desk.accounts[-1]
        assert desk.refreshed(added.id) == added


async def test_other_columns_can_be_named_and_what_is_rejected_keeps_all_out(
    app, desk, shows, tmp_path
):
    file = tmp_path / "list.csv"
    file.write_text("Kunde,Seite\nEve,eve-e\nFay,no handle\n")
    async with app.run_test(size=SIZE) as pilot:
        await open_file(pilot, shows, file)
        await shows(pilot, "Which column is what?")
        await pilot.press("ctrl+s")
        await shows(pilot, "Which column has the accounts' names?")
        type_in(app, "label", "Nobody")
        await pilot.press("ctrl+s")
        await shows(pilot, "there is no column “Nobody” for label")
        type_in(app, "label", "kunde")
        type_in(app, "member", "2")
        await pilot.press("ctrl+s")
        text = await shows(pilot, "what is rejected has to be mended")
        assert "row 3: rejected: “no handle” is not a member's handle" in text
        assert not app.screen.query(Input)
        await pilot.press("enter", *"yes", "enter", "escape")
        await shows(pilot, "4 accounts")
        assert len(desk.accounts) == 4


async def test_a_row_that_breaks_the_sheet_is_named_where_the_columns_are_asked(
    app, shows, tmp_path
):
    file = tmp_path / "list.csv"
    file.write_text('name\nEve\n"Fay\n')
    async with app.run_test(size=SIZE) as pilot:
        await open_file(pilot, shows, file)
        await shows(pilot, "Which column is what?")
        await pilot.press("ctrl+s")
        await shows(pilot, "row 3 is no CSV: a quote in it has no end")
        await pilot.press("escape")
        await shows(pilot, "4 accounts")


async def test_an_export_of_a_password_manager_needs_no_name_and_shows_no_secret(app, desk, shows):
    async with app.run_test(size=SIZE) as pilot:
        await open_file(pilot, shows, LISTS / "firefox.csv")
        await shows(pilot, "Which column is what?")
        await pilot.press("ctrl+s")
        text = await shows(pilot, "Take 2 accounts in?")
        assert "1 column with secrets was left out." in text
        assert "1 of other services" in text
        assert "canary" not in text
        await pilot.press("escape")
        await shows(pilot, "4 accounts")
        await open_file(pilot, shows, LISTS / "bitwarden.json")
        text = await shows(pilot, "Take 1 account in?")
        assert "Passwords and codes in it were left out." in text
        await pilot.press(*"no", "enter")
        await shows(pilot, "4 accounts")
    assert len(desk.accounts) == 4


async def test_a_file_that_can_not_be_read_is_told_and_another_one_may_be_typed(
    app, shows, tmp_path
):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "old.csv").write_bytes("name\nJosé\n".encode("cp1252"))
    (tmp_path / "bad.csv").write_text('"name\nEve\n')
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("I")
        await shows(pilot, "Take accounts in from a file")
        await pilot.press("enter", "enter")
        await shows(pilot, "Which file?")
        for name, words in (
            ("pipe.csv", "that is not a plain file"),
            ("bad.csv", "row 1 is no CSV"),
            ("none.csv", "No such file"),
            ("old.csv", "The file is not text in UTF-8"),
        ):
            type_in(app, "file", str(tmp_path / name))
            app.screen.query_one("#encoding", Input).focus()
            await pilot.press("enter")
            lines = (await shows(pilot, words)).splitlines()
            told = next(place for place, line in enumerate(lines) if words in line)
            encoding = next(place for place, line in enumerate(lines) if "Written in" in line)
            assert (told > encoding) == (name == "old.csv")  # each at its own field
        assert app.focused is app.screen.query_one("#encoding", Input)
        await pilot.press(*"cp125", "enter")
        await shows(pilot, "It is one of utf-8, utf-16, cp1252.")
        await pilot.press("2", "enter")
        await shows(pilot, "Which column is what?")
        await pilot.press("ctrl+s")
        await shows(pilot, "row 2: new: José")


@pytest.mark.parametrize(
    "label", ["[/]", "[@click=app.exit()]x[/]", "\x1b]0;owned\x07t", "漢" * 150]
)
async def test_no_text_of_a_file_is_obeyed(app, shows, tmp_path, label):
    file = tmp_path / "list.csv"
    file.write_text(f'name,"{label[:100]}"\n"{label}",x\n')
    async with app.run_test(size=SIZE) as pilot:
        await open_file(pilot, shows, file)
        await shows(pilot, "Which column is what?")
        await pilot.press("ctrl+s")
        await shows(pilot, "Take 1 account in?")
        await pilot.press(*"yes", "enter")
        await shows(pilot, "1 account taken in.")


async def test_the_list_is_written_where_the_person_says(app, desk, shows, tmp_path):
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        await shows(pilot, "Write the list to")
        field = app.screen.query_one(Input)
        usual = Path(field.value)
        assert usual.name.startswith("accounts-")
        field.value = str(tmp_path / "list.json")
        await pilot.press("enter")
        await shows(pilot, "ends in .csv or .toml")
        field.value = str(usual)
        await pilot.press("enter")
        await shows(pilot, "The list is in")
    assert labels_in_private(usual) == [one.label for one in desk.accounts]
