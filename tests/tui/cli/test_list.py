"""Keeping the list: what goes in, what comes out, and what is asked before it goes."""

import json
import os
import stat
import tomllib

import pytest

from optout_profiles.accounts import new_account

HOSTILE = {
    "markup": "[red]Ada[/red] [/]",
    "action": "[@click=app.exit()]Ada[/]",
    "title": "\x1b]0;stolen\x07Ada",
    "clipboard": "\x1b]52;c;YWRh\x07Ada",
    "erase": "\x1b[2J\x1b[31mAda",
    "C1": "\x9b2JAda\x85\x90",
    "bidi": "Ada \u202e\u2066gpj.exe\u200f",
    "lines": "Ada\r\nOff\x0bOff\x0c\u2028Off",
    "long": "A" * 10_000,
    "bytes": "Ada \udcff\udc80",
    "private": "Ada \ue000\ufff9\U000f0000",
}


def test_init_makes_a_private_vault_and_prints_its_path(program):
    made = program.run(
        "init", "--vault", program.vault, "--passphrase-file", "-", typed="long words in a row\n"
    )
    assert (made.code, made.lines) == (0, [str(program.vault)])
    assert stat.S_IMODE(program.vault.stat().st_mode) == 0o600
    assert stat.S_IMODE(program.vault.parent.stat().st_mode) == 0o700
    assert program.vault.read_bytes().startswith(b"SQLite format 3")
    before = program.vault.read_bytes()
    again = program.run("init", "--passphrase-file", "-", typed="long words in a row\n")
    assert again.code == 4
    assert "already" in again.err
    assert program.vault.read_bytes() == before


@pytest.mark.parametrize("typed", ["short\n", "\n", ""])
def test_a_short_passphrase_makes_nothing(program, typed):
    refused = program.run("init", "--passphrase-file", "-", typed=typed)
    assert refused.code == 4
    assert "12 characters" in refused.err
    assert not program.vault.parent.exists()


def test_what_is_added_is_listed_edited_and_removed(program):
    program.make_vault()
    added = program.run(
        "add", "--label", "Ada", "--login", "ada@practice.invalid",
        "--member", "https://www.linkedin.com/in/ada-example/?x=1", "--group", "family",
    )  # fmt: skip
    (id_,) = added.lines
    listed = json.loads(program.run("list", "--json").out)
    assert listed == {
        "format": 1,
        "accounts": [
            {
                "id": id_, "label": "Ada", "login": "ada@practice.invalid",
                "member": "ada-example", "group": "family", "setting": "never checked",
                "standing": "never checked", "has_session": False,
            }
        ],
    }  # fmt: skip
    assert program.run("edit", "Ada", "--label", "Ada L", "--group", "").lines == [id_]
    (account,) = json.loads(program.run("list", "--json").out)["accounts"]
    assert account["label"] == "Ada L"
    assert account["login"] == "ada@practice.invalid"
    assert "group" not in account
    assert program.run("remove", "ada-example", "--yes").lines == [id_]
    assert json.loads(program.run("list", "--json").out)["accounts"] == []


def test_the_list_says_the_same_when_asked_twice(program):
    program.make_vault(new_account("Ada"), new_account("Ben", group="family"))
    first, second = (program.run("list", "--json").out for _ in range(2))
    assert first == second
    assert len(first.splitlines()) == 1


def test_adding_a_second_account_of_a_member_is_done_with_a_word(program):
    program.make_vault(new_account("Ada", member="ada-example"))
    added = program.run("add", "--label", "Ada again", "--member", "ada-example")
    assert added.code == 0
    assert "(Ada) has the same member or login" in added.err
    assert len(program.accounts()) == 2


def test_what_can_be_no_handle_is_refused(program):
    program.make_vault()
    refused = program.run(
        "add", "--label", "Ada", "--member", "https://evil.test\\@www.linkedin.com/"
    )
    assert refused.code == 2
    assert "is not a member's handle" in refused.err
    assert program.accounts() == {}


def test_removing_asks_and_without_a_terminal_needs_yes(program):
    program.make_vault(new_account("Ada"))
    refused = program.run("remove", "Ada", typed="yes\n")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert list(program.accounts()) == ["Ada"]


def test_nothing_is_removed_when_one_name_is_unknown(program):
    program.make_vault(new_account("Ada"))
    assert program.run("remove", "Ada", "Nobody", "--yes").code == 2
    assert program.run("remove", "--yes").code == 2
    assert list(program.accounts()) == ["Ada"]


@pytest.mark.parametrize("command", ["edit", "check", "apply", "remove", "sign-in"])
def test_an_unknown_account_is_named_with_what_to_do(program, command):
    program.make_vault(new_account("Ada"))
    more = {"edit": ["--label", "x"], "sign-in": ["--terminal"]}.get(command, ["--yes"])
    refused = program.run(command, "Nobody", *more)
    assert refused.code == 2
    assert "Nobody" in refused.err
    assert "optout-tui list" in refused.err
    assert refused.out == ""


def test_words_that_fit_two_accounts_choose_neither(program):
    program.make_vault(new_account("Ada"), new_account("Ada"))
    refused = program.run("edit", "Ada", "--label", "x")
    assert refused.code == 2
    assert "fits 2 accounts" in refused.err


