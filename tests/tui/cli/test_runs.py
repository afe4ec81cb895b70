"""Checking and opting out by command: what is printed, what is touched, how it ends."""

import json
import os
import re
import shlex
import signal
import tomllib
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from optout_profiles.accounts import Session
from optout_profiles.browser.finding import find_browser
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour, Pace
from optout_profiles.vault import Put, Table

EVENTS = {"queue_started", "run_started", "step_reached", "run_ended", "queue_ended", "summary"}
CODES = {
    Behaviour.OFF: (0, "already off"),
    Behaviour.ON: (0, "turned off"),
    Behaviour.SAVE_FAILS: (1, "did not stick"),
    Behaviour.WRONG_MEMBER: (3, "wrong person signed in"),
    Behaviour.CODE_BY_EMAIL: (3, "a person is needed"),
}


def told(ended):
    """Return the objects that were printed, one a line."""
    return [json.loads(line) for line in ended.lines]


def test_apply_tells_one_object_a_line_and_a_summary_last(program):
    site = program.practise(Behaviour.ON, Behaviour.OFF, Behaviour.SAVE_FAILS, Behaviour.HOSTILE)
    ids = program.make_list(site)
    ended = program.run("apply", "--all", "--yes", "--json")
    objects = told(ended)
    assert ended.code == 1
    assert {one["event"] for one in objects} == EVENTS
    assert objects[0] == {
        "event": "queue_started",
        "queue_id": objects[0]["queue_id"],
        "kind": "opt out",
        "account_ids": list(ids.values()),
    }
    outcomes = {one["account_id"]: one["outcome"] for one in objects if one["event"] == "run_ended"}
    assert outcomes[ids["on"]] == "turned off"
    assert outcomes[ids["off"]] == "already off"
    assert outcomes[ids["save fails"]] == "did not stick"
    assert objects[-1]["exit_code"] == 1
    assert objects[-1]["accounts"] == 4
    assert objects[-1]["outcomes"]["already off"] == 1
    for word in ("sample", "practice", "127.0.0.1", "li_at"):
        assert word not in ended.out.lower()
    assert set(site.log()["writes_by_member"]) <= {
        "on-sample",
        "save-fails-sample",
        "hostile-sample",
    }
    assert site.log()["overlaps"] == 0


@pytest.mark.parametrize("behaviour", CODES)
def test_each_outcome_has_its_exit_code(program, behaviour):
    site = program.practise(behaviour)
    program.make_list(site)
    ended = program.run("apply", "--all", "--yes", "--json")
    code, outcome = CODES[behaviour]
    assert ended.code == code
    assert told(ended)[-1]["outcomes"] == {outcome: 1}
    assert told(ended)[-1]["exit_code"] == code
    assert (site.log()["writes"] == {}) == (behaviour not in {Behaviour.ON, Behaviour.SAVE_FAILS})


@pytest.mark.parametrize(
    ("behaviours", "code"),
    [
        ([Behaviour.OFF, Behaviour.ON], 1),
        ([Behaviour.OFF, Behaviour.ON, Behaviour.SIGNED_OUT], 3),
        ([Behaviour.SIGNED_OUT, Behaviour.ERROR_500, Behaviour.ON], 6),
        ([Behaviour.ERROR_500, Behaviour.REFUSED_999, Behaviour.OFF], 7),
    ],
    ids=["on", "person", "not understood", "refused"],
)
def test_of_several_outcomes_the_gravest_wins(program, behaviours, code):
    site = program.practise(*behaviours)
    ids = program.make_list(site)
    ended = program.run("check", "--all", "--json")
    assert ended.code == code
    not_begun = told(ended)[-1]["not_begun"]
    assert not_begun == ([ids["off"]] if code == 7 else [])
    assert site.log()["writes"] == {}


def test_a_check_is_kept_listed_and_reported(program):
    site = program.practise(Behaviour.OFF, Behaviour.ON)
    program.make_list(site)
    ended = program.run("check", "off", "--quiet", "on", "--yes")
    assert ended.code == 1
    assert ended.lines == ["off: already off", "on: on"]
    assert ended.err == ""
    first, second = (program.run("list", "--json").out for _ in range(2))
    assert first == second
    settings = {one["label"]: one["setting"] for one in json.loads(first)["accounts"]}
    assert settings == {"off": "off", "on": "on"}
    report = tomllib.loads(program.run("report").out)
    assert report["service"] == "elsewhere"
    assert report["summary"] == {
        "accounts": 2, "off": 1, "on": 1, "not_offered": 0, "unknown": 0, "never_checked": 0,
    }  # fmt: skip
    assert site.log()["writes"] == {}
    assert "practice.invalid" not in str(report)


def test_a_failed_try_never_overwrites_a_fact(program):
    site = program.practise(Behaviour.OFF)
    ids = program.make_list(site)
    assert program.run("check", "--all").code == 0
    with program.opened(writing=True) as vault:
        session = vault.get(Table.SESSIONS, ids["off"], Session)
        vault.write(Put(Table.SESSIONS, ids["off"], replace(session, cookies=())))
    assert program.run("check", "--all").code == 3
    account = program.accounts()["off"]
    assert (account.setting, account.standing) == (Setting.OFF, Setting.UNKNOWN)
    assert "unknown (was off)" in program.run("list").out
    (entry,) = tomllib.loads(program.run("report").out)["accounts"].values()
    assert entry["setting"] == "off"
    assert entry["last_try_outcome"] == "sign-in needed"


