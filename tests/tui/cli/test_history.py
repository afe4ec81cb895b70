"""What became of an account's runs, as lines and as JSON."""

import json
from datetime import UTC, datetime

from optout_profiles.accounts import new_account
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.events import Kind
from optout_profiles.runs.history import History, Past
from optout_profiles.vault import Put, Table

AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
RUNS = (
    Past("second", AT, Kind.CHECK, Outcome.WRONG_PERSON, "age", Reason.OTHER_MEMBER, None, "grace"),
    Past("first", AT, Kind.OPT_OUT, Outcome.TURNED_OFF, setting=Setting.OFF),
)


def test_runs_are_told_newest_first_each_with_its_id_for_an_undo(program):
    ada, ben = new_account("Ada"), new_account("Ben")
    program.make_vault(ada, ben)
    with program.opened(writing=True) as vault:
        vault.write(Put(Table.HISTORY, ada.id, History(RUNS)))
    told = program.run("history", "Ada")
    assert (told.code, told.lines) == (
        0,
        [
            "2026-11-24 10:30  second  check, age: wrong person signed in (grace); nothing was "
            "touched",
            "2026-11-24 10:30  first  opt out: turned off, and off in two fresh readings",
        ],
    )
    record = json.loads(program.run("history", "Ada", "--json").out)
    assert record["id"] == ada.id
    assert [one["run_id"] for one in record["runs"]] == ["second", "first"]
    assert record["runs"][1]["setting"] == "off"
    assert "related" not in record["runs"][1]
    none = program.run("history", "Ben")
    assert (none.code, none.out) == (0, "")
    assert "No run of Ben is remembered." in none.err
