"""Windows that a command opens, on a display of the test's own: a person acts in them.

Only collected where there are Xvfb and a full browser.
"""

import json
import threading
from contextlib import ExitStack

import pytest
from display import running_display
from hands import Hands, handed_browser
from msgspec.structs import replace

from optout_profiles.accounts import BrowserKind, Session
from optout_profiles.browser.finding import find_browser
from optout_profiles.outcomes import Setting
from optout_profiles.practice import Behaviour, places
from optout_profiles.runs.events import Step
from optout_profiles.vault import Put, Table

WORDS = f"#{places.KEY}"
PATIENCE = 60.0


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    with running_display(tmp_path_factory.mktemp("display")) as told:
        yield told


@pytest.fixture
def begin(program, screen, stack):
    """Begin a command with a browser whose pages can be reached, on the display."""
    browser = handed_browser(find_browser(visible=True).path, program.folder)
    name, key = screen

    def start(*words, **environment):
        shown = {"DISPLAY": name, "XAUTHORITY": str(key)} | environment
        started = program.start(*words, "--browser", browser, **shown)
        ending = threading.Timer(PATIENCE, started.kill)  # or a line that never comes hangs a test
        stack.callback(ending.cancel)
        ending.start()
        return started

    return start


@pytest.fixture
def stack():
    with ExitStack() as opened:
        yield opened


@pytest.fixture
def hands(program):
    """Act in the newest page."""
    return lambda: Hands(program.folder / "state")


def ended(started):
    out, err = started.communicate()
    assert b"Traceback" not in err
    return started.returncode, out.decode().splitlines(), err.decode()


def hear(started, **fields):
    """Read until an object with these fields is told."""
    for line in started.stdout:
        told = json.loads(line)
        if fields.items() <= told.items():
            return
    raise AssertionError(f"{fields} never came; {started.stderr.read().decode()}")


def sessions(program):
    with program.opened() as vault:
        return {one.account_id: one for one in vault.all(Table.SESSIONS, Session)}


def enter(person, member):
    person.fill("#username", member.login)
    person.fill("#password", member.password)
    person.click("button[type=submit]")


def test_a_person_signs_in_in_a_window_and_only_the_session_is_kept(program, begin, hands):
    site = program.practise(Behaviour.CODE_BY_EMAIL)
    ids = program.make_list(site, signed_in=False)
    (member,) = site.members
    started = begin("sign-in", "--all")
    with hands() as person:
        enter(person, member)
        person.fill("#input__email_verification_pin", "123456")
        person.click("button[type=submit]")
        code, out, err = ended(started)
    assert (code, out) == (0, [f"code by email: signed in as {member.handle}"])
    (session,) = sessions(program).values()
    assert (session.account_id, session.made_by) == (ids["code by email"], BrowserKind.VISIBLE)
    assert (site.log()["sign_in_tries"], site.log()["code_tries"]) == (1, 1)
    assert member.password not in err
    assert program.processes() == []


def test_a_window_that_is_closed_leaves_the_row_as_it_was_and_the_next_one_comes(
    program, begin, hands
):
    site = program.practise(Behaviour.ON, Behaviour.OFF)
    ids = program.make_list(site, signed_in=False)
    before = program.accounts()
    started = begin("sign-in", "--all", "--json")
    with hands() as person:
        person.close()
    assert json.loads(started.stdout.readline())["reason"] == "the browser's window was closed"
    with hands() as person:
        enter(person, site.members[1])
        code, out, _ = ended(started)
    assert code == 1
    assert json.loads(out[0]) == {"id": ids["off"], "signed_in": True, "member": "off-sample"}
    assert program.accounts() == before
    assert set(sessions(program)) == {ids["off"]}


def test_without_a_terminal_somebody_else_is_not_kept(program, begin, hands):
    site = program.practise(Behaviour.ON, Behaviour.OFF)
    program.make_list(site, signed_in=False)
    started = begin("sign-in", "on")
    with hands() as person:
        enter(person, site.members[1])
        code, out, _ = ended(started)
    assert (code, out) == (3, ["on: wrong person signed in (off-sample); nothing was touched"])
    assert sessions(program) == {}


