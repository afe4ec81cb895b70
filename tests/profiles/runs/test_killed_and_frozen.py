"""Browser and driver, killed or frozen in each step of a run: nothing is lost, left or made up.

How often each of the four is done can be set by ``OPTOUT_TUI_TEST_STRIKES``. The first seven fall
at the beginning of each step, the others at random within one. The usual run has half of those.
"""

import asyncio
import os
import random
import signal
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import pytest_asyncio
from msgspec.structs import replace

from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.practice import Behaviour, members_for_load
from optout_profiles.runs.events import Event, QueueEnd, RunEnded, Step, StepReached
from optout_profiles.runs.results import AFTER_THE_CLICK

pytestmark = pytest.mark.asyncio(loop_scope="module")

STRIKES = int(os.environ.get("OPTOUT_TUI_TEST_STRIKES", "7"))
STEPS = [step for step in Step if step is not Step.YOUR_TURN]
CHILD = Path(__file__).with_name("patient_queue_child.py")
MEMBERS = members_for_load(2)
FIRST, SECOND = (member.handle for member in MEMBERS)
ALREADY_OFF = (replace(MEMBERS[0], behaviour=Behaviour.OFF), MEMBERS[1])
"""The same two where the step is one that only a setting that is off leads to."""
KEY = "allowDataForGenerativeAI"

AT_ONCE = 3
ACCOUNT_SECONDS = 8.0
"""A run that is left alone takes about one; two processors are shared by three of them."""

ENDING_SECONDS = 12.0
"""What a frozen browser may take to be given up: its context first, then all of it."""

ORPHAN_SECONDS = 5.0
SHELLS = {"bash", "busybox", "dash", "sh"}
LONGEST_DELAY = 0.1
"""Seconds; the last step takes longer, and what comes after it is another account."""

CHROMIUMS_FILES = ("*hrom*", "playwright*")


class Strike(StrEnum):
    BROWSER_KILLED = "browser killed"
    BROWSER_FROZEN = "browser frozen"
    DRIVER_KILLED = "driver killed"
    DRIVER_FROZEN = "driver frozen"


FROZEN = {Strike.BROWSER_FROZEN, Strike.DRIVER_FROZEN}
IS_USUAL = "OPTOUT_TUI_TEST_STRIKES" not in os.environ
CASES = [
    (strike, number)
    for number in range(STRIKES)
    for place, strike in enumerate(Strike)
    if not IS_USUAL or (number + place) % 2 == 0
]
"""In the usual run each step has two of the strikes, and each strike every other step."""


class Process(NamedTuple):
    pid: int
    parent: int
    group: int
    began: str
    name: str


def processes() -> list[Process]:
    """Return all living processes, from proc(5)."""
    living = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = file.read_text(errors="replace").rpartition(")")
        except OSError:  # it has ended meanwhile
            continue
        told = rest.split()
        if told[0] != "Z":
            pid = int(file.parent.name)
            living.append(Process(pid, int(told[1]), int(told[2]), told[19], name))
    return living


def family(pid: int) -> list[Process]:
    """Return all processes below one, parents before their children."""
    below, living = [], processes()
    parents = {pid}
    while children := [one for one in living if one.parent in parents]:
        below += children
        parents = {one.pid for one in children}
    return below


def browser_below(driver: int) -> int:
    """Return the browser itself; a script of the system may stand before it."""
    pids = [one.pid for one in family(driver)]
    return next(pid for pid in pids if Path(f"/proc/{pid}/exe").readlink().name not in SHELLS)


def strike_down(strike: Strike, pid: int) -> None:
    """Kill or freeze the driver or the browser of the program with this process id."""
    driver = family(pid)[0].pid
    browser = browser_below(driver)
    match strike:
        case Strike.BROWSER_KILLED:
            os.kill(browser, signal.SIGKILL)
        case Strike.DRIVER_KILLED:
            os.kill(driver, signal.SIGKILL)
        case Strike.BROWSER_FROZEN:
            for one in [browser, *(below.pid for below in family(browser))]:
                os.kill(one, signal.SIGSTOP)
        case Strike.DRIVER_FROZEN:
            os.kill(driver, signal.SIGSTOP)


def holding(secrets: list[bytes], folders: list[Path], since: float) -> list[Path]:
    """Return the files in these folders that hold one of the secrets, and were written since."""
    found = []
    for folder in folders:
        for place, _, names in os.walk(folder):
            for file in (Path(place, name) for name in names):
                try:
                    is_new = file.is_file() and file.stat().st_mtime >= since
                    held = file.read_bytes() if is_new else b""
                except OSError:  # removed meanwhile
                    continue
                if any(secret in held for secret in secrets):
                    found.append(file)
    return found


