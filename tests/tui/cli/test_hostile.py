"""Hostile words in the list, in files and in names: what commands print obeys none of them.

Each command's output is looked at by ``Program.run`` too, for what a terminal would obey.
"""

import csv
import io
import json

import pytest
from hostile import LABELS, codes_in

from optout_profiles.accounts import Account, now


@pytest.fixture
def hostile(program):
    """Return a program whose list says such things everywhere, uncleaned."""
    program.make_vault(
        *(
            Account(f"a{place}", label, now(), login=label, group=label, note=label, holder=label)
            for place, label in enumerate(LABELS)
        )
    )
    return program


def test_commands_print_no_word_that_a_terminal_obeys(hostile, monkeypatch):
    monkeypatch.setitem(hostile.environment, "COLUMNS", "300")
    listed = hostile.run("list")
    assert "\ufffd]0;owned\ufffdtitle" in listed.out
    assert "[@click=app.exit()]press me[/]" in listed.out
    told = json.loads(hostile.run("list", "--json").out)
    assert len(told["accounts"]) == len(LABELS)
    for words in (
        ("check", "--all"),
        ("check", "--all", "--json"),
        ("report",),
        ("report", "--format", "csv"),
        ("report", "--format", "json"),
        ("export", "-o", "list.csv"),
        ("remove", LABELS[0]),
        ("check", "--group", "\x1b]0;x\x07"),
        ("check", "\x1b[2Jnobody"),
        ("list", "--filter", "label:\x1b[2J \x9bm ("),
    ):
        ended = hostile.run(*words)
        assert codes_in((ended.out + ended.err).encode()) == set(), words
        assert ended.code in {0, 1, 2, 3}, words


def test_what_an_import_shows_of_a_hostile_file_is_harmless_and_adds_up(program):
    program.make_vault()
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["name", "login", "\x1b]0;x\x07"])
    for label in LABELS:
        writer.writerow([label.replace("\0", ""), "", label.replace("\0", "")])
    file = program.folder / "work" / "\x1b]0;x\x07.csv"
    file.write_text(rows.getvalue(), newline="")
    shown = program.run("import", file, "--map", "label=name")
    assert codes_in((shown.out + shown.err).encode()) == set()
    assert f"{len(LABELS)} rows" in shown.out + shown.err
    assert program.accounts() == {}
    for missing in ("\x1b[2Jnone.csv", "\x9bnone.csv"):
        ended = program.run("import", missing)
        assert ended.code == 2
        assert codes_in((ended.out + ended.err).encode()) == set()
