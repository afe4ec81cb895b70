"""A vault that can't be opened: five sentences, one exit code, and a file as it was."""

import hashlib
import json
import sqlite3
import subprocess

import pytest

from optout_profiles.accounts import new_account
from optout_profiles.vault import Put, Table

COMMANDS = [["list"], ["apply", "--all", "--yes"]]


def files_of(program):
    """Return each file in the vault's folder but the lock, with its hash."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in program.vault.parent.iterdir()
        if not file.name.endswith(".lock")
    }


def refused(program, *words, **more):
    """Run a command that must be refused by the vault; return its one sentence."""
    before = files_of(program)
    ended = program.run(*words, **more)
    assert ended.code == 4
    assert ended.out == ""
    assert files_of(program) == before
    (line,) = ended.err.splitlines()
    return line


@pytest.fixture
def listed(program):
    """Return the program with a vault of one account."""
    program.make_vault(new_account("Ada"))
    return program


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_wrong_passphrase_is_not_called_damage(listed, words):
    said = refused(listed, *words, "--passphrase-file", "-", typed="quite another passphrase\n")
    assert "passphrase does not open" in said
    assert "damaged" not in said


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("content", [b"", b"hello\n" * 1000, b"\x1b[2J" + bytes(5000)])
def test_a_file_that_is_no_vault_is_called_that(listed, words, content):
    listed.vault.write_bytes(content)
    assert "is not a vault" in refused(listed, *words)


def test_another_database_is_no_vault(listed):
    listed.vault.unlink()
    with sqlite3.connect(listed.vault) as other:
        other.execute("CREATE TABLE accounts (id)")
    other.close()
    assert "is not a vault" in refused(listed, "list")


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_damaged_vault_is_called_damaged(listed, words):
    with sqlite3.connect(listed.vault) as file:
        file.execute("UPDATE contents SET sealed = zeroblob(length(sealed))")
    file.close()
    assert "is damaged" in refused(listed, *words)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_newer_format_asks_for_an_update(listed, words):
    with sqlite3.connect(listed.vault) as file:
        file.execute("PRAGMA user_version = 2")
    file.close()
    said = refused(listed, *words)
    assert "newer optout-tui (vault format 2)" in said
    assert "Update" in said


def test_a_vault_that_another_process_holds_can_be_read_but_not_changed(listed):
    with listed.opened(writing=True):
        said = refused(listed, "add", "--label", "Ben")
        assert "Another optout-tui has" in said
        assert refused(listed, "check", "--all") == said
        assert len(json.loads(listed.run("list", "--json").out)["accounts"]) == 1
    assert listed.run("add", "--label", "Ben").code == 0


def test_the_five_sentences_differ(listed):
    whole = listed.vault.read_bytes()
    with listed.opened(writing=True):
        said = {refused(listed, "add", "--label", "Ben")}
    said.add(refused(listed, "list", "--passphrase-file", "-", typed="quite another one\n"))
    said.add(refused(listed, "list", "--vault", listed.passphrase_file))
    for statement in ("PRAGMA user_version = 2", "DELETE FROM contents"):
        listed.vault.write_bytes(whole)
        with sqlite3.connect(listed.vault) as file:
            file.execute(statement)
        file.close()
        said.add(refused(listed, "list"))
    assert len({line.replace(str(listed.passphrase_file), str(listed.vault)) for line in said}) == 5


def test_a_missing_vault_is_told_with_what_makes_one(program):
    ended = program.run("list")
    assert ended.code == 4
    assert "optout-tui init" in ended.err
    assert not program.vault.parent.exists()


@pytest.mark.parametrize("command", ["init", "list"])
def test_without_terminal_and_passphrase_the_vault_stays_locked(program, command):
    if command == "list":
        program.make_vault()
    ended = program.run(command, OPTOUT_TUI_PASSPHRASE_FILE="")
    assert ended.code == 4
    assert "--passphrase-file" in ended.err
    assert ("is locked" in ended.err) == (command == "list")


def test_a_passphrase_file_that_others_may_read_gets_a_warning_only(listed):
    listed.passphrase_file.chmod(0o640)
    warned = listed.run("list")
    assert warned.code == 0
    assert "others may read" in warned.err
    assert "chmod 600" in warned.err
    listed.passphrase_file.chmod(0o600)
    assert "others may read" not in listed.run("list").err


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nmore lines\n"])
def test_the_first_line_of_the_file_is_the_passphrase(listed, ending):
    listed.passphrase_file.write_bytes(b"canary passphrase of a test" + ending.encode())
    assert listed.run("list").code == 0


def test_a_passphrase_file_that_is_missing_or_no_text_is_told(listed):
    ended = listed.run("list", "--passphrase-file", listed.folder / "nowhere")
    assert ended.code == 2
    assert "nowhere" in ended.err
    listed.passphrase_file.write_bytes(b"\xff\xfe\x00\n")
    ended = listed.run("list")
    assert ended.code == 2
    assert "is not text" in ended.err


@pytest.mark.parametrize("surroundings", [{}, {"PYTHONIOENCODING": "utf-8:strict"}])
def test_a_passphrase_on_standard_input_that_is_no_text_is_told(listed, surroundings):
    started = listed.start("list", "--passphrase-file", "-", **surroundings)
    _, said = started.communicate(b"\xff\xfe canary words in a row\n")
    assert started.returncode == 2
    assert said == b"optout-tui: What was typed is not text in UTF-8.\n"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("list <&-", 4),
        ("list --passphrase-file - <&-", 4),
        ("remove Ada <&-", 4),
        ("<&-", 2),
        ("demo --plain --browser /nowhere <&-", 5),
    ],
)
def test_a_closed_standard_input_is_an_empty_one(listed, command, code):
    ended = subprocess.run(
        ["bash", "-c", f'"{listed.script}" {command}'],
        env={**listed.environment, "OPTOUT_TUI_PASSPHRASE_FILE": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert ended.returncode == code
    assert "bug" not in ended.stderr


def test_talk_does_not_turn_to_standard_output_when_its_own_is_closed(listed):
    ended = subprocess.run(
        ["bash", "-c", f'"{listed.script}" list 2>&-'],
        env=listed.environment,
        stdout=subprocess.PIPE,
        check=False,
        timeout=30,
    )
    assert ended.returncode == 0
    assert len(ended.stdout.splitlines()) == 2


def test_the_vault_can_be_named_by_option_or_by_its_twin(listed):
    moved = listed.vault.rename(listed.folder / "elsewhere.vault")
    assert "1 account" in listed.run("list", "--vault", moved).err
    assert "1 account" in listed.run("list", OPTOUT_TUI_VAULT=str(moved)).err
    assert listed.run("list").code == 4


def test_a_record_of_an_unknown_form_is_told_without_its_words(listed):
    with listed.opened(writing=True) as vault:
        (account,) = listed.accounts().values()
        vault.write(Put(Table.SESSIONS, account.id, account), Put(Table.QUEUE, "queue", account))
    said = refused(listed, "check", "--all")
    assert "form that this version doesn't know" in said
    assert "Ada" not in said


def test_the_way_to_make_a_missing_vault_names_it_where_it_was_named(program):
    other = program.folder / "other list.vault"
    named = program.run("list", "--vault", other)
    assert f"`optout-tui init --vault '{other}'` makes one." in named.err
    assert "`optout-tui init` makes one." in program.run("list").err