class Struck:
    """One queue of two accounts whose browser or driver was struck during the first."""

    def __init__(self, houses, home: Path, strike: Strike, number: int) -> None:
        self.home, self.strike = home, strike
        self.step = STEPS[number % len(STEPS)]
        self.house = houses(*(ALREADY_OFF if self.step is Step.MAKING_SURE else MEMBERS))
        self.delay = 0.0 if number < len(STEPS) else random.random() * LONGEST_DELAY
        self.began = time.time()
        self.sessions = {handle: self.house.session(handle) for handle in (FIRST, SECOND)}
        self.secrets = [
            cookie.value.encode()
            for session in self.sessions.values()
            for cookie in session.cookies
            if cookie.httpOnly
        ]
        self.events: list[Event] = []
        self.leaks: list[Path] = []
        self.begun: set[Process] = set()
        self.orphans: list[Process] = []
        self.seconds = 0.0

    @property
    def is_exact(self) -> bool:
        """Whether nothing of the step was done before the strike."""
        return not self.delay

    @property
    def ends(self) -> list[RunEnded]:
        return [event for event in self.events if isinstance(event, RunEnded)]

    async def run(self) -> None:
        environment = os.environ | {"HOME": str(self.home), "TMPDIR": str(self.home)}
        environment["OPTOUT_TUI_STATE"] = str(self.home / "state")
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, CHILD),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
        )
        self.house.close()
        try:
            await self._attend(child)
            await self._count_orphans()
        finally:
            if child.returncode is None:
                for one in family(child.pid):
                    os.kill(one.pid, signal.SIGKILL)
                child.kill()
                await child.wait()
            self.house.reopen()
        self._search()

    async def _attend(self, child: asyncio.subprocess.Process) -> None:
        child.stdin.write(self._orders() + b"\n")
        struck_at = 0.0
        async with asyncio.timeout(2 * (ACCOUNT_SECONDS + ENDING_SECONDS)):
            async for line in child.stdout:
                event = msgspec.json.decode(line, type=Event)
                self.events.append(event)
                self.begun.update(family(child.pid))
                is_here = isinstance(event, StepReached) and event.step is self.step
                if is_here and not struck_at:
                    struck_at = time.monotonic()
                    await self._strike(child)
                else:
                    child.stdin.write(b"\n")
                if isinstance(event, RunEnded) and not self.seconds:
                    self.seconds = time.monotonic() - struck_at
            assert await child.wait() == 0

    async def _strike(self, child: asyncio.subprocess.Process) -> None:
        """Strike before the step is begun, or so long after."""
        if self.delay:
            child.stdin.write(b"\n")
            await asyncio.sleep(self.delay)
        strike_down(self.strike, child.pid)
        self._search()
        if not self.delay:
            child.stdin.write(b"\n")

    def _orders(self) -> bytes:
        orders = {
            "vault": str(self.house.path),
            "passphrase": "correct horse battery staple",
            "profile": self.house.site.profile,
            "account_ids": self.house.ids,
            "seconds": ACCOUNT_SECONDS,
        }
        return msgspec.json.encode(orders)

    async def _count_orphans(self) -> None:
        """Wait for the end of whatever ran below the program, or in a group of its own there."""
        until = time.monotonic() + ORPHAN_SECONDS
        self.orphans = self._left()
        while self.orphans and time.monotonic() < until:
            await asyncio.sleep(0.05)
            self.orphans = self._left()

    def _left(self) -> list[Process]:
        known = {(one.pid, one.began) for one in self.begun}
        groups = {one.group for one in self.begun} - {os.getpgid(0)}
        return [one for one in processes() if (one.pid, one.began) in known or one.group in groups]

    def _search(self) -> None:
        """Look for the sessions' secrets in what was written."""
        system = [file for words in CHROMIUMS_FILES for file in Path("/tmp").glob(words)]
        self.leaks += holding(self.secrets, [self.home, *system], self.began)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def struck(houses, tmp_path_factory):
    """Strike every case, a few at a time."""
    few = asyncio.Semaphore(AT_ONCE)
    found = {}

    async def run(strike: Strike, number: int) -> None:
        async with few:
            one = Struck(houses, tmp_path_factory.mktemp("home"), strike, number)
            found[strike, number] = one
            await one.run()

    async with asyncio.TaskGroup() as group:
        for case in CASES:
            group.create_task(run(*case))
    return found


EACH = pytest.mark.parametrize(("strike", "number"), CASES)


@EACH
async def test_no_more_is_claimed_than_was_proved(struck, strike, number) -> None:
    one = struck[strike, number]
    first, log = one.house.account(FIRST), one.house.site.log()
    end = one.ends[0]
    assert first.last_try.outcome is end.outcome
    if first.standing is Setting.OFF:  # the strike came after the last reading
        assert not one.is_exact
        assert end.outcome in {Outcome.TURNED_OFF, Outcome.ALREADY_OFF}
        assert one.house.site.is_off(FIRST)
    elif one.is_exact:
        before = Outcome.TOO_SLOW if strike in FROZEN else Outcome.BROWSER_GONE
        assert end.outcome is (Outcome.NOT_VERIFIED if one.step in AFTER_THE_CLICK else before)
        assert end.reason is (Reason.DEADLINE if strike in FROZEN else Reason.BROWSER_ENDED)
    assert log["writes_by_member"].get(FIRST, {}) in ({}, {KEY: 1})
    assert log["overlaps"] == log["other_hosts"] == 0


@EACH
async def test_the_queue_goes_on_in_time_with_a_browser_that_works(struck, strike, number) -> None:
    one = struck[strike, number]
    assert one.seconds < ACCOUNT_SECONDS + ENDING_SECONDS
    assert [end.outcome for end in one.ends[1:]] == [Outcome.TURNED_OFF]
    assert one.house.site.is_off(SECOND)
    assert (one.events[-1].end, one.events[-1].not_begun) == (QueueEnd.FINISHED, ())


@EACH
async def test_no_process_no_secret_and_no_loss_is_left(struck, strike, number) -> None:
    one = struck[strike, number]
    assert one.orphans == []
    assert one.leaks == []
    kept = {handle: one.house.session(handle).cookies for handle in (FIRST, SECOND)}
    assert kept == {handle: session.cookies for handle, session in one.sessions.items()}


async def test_the_search_finds_what_is_there(tmp_path) -> None:
    (tmp_path / "deep").mkdir()
    file = tmp_path / "deep" / "file"
    file.write_bytes(b"before secret after")
    assert holding([b"secret"], [tmp_path], 0) == [file]
