"""Taking accounts in from files, and giving the list out."""

import csv
import json
import os
import stat
import tomllib
from pathlib import Path

import pytest

from optout_profiles.accounts import new_account

LISTS = Path(__file__).parents[2] / "data" / "lists"
ADA = new_account("Ada", login="ada@practice.invalid", member="ada-l", group="family")


def test_a_preview_tells_of_each_row_and_changes_nothing(program):
    program.make_vault(ADA)
    before = program.vault.read_bytes()
    told = program.run("import", LISTS / "clients.csv")
    assert told.code == 0
    assert told.lines == [
        "row 2: new: Ada Sample (signs in with ada@practice.invalid; member ada-sample; "
        "group family)",
        "row 3: new: Grüße, José (signs in with jose@practice.invalid; member joseé; "
        "group clients)",
        "row 4: new: Ben Sample (member ben-sample)",
        f"row 6: there already: the same login as Ada ({ADA.id}) in the list",
    ]
    assert "4 rows in a CSV: 3 new, 1 there already, 0 rejected." in told.err
    assert "name from “Name”, login from “E-mail”, member from “LinkedIn”" in told.err
    assert "Not used: Notes." in told.err
    assert "--yes takes the new ones in" in told.err
    assert program.vault.read_bytes() == before


def test_with_yes_all_new_ones_come_and_a_second_time_none(program):
    program.make_vault()
    told = program.run("import", LISTS / "clients.csv", "--yes", "--json")
    assert told.code == 0
    record = json.loads(told.out)
    assert record["is_taken"]
    assert record["columns"]["login"] == "E-mail"
    listed = program.accounts()
    assert [one["id"] for one in record["new"]] == [account.id for account in listed.values()]
    assert listed["Ada Sample"].member == "ada-sample"
    assert listed["Grüße, José"].member == "joseé"
    again = program.run("import", LISTS / "clients.csv", "--yes")
    assert again.code == 0
    assert "0 new, 4 there already, 0 rejected" in again.err
    assert list(program.accounts()) == list(listed)


def test_with_yes_nothing_comes_where_a_row_is_rejected(program, tmp_path):
    program.make_vault(ADA)
    before = program.vault.read_bytes()
    file = tmp_path / "list.csv"
    file.write_text("name,member\nBen,ben\nCleo,no handle\nDan\n")
    assert program.run("import", file).code == 2
    told = program.run("import", file, "--yes")
    assert told.code == 2
    assert told.lines[0] == "row 2: new: Ben (member ben)"
    assert told.lines[1].startswith("row 3: rejected: “no handle” is not a member's handle")
    assert told.lines[2] == "row 4: rejected: the header has 2 cells, and this row 1: " + (
        "a separator is missing."
    )
    assert "3 rows in a CSV: 1 new, 0 there already, 2 rejected." in told.err
    assert "Nothing was imported" in told.err
    assert program.vault.read_bytes() == before


@pytest.mark.parametrize(
    "file", ["bitwarden.csv", "bitwarden.json", "onepassword.csv", "keepassxc.csv", "firefox.csv"]
)
def test_passwords_of_an_export_are_neither_told_nor_kept(program, file):
    program.make_vault()
    told = program.run("import", LISTS / file, "--yes")
    assert told.code == 0
    assert "2 new" in told.err
    assert "of other services" in told.err
    assert "left out" in told.err
    assert "canary" not in told.out + told.err
    assert "canary" not in repr(program.accounts())
    assert len(program.accounts()) == 2


def test_a_file_that_can_not_be_taken_is_told_in_a_sentence_and_asks_for_no_passphrase(
    program, tmp_path
):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "open.csv").write_text('name\nAda\n"Ben\n')
    (tmp_path / "old.csv").write_bytes("name\nJosé\n".encode("cp1252"))
    for name, words in (
        ("pipe.csv", "not a plain file"),
        ("open.csv", "row 3 is no CSV"),
        ("old.csv", "--encoding cp1252"),
        ("none.csv", "No such file"),
    ):
        told = program.run("import", tmp_path / name, OPTOUT_TUI_PASSPHRASE_FILE="")
        assert (told.code, told.out) == (2, ""), name
        assert words in told.err
    program.make_vault()
    taken = program.run("import", tmp_path / "old.csv", "--encoding", "cp1252", "--yes")
    assert taken.code == 0
    assert list(program.accounts()) == ["José"]


def test_columns_are_named_by_map(program, tmp_path):
    program.make_vault()
    file = tmp_path / "list.csv"
    file.write_text("Kunde\tSeite\nAda\thttps://www.linkedin.com/in/ada-l/\n")
    for words in ("label", "name=Kunde", "=Kunde"):
        refused = program.run("import", file, "--map", words)
        assert refused.code == 2
        assert "is no FIELD=COLUMN" in refused.err
    taken = program.run("import", file, "--map", "label=Kunde", "--map", "member=2", "--yes")
    assert taken.code == 0
    assert program.accounts()["Ada"].member == "ada-l"


def test_an_exported_list_is_private_and_comes_back_whole(program, tmp_path):
    program.make_vault(ADA, new_account("=1+1", group="'x"))
    for name in ("list.csv", "list.toml"):
        file = tmp_path / name
        told = program.run("export", "-o", file)
        assert (told.code, told.out) == (0, "")
        assert f"2 accounts written to {file}" in told.err
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        back = program.run("import", file)
        assert "0 new, 2 there already, 0 rejected" in back.err
    assert program.run("export").out == (tmp_path / "list.csv").read_bytes().decode()
    rows = list(csv.DictReader((tmp_path / "list.csv").open()))
    assert [row["label"] for row in rows] == ["Ada", "'=1+1"]
    only = program.run("export", "--format", "toml", "--filter", "group:family")
    assert tomllib.loads(only.out)["accounts"] == {
        ADA.id: {
            "label": "Ada",
            "login": "ada@practice.invalid",
            "member": "ada-l",
            "group": "family",
        }
    }


def test_an_export_goes_to_a_plain_file_only_and_leaves_what_is_there(program, tmp_path):
    program.make_vault(ADA)
    there = tmp_path / "there.csv"
    there.write_text("mine")
    (tmp_path / "link.csv").symlink_to(there)
    for file in (tmp_path / "link.csv", tmp_path / "none" / "list.csv", tmp_path / "list.json"):
        told = program.run("export", "-o", file)
        assert told.code == 2
        assert told.err.startswith("optout-tui: ")
    assert there.read_text() == "mine"
