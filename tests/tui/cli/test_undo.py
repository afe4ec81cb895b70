"""Looking before the click, and putting back what was clicked, by command."""

import json

import pytest

from optout_profiles.practice import Behaviour


@pytest.fixture
def listed(program):
    site = program.practise(Behaviour.ON, Behaviour.OFF, Behaviour.MOVED_KEY)
    return site, program.make_list(site)


def run_ids(ended):
    told = [json.loads(line) for line in ended.lines]
    return [one["run_id"] for one in told if one["event"] == "run_ended"]


def test_a_preview_tells_what_would_be_done_and_does_nothing(program, listed) -> None:
    site, _ = listed
    ended = program.run("apply", "--all", "--preview")
    assert "on: on; would be switched off" in ended.out
    assert "would switch off 1, already off 1, cannot 1 (1 page not understood)" in ended.err
    assert ended.code == 6
    assert not site.log()["writes"]
    assert "turned off" not in ended.out + ended.err


def test_what_was_switched_off_is_put_back_and_nothing_else(program, listed) -> None:
    site, ids = listed
    assert program.run("apply", "--all", "--yes").code == 6
    ended = program.run("undo", "--all", "--yes")
    assert ended.code == 0
    assert ended.lines == ["on: put back on"]
    assert "off: no run of this list has switched it off." in ended.err
    assert not site.is_off("on-sample")
    assert site.is_off("off-sample")
    again = program.run("undo", ids["on"], "--yes")
    assert again.code == 1
    assert "There is nothing to put back." in again.err


def test_a_run_can_be_named_by_its_id(program, listed) -> None:
    site, ids = listed
    (run_id,) = run_ids(program.run("apply", ids["on"], "--yes", "--json"))
    unasked = program.run("undo", run_id)
    assert unasked.code == 2
    assert "--yes" in unasked.err
    assert site.is_off("on-sample")
    assert program.run("undo", run_id, "--yes").code == 0
    assert not site.is_off("on-sample")
