"""What commands say of an account beside its name, and that an ended authority is heeded."""

import json

from optout_profiles.accounts import new_account

AUTHORITY = ("--authority-given", "2026-11-01", "--authority-until", "2026-11-02")


def test_all_that_is_said_of_an_account_is_listed_changed_and_taken_away(program):
    program.make_vault()
    added = program.run(
        *("add", "--label", "Ada", "--holder", "Ada King", "--note", "calls back"),
        *("--tag", "vip", "--tag", "North", "--due", "2027-01-05", *AUTHORITY),
        *("--authority-note", "letter 12"),
    )
    assert added.code == 0
    (listed,) = json.loads(program.run("list", "--json").out)["accounts"]
    assert (listed["holder"], listed["note"], listed["due"]) == (
        "Ada King",
        "calls back",
        "2027-01-05",
    )
    assert listed["tags"] == ["vip", "North"]
    titles, line = program.run("list").lines
    assert titles.split()[-3:] == ["holder", "due", "note"]
    assert line.endswith("Ada King  2027-01-05  calls back")
    assert listed["authority"] == {
        "state": "ended",
        "given_on": "2026-11-01",
        "until": "2026-11-02",
        "note": "letter 12",
    }
    changed = program.run(
        *("edit", "Ada", "--note", "", "--tag", "x", "--untag", "NORTH", "--untag", "none"),
        *("--due", "", "--authority-withdrawn", "2026-11-02"),
    )
    assert changed.code == 0
    (listed,) = json.loads(program.run("list", "--json").out)["accounts"]
    assert "note" not in listed
    assert "due" not in listed
    assert listed["tags"] == ["vip", "x"]
    assert listed["authority"]["state"] == "withdrawn"
    assert listed["authority"]["note"] == "letter 12"
    titles, _ = program.run("list").lines
    assert titles.split()[-1] == "holder"
    assert program.run("edit", "Ada", "--tag", "", "--authority-given", "").code == 0
    (listed,) = json.loads(program.run("list", "--json").out)["accounts"]
    assert set(listed) & {"tags", "authority"} == set()
    for given in (("--due", "soon"), ("--authority-until", "2027-01-01")):
        refused = program.run("edit", "Ada", *given)
        assert refused.code == 2, given
        assert "day" in refused.err
    assert "--authority-given DAY" in refused.err
    added = program.run("add", "--label", "Ben", "--authority-until", "2027-01-01")
    assert (added.code, "--authority-given DAY" in added.err) == (2, True)


def test_an_ended_authority_ends_runs_and_sign_ins_with_3_and_says_what_to_do(program):
    program.make_vault(new_account("Ada", member="ada"))
    program.run("edit", "Ada", *AUTHORITY)
    for words in (("check", "Ada"), ("sign-in", "Ada", "--terminal"), ("doctor", "--live", "Ada")):
        ended = program.run(*words, typed="ada\nsecret\n\n" if words[0] == "sign-in" else "")
        assert ended.code == 3, (words, ended)
        assert "authority has ended" in ended.out + ended.err
        assert "--authority-given DAY" in ended.err
    (listed,) = json.loads(program.run("list", "--json").out)["accounts"]
    assert listed["standing"] == "never checked"