def test_time_that_runs_out_is_told_as_such(program, begin):
    site = program.practise(Behaviour.ON)
    program.make_list(site, signed_in=False)
    code, out, err = ended(begin("sign-in", "on", "--seconds", "1.2"))
    assert (code, out) == (6, ["on: too slow: the time for one account ran out"])
    assert "0:01 left: sign in in the browser's window" in err
    assert site.log()["sign_in_tries"] == 0


def test_a_guided_queue_takes_one_person_after_another_with_a_session_or_without(
    program, begin, hands
):
    site = program.practise(Behaviour.ON, Behaviour.OFF, Behaviour.LATE)
    ids = program.make_list(site)
    with program.opened(writing=True) as vault:
        session = vault.get(Table.SESSIONS, ids["on"], Session)
        vault.write(Put(Table.SESSIONS, ids["on"], replace(session, cookies=())))
    started = begin("apply", "--all", "--guided", "--yes", "--json")
    hear(started, account_id=ids["on"], step=Step.YOUR_TURN)
    with hands() as person:
        enter(person, site.members[0])
        hear(started, account_id=ids["on"], step=Step.YOUR_TURN)
        person.click(WORDS)
        hear(started, account_id=ids["on"], outcome="turned off")
    hear(started, account_id=ids["off"], outcome="already off")
    hear(started, account_id=ids["late"], step=Step.YOUR_TURN)
    with hands() as person:
        person.click(WORDS)
        code, out, err = ended(started)
    assert (code, json.loads(out[-1])["outcomes"]) == (0, {"already off": 1, "turned off": 2})
    assert "left: sign in if you are asked to, then switch it off, in the browser's window" in err
    accounts = program.accounts()
    assert {one.standing for one in accounts.values()} == {Setting.OFF}
    assert [one.by_person for one in accounts.values()] == [True, False, True]
    assert sessions(program)[ids["on"]].made_by is BrowserKind.VISIBLE
    assert site.log()["writes_by_member"] == {
        "on-sample": {places.KEY: 1},
        "late-sample": {places.KEY: 1},
    }
    assert program.processes() == []


def test_a_guided_window_that_is_closed_changes_nothing(program, begin, hands):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    started = begin("apply", "--all", "--guided", "--yes", "--json")
    with hands() as person:
        person.close()
        code, out, _ = ended(started)
    told = [json.loads(line) for line in out]
    assert (code, told[-1]["outcomes"]) == (1, {"cancelled": 1})
    assert told[0]["kind"] == "guided"
    assert site.log()["writes"] == {}
    assert program.accounts()["on"].last_try is None


@pytest.mark.parametrize(
    ("made_by", "is_shown"),
    [
        ((BrowserKind.HEADLESS, BrowserKind.VISIBLE), True),
        ((BrowserKind.HEADLESS, BrowserKind.IMPORTED), False),
    ],
)
def test_a_queue_with_one_sign_in_of_a_window_is_shown_and_says_so(
    program, screen, made_by, is_shown
):
    site = program.practise(Behaviour.OFF, Behaviour.LATE)
    ids = program.make_list(site)
    with program.opened(writing=True) as vault:
        for account_id, by in zip(ids.values(), made_by, strict=True):
            session = vault.get(Table.SESSIONS, account_id, Session)
            vault.write(Put(Table.SESSIONS, account_id, replace(session, made_by=by)))
    found = find_browser(visible=True).path
    browser = program.folder / f"my-{found.name}"
    browser.write_text(f'#!/bin/sh\necho "$@" >>"{program.folder}/words"\nexec "{found}" "$@"\n')
    browser.chmod(0o755)
    name, key = screen
    told = program.run("check", "--all", "--browser", browser, DISPLAY=name, XAUTHORITY=str(key))
    assert told.code == 1
    assert ("These runs are shown in a window." in told.err) == is_shown
    (words,) = (program.folder / "words").read_text().splitlines()
    assert ("--headless" in words) != is_shown
