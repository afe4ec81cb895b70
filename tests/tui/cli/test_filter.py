"""Choosing accounts by a filter from the command line."""

import json
import tomllib

import pytest

from optout_profiles.accounts import new_account
from optout_profiles.practice import Behaviour

ADA = new_account("Ada", group="family", member="ada-l")
BEN = new_account("Ben", group="family")
CLEO = new_account("Cléo", group="clients")


def labels(told: str) -> list[str]:
    return [one["label"] for one in json.loads(told)["accounts"]]


def test_the_list_and_the_report_hold_only_what_fits(program):
    program.make_vault(ADA, BEN, CLEO)
    listed = program.run("list", "--json", "--filter", "cleo")
    assert labels(listed.out) == ["Cléo"]
    listed = program.run("list", "--json", "--filter=-group:clients member:ada")
    assert labels(listed.out) == ["Ada"]
    reported = tomllib.loads(program.run("report", "--filter", "group:family").out)
    assert {one["label"] for one in reported["accounts"].values()} == {"Ada", "Ben"}
    assert reported["summary"]["accounts"] == 2


def test_a_filter_narrows_what_else_is_named_and_alone_is_of_the_whole_list(program):
    program.make_vault(ADA, BEN, CLEO)
    gone = program.run("remove", "--group", "family", "--filter", "-label:ada", "--yes")
    assert gone.code == 2  # argparse takes it for an option
    assert "is given as --filter=-group:family" in gone.err
    gone = program.run("remove", "--group", "family", "--filter=-label:ada", "--yes")
    assert gone.lines == [BEN.id]
    assert list(program.accounts()) == ["Ada", "Cléo"]
    nobody = program.run("remove", "Ada", "--filter", "cleo", "--yes")
    assert nobody.code == 2
    assert "No account fits the filter." in nobody.err
    assert program.run("remove", "--filter", "setting:'never checked'", "--yes").lines == [
        ADA.id,
        CLEO.id,
    ]


def test_a_group_is_named_in_letters_of_any_case(program):
    program.make_vault(ADA, BEN, CLEO, new_account("Dan", group="Family"))
    gone = program.run("remove", "--group", "FAMILY", "Ada", "--yes")
    assert len(gone.lines) == 3
    assert list(program.accounts()) == ["Cléo"]
    for nobody in ("famil", ""):
        ended = program.run("remove", "--group", nobody, "--yes")
        assert ended.code == 2
        assert f"No account is in the group “{nobody}”" in ended.err


def test_a_check_reads_only_the_accounts_that_fit(program):
    site = program.practise(Behaviour.ON, Behaviour.OFF)
    program.make_list(site)
    checked = program.run("check", "--filter", "label:off session:kept")
    assert checked.lines[0] == "off: already off"
    assert program.run("list", "--json", "--filter", "checked:never").out.count('"id"') == 1
    nobody = program.run("check", "--filter", "group:nobody")
    assert (nobody.code, nobody.out) == (1, "")
    assert "No account fits the filter." in nobody.err


@pytest.mark.parametrize("command", ["list", "report", "check", "apply", "remove", "forget"])
def test_what_is_no_filter_is_told_before_anything_is_opened(program, command):
    refused = program.run(command, "--filter", "ada setting:of")
    assert refused.code == 2
    assert "at column 5: setting: takes on, off, unknown" in refused.err
    empty = program.run(command, "--filter", " ")
    assert empty.code == 2
    assert "The filter is empty" in empty.err