def test_accounts_may_stand_before_and_among_the_options(program):
    program.make_vault(new_account("Ada"), new_account("Ben"), new_account("Cleo"))
    removed = program.run("remove", "Ada", "--yes", "Cleo", "--json")
    assert removed.code == 0
    assert list(program.accounts()) == ["Ben"]


def test_options_come_after_the_name_of_the_command(program):
    program.make_vault()
    refused = program.run("--json", "list")
    assert refused.code == 2
    assert "put the command first: optout-tui list" in refused.err


@pytest.mark.parametrize("label", ["", "  ", "\t\n"])
def test_an_account_needs_a_name_and_keeps_it(program, label):
    program.make_vault(new_account("Ada"))
    for words in (["add"], ["edit", "Ada"]):
        refused = program.run(*words, "--label", label)
        assert (refused.code, refused.out) == (2, "")
        assert "needs a name" in refused.err
    assert list(program.accounts()) == ["Ada"]


def test_each_command_that_keeps_the_list_answers_in_json(program):
    def told(*words, typed=""):
        ended = program.run(*words, "--json", typed=typed)
        assert ended.code == 0
        (line,) = ended.lines
        return json.loads(line)

    assert told("init") == {"vault": str(program.vault)}
    ids = [told("add", "--label", label)["id"] for label in ("Ada", "Ben", "Cleo")]
    assert told("edit", "Ada", "--group", "family") == {"id": ids[0]}
    assert told("remove", "Ada", "Ben", "--yes") == {"ids": ids[:2]}
    assert list(program.accounts()) == ["Cleo"]


def test_removing_all_of_an_empty_list_is_told_as_that(program):
    program.make_vault()
    refused = program.run("remove", "--all", "--yes")
    assert refused.code == 2
    assert "The list has no accounts." in refused.err
    assert "Name the accounts" in program.run("remove", "--yes").err


def test_a_second_account_of_one_name_is_added_with_a_word(program):
    first = new_account("Ada")
    program.make_vault(first)
    added = program.run("add", "--label", "Ada")
    assert added.code == 0
    assert f"Note: {first.id} is called Ada too." in added.err


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("apply", 1), ("remove", 2)])
def test_a_group_of_nobody_is_named(program, command, code):
    program.make_vault(new_account("Ada"))
    ended = program.run(command, "--group", "none", "--yes")
    assert ended.code == code
    assert "No account is in the group “none”." in ended.err


def test_hostile_labels_are_kept_harmless_in_list_and_report(program):
    program.make_vault()
    for name, label in HOSTILE.items():
        added = program.run("add", "--label", os.fsencode(label), "--group", name)
        assert added.code == 0, name
    listed = json.loads(program.run("list", "--json").out)["accounts"]
    labels = {account["group"]: account["label"] for account in listed}
    assert labels["markup"] == HOSTILE["markup"]
    assert labels["title"] == "\ufffd]0;stolen\ufffdAda"
    assert len(labels["long"]) == 200
    assert labels["long"].endswith("…")
    told = program.run("list")
    assert len(told.lines) == len(HOSTILE) + 1
    reported = tomllib.loads(program.run("report").out)["accounts"]
    assert {one["group"]: one["label"] for one in reported.values()} == labels
    as_csv = program.run("report", "--format", "csv")
    assert len(as_csv.out.split("\r\n")) == len(HOSTILE) + 2


def test_a_table_that_a_spreadsheet_would_obey_is_written_as_text(program):
    program.make_vault(new_account("=cmd|' /C calc'!A0"))
    assert "'=cmd" in program.run("report", "--format", "csv").out


def test_an_objection_is_noted_listed_reported_and_taken_away(program):
    program.make_vault(new_account("Ada", member="ada"))
    assert program.run("edit", "Ada", "--objection-filed", "2026-10-01").code == 0
    (listed,) = json.loads(program.run("list", "--json").out)["accounts"]
    assert listed["objection_filed_on"] == "2026-10-01"
    assert program.run("edit", "Ada", "--group", "family").code == 0
    (entry,) = tomllib.loads(program.run("report").out)["accounts"].values()
    assert str(entry["objection_filed_on"]) == "2026-10-01"
    assert program.run("edit", "Ada", "--objection-not-filed").code == 0
    assert "objection" not in program.run("report").out


def test_an_objection_goes_where_the_member_changes_unless_it_is_typed_anew(program):
    program.make_vault(new_account("Ada", member="ada"))
    program.run("edit", "Ada", "--objection-filed", "2026-10-01")
    program.run("edit", "Ada", "--member", "grace")
    assert program.accounts()["Ada"].objection_filed_on is None
    program.run("edit", "Ada", "--member", "mary", "--objection-filed", "2026-10-02")
    assert str(program.accounts()["Ada"].objection_filed_on) == "2026-10-02"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("3026-01-01", "still to come"),
        ("soon", "is not a day"),
        ("", "A day is needed"),
    ],
)
def test_a_day_that_can_be_none_of_an_objection_is_refused_in_a_sentence(program, day, words):
    program.make_vault(new_account("Ada"))
    refused = program.run("edit", "Ada", "--objection-filed", day)
    assert refused.code == 2
    assert words in refused.err
    assert program.accounts()["Ada"].objection_filed_on is None
