"""Signals in the middle of a run: the browser is gone, the vault whole, nothing false in it."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from optout_profiles.outcomes import CONCLUSIVE, Outcome, Setting
from optout_profiles.practice import Behaviour, Pace

SLOW = Pace(saving=2.0)
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]


def reach(started, moment):
    """Read the lines of a run until it is at this moment."""
    while line := started.stdout.readline():
        told = json.loads(line)
        if moment in {told["event"], told.get("step")}:
            return
    raise AssertionError(f"it never came to {moment!r}")


def interrupted(started, *signals):
    """Send the signals; return what was said and how long the end took."""
    before = time.monotonic()
    for number in signals:
        started.send_signal(number)
    _, said = started.communicate(timeout=20)
    return said.decode(), time.monotonic() - before


@pytest.fixture
def site(program):
    """Start a site whose first member saves slowly, with a list of both members."""
    site = program.practise(Behaviour.SLOW_SAVE, Behaviour.ON, pace=SLOW, waits="[1.0, 3.0]")
    program.make_list(site)
    return site


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("run_started", signal.SIGINT),
        ("opening the setting", signal.SIGTERM),
        ("clicking the switch", signal.SIGINT),
        ("clicking the switch", signal.SIGHUP),
        ("reading again", signal.SIGQUIT),
    ],
)
def test_a_signal_ends_a_run_cleanly_at_every_moment(program, site, moment, number):
    started = program.start("apply", "--all", "--yes", "--json", "--quiet")
    reach(started, moment)
    said, seconds = interrupted(started, number)
    assert started.returncode == 130
    assert said == "Interrupted. Nothing that was saved is lost.\n"
    assert seconds <= 6
    assert program.processes() == []
    assert list((program.folder / "state" / "running").iterdir()) == []
    accounts = program.accounts()
    first, second = accounts["slow save"], accounts["on"]
    assert second.setting is Setting.NEVER_CHECKED
    assert first.setting is not Setting.OFF
    tried = first.last_try
    assert tried is None or tried.outcome not in CONCLUSIVE
    if moment in {"clicking the switch", "reading again"}:
        assert tried.outcome is Outcome.NOT_VERIFIED
    assert "(opt out) was cut short: 0 done" in program.run("check", "on").err
    assert "cut short" not in program.run("check", "on").err


@pytest.mark.parametrize("moment", ["run_started", "reading", "reading again"])
def test_impatience_makes_no_noise_and_leaves_nothing_behind(program, site, moment):
    started = program.start("apply", "--all", "--yes", "--json", "--quiet")
    reach(started, moment)
    for number in itertools.cycle(SIGNALS):
        started.send_signal(number)
        try:
            started.wait(0.03)
        except subprocess.TimeoutExpired:
            continue
        break
    assert started.returncode == 130
    assert started.stderr.read() == b"Interrupted. Nothing that was saved is lost.\n"
    assert program.processes() == []
    assert program.accounts()["slow save"].setting is not Setting.OFF


ALL_AT_ONCE = """
import os, signal, sys
from optout_tui.signals import ENDING, end, go_deaf, listen
listen()
try:
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    for number in ENDING:
        os.kill(os.getpid(), number)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    for _ in range(100):
        os.getpid()
except KeyboardInterrupt:
    go_deaf()
    sys.exit(130)
"""


def test_four_signals_at_once_are_one(program):
    ended = subprocess.run(
        [sys.executable, "-c", ALL_AT_ONCE], check=False, capture_output=True, timeout=20
    )
    assert (ended.returncode, ended.stderr) == (130, b"")


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_an_interrupted_unlocking_changes_nothing(program, number):
    program.make_vault()
    before = program.vault.read_bytes()
    pipe = program.folder / "pipe"
    os.mkfifo(pipe)
    started = program.start("add", "--label", "Ada", "--passphrase-file", pipe)
    with pipe.open("wb"):  # opened once the program reads from it
        said, _ = interrupted(started, number)
    assert started.returncode == 130
    assert said == "Interrupted. Nothing that was saved is lost.\n"
    assert program.vault.read_bytes() == before


def test_the_practice_site_ends_well_when_it_is_told_to(program):
    for number in SIGNALS:
        started = program.start("practice", "--json")
        told = json.loads(started.stdout.readline())
        assert told["origin"].startswith("http://127.0.0.1:")
        assert {"login", "password", "handle"} <= set(told["members"][0])
        interrupted(started, number)
        assert started.returncode == 0, number


def test_a_hangup_that_is_ignored_ends_nothing(program):
    site = program.practise(Behaviour.ON)
    program.make_list(site)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        started = program.start("apply", "--all", "--yes", "--json", "--quiet")
    finally:
        signal.signal(signal.SIGHUP, before)
    reach(started, "run_started")
    interrupted(started, signal.SIGHUP)
    assert started.returncode == 0
    assert site.is_off("on-sample")