def test_without_terminal_and_yes_apply_writes_nothing(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    ended = program.run("apply", "--all", typed="yes\n")
    assert ended.code == 2
    assert "--yes" in ended.err
    assert site.log()["requests"] == 0
    assert program.accounts()["on"].last_try is None


def test_an_empty_list_is_not_called_as_wanted(program):
    program.practise()
    program.make_vault()
    for command in ("check", "apply"):
        ended = program.run(command, "--all", "--yes", "--json")
        assert ended.code == 1
        (summary,) = told(ended)
        assert summary["event"] == "summary"
        assert summary["accounts"] == 0
        assert "no account" in ended.err


def test_an_account_without_a_sign_in_is_told_and_nothing_is_asked_of_the_service(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site, signed_in=False)
    ended = program.run("apply", "--all", "--yes")
    assert ended.code == 3
    assert "no sign-in is kept" in ended.out
    assert "optout-tui sign-in" in ended.err
    assert site.log()["requests"] == 0


def test_an_account_named_twice_is_run_once(program):
    site = program.practise(Behaviour.OFF)
    ids = program.make_list(site)
    ended = program.run("check", ids["off"], "--json", "off", "off-sample")
    assert told(ended)[-1]["accounts"] == 1


def test_a_group_is_run_and_nobody_else(program):
    site = program.practise(Behaviour.OFF, Behaviour.ON)
    ids = program.make_list(site)
    program.run("edit", "off", "--group", "family")
    ended = program.run("apply", "--group", "family", "--yes", "--json")
    assert told(ended)[0]["account_ids"] == [ids["off"]]
    assert "on-sample" not in site.log()["order"]


@pytest.mark.parametrize(
    ("behaviour", "cut_short"),
    [
        (
            Behaviour.SLOW_SAVE,
            "0 done, 1 cut off (slow save: not verified), 1 left to do.",
        ),
        (Behaviour.ENDLESS, "0 done, 2 left to do."),
    ],
)
def test_what_a_kill_cut_short_is_told_by_the_next_command(program, until, behaviour, cut_short):
    site = program.practise(behaviour, Behaviour.ON, pace=Pace(saving=2.0))
    ids = program.make_list(site)
    started = program.start("apply", "--all", "--yes", "--json")
    is_past = "cut off" in cut_short
    until(lambda: site.log()["writes"] if is_past else site.log()["page_loads"])
    started.kill()
    started.wait()
    ended = program.run("check", "on")
    assert ended.code == 1
    assert f"The last queue (opt out) was cut short: {cut_short}\n" in ended.err
    left = list(ids.values())[is_past:]
    assert f"Left to do: {' '.join(left)}\n" in ended.err
    setting = program.accounts()[behaviour.value].setting
    assert setting is (Setting.UNKNOWN if is_past else Setting.NEVER_CHECKED)
    until(lambda: program.processes() == [])


def test_a_summary_is_the_last_that_is_told_of_a_queue_whose_browser_is_gone(program):
    site = program.practise(Behaviour.OFF, Behaviour.ENDLESS, Behaviour.ON, Behaviour.LATE)
    ids = list(program.make_list(site).values())
    found, broken = find_browser().path, program.folder / "broken"
    wrapper = program.folder / f"my-{found.name}"
    wrapper.write_text(f'#!/bin/sh\n[ -e "{broken}" ] && exit 1\nexec "{found}" "$@"\n')
    wrapper.chmod(0o755)
    started = program.start("check", "--all", "--json", "--browser", wrapper)
    for line in started.stdout:
        if json.loads(line)["event"] == "run_started" and ids[1] in line.decode():
            break
    broken.touch()
    for pid in program.processes():
        if Path(f"/proc/{pid}/exe").resolve().name.startswith("chrom"):
            os.kill(pid, signal.SIGKILL)
    out, err = started.communicate(timeout=30)
    summary = json.loads(out.splitlines()[-1])
    assert summary["event"] == "summary"
    assert started.returncode == summary["exit_code"] == 5
    assert summary["outcomes"] == {"already off": 1, "browser gone": 1}
    assert summary["not_begun"] == ids[3:]
    assert b"can't be used" in err


def test_a_page_that_was_not_fetched_is_counted_as_such(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    with ExitStack() as ending:
        ending.push(site)
    ended = program.run("check", "--all")
    assert ended.code == 6
    assert "1 page not fetched" in ended.err


def test_a_command_that_is_advised_finds_the_list_again(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site, signed_in=False)
    moved = program.vault.rename(program.folder / "my list.vault")
    profile = program.environment["OPTOUT_TUI_PROFILE"]
    ended = program.run("check", "--all", "--vault", moved, "--profile", profile)
    (command,) = re.findall(r"optout-tui (sign-in .*)", ended.err)
    assert f" --vault '{moved}'" in command
    assert "--profile" not in command
    words = shlex.split(command)
    (member,) = site.members
    assert program.run(*words, typed=f"{member.login}\n{member.password}\n").code == 0


def test_the_browser_named_by_the_environment_is_used(program):
    site = program.practise(Behaviour.OFF)
    program.make_list(site)
    found = find_browser().path
    (program.folder / "bin").mkdir()
    wrapper = program.folder / "bin" / f"my-{found.name}"
    wrapper.write_text(f'#!/bin/sh\ntouch "{program.folder}/used"\nexec "{found}" "$@"\n')
    wrapper.chmod(0o755)
    path = f"{wrapper.parent}{os.pathsep}{program.environment['PATH']}"
    assert program.run("check", "--all", OPTOUT_TUI_BROWSER=wrapper.name, PATH=path).code == 0
    assert (program.folder / "used").exists()
