"""From a key press to the drawn row while a queue runs, against the same while nothing does.

Run it: ``python tests/bench/bench_keys.py [--rounds N]``. The whole program in a terminal, on a
list of 10,000 accounts; 40 of them are signed in at a practice site in a process of its own. In
each round the cursor moves while nothing runs, then these are checked and it moves until the last
of them is done: checks, since an opt-out mostly waits. Beside the queue the browser and the site
want the processor as well, all on this one machine.
"""

import argparse
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import ratios
from bench_start import FRAME_ENDS, PROGRAM
from bench_vault import LARGE, THEN, WORDS, account
from terminals import Terminal, started

from optout_profiles.accounts import BrowserKind, Cookie, Session
from optout_profiles.practice import PracticeSite, members_for_load
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import TEST_COST, Put, Table, create_vault

SIGNED_IN = range(16, 56)
"""Places of the accounts that are checked; half of them stand below the cursor, in sight."""

HIGHEST, LOWEST = 2, 14
"""Places between which the cursor goes down and up."""

IDLE_PRESSES = 40
MEDIAN, P95 = 2, 6
PAUSES = (0.02, 0.06)
"""Seconds between two presses, evenly spread, so that they meet the queue at any point."""

Cookies = dict[str, tuple[Cookie, ...]]


class Cursor:
    """The cursor of the table, moved a row at a time."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._place, self._step = HIGHEST, 1
        self._pauses = random.Random(0)
        terminal.type(b"g" + b"j" * HIGHEST)
        terminal.until(under_cursor(HIGHEST))

    def press(self) -> float:
        """Press a key and return the milliseconds until the row is drawn as the cursor's."""
        if self._place in (HIGHEST, LOWEST):
            self._step = 1 if self._place == HIGHEST else -1
        self._place += self._step
        self._terminal.drawn = b""
        began = time.perf_counter()
        self._terminal.type(b"j" if self._step > 0 else b"k")
        self._terminal.until(under_cursor(self._place))
        passed = time.perf_counter() - began
        self._terminal.watch(self._pauses.uniform(*PAUSES))
        return passed * 1000

    def press_until(self, words: str) -> list[float]:
        """Press until these words are drawn; the press that they came with doesn't count."""
        times = []
        while True:
            passed = self.press()
            if self._terminal.shows(words):
                return times
            times.append(passed)


def label(place: int) -> str:
    return f"Sample Person {place},"


def under_cursor(place: int) -> str:
    return f">   {label(place)}"


def live_in_site(ours: Connection) -> None:
    """Be the practice site: tell the profile and a session of each member, then wait."""
    with PracticeSite(members_for_load(len(SIGNED_IN))) as site:
        sessions = {member.handle: site.cookies(member.handle) for member in site.members}
        ours.send((site.profile, sessions))
        ours.poll(None)  # until the other end is closed


@contextmanager
def site_elsewhere() -> Iterator[tuple[SiteProfile, Cookies]]:
    """Run a practice site in another process."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=live_in_site, args=(theirs,))
    process.start()
    theirs.close()  # or nobody would hear of its death
    try:
        yield ours.recv()
    finally:
        ours.close()
        process.join()


def fill(path: Path, site: SiteProfile, cookies: Cookies) -> None:
    """Make a list on which only these accounts are signed in."""
    accounts = [account(place) for place in range(LARGE)]
    sessions = []
    for place, (handle, kept) in zip(SIGNED_IN, cookies.items(), strict=True):
        known = msgspec.structs.replace(accounts[place], member=handle)
        accounts[place] = known
        made_by = BrowserKind.HEADLESS
        sessions.append(Session(known.id, handle, site.origin, made_by, THEN, kept))
    with create_vault(path, WORDS, TEST_COST) as vault:
        vault.write(*(Put(Table.ACCOUNTS, one.id, one) for one in accounts))
        vault.write(*(Put(Table.SESSIONS, one.account_id, one) for one in sessions))


def write_profile(file: Path, site: SiteProfile) -> None:
    known = {key: value for key, value in msgspec.to_builtins(site).items() if value is not None}
    known.pop("id", None)
    known["setting"].pop("related", None)  # said by the related settings themselves
    file.write_bytes(msgspec.toml.encode(known))


@contextmanager
def app_at_work(folder: Path, site: SiteProfile) -> Iterator[Terminal]:
    """Run the program, unlock the list and mark the accounts that are signed in."""
    settings = {"OPTOUT_TUI_STATE": str(folder / "state")}
    settings |= {"OPTOUT_TUI_VAULT": str(folder / "list.vault")}
    settings |= {"OPTOUT_TUI_PROFILE": str(folder / "practice.toml")}
    write_profile(folder / "practice.toml", site)
    with started([PROGRAM], settings) as terminal:
        terminal.until(FRAME_ENDS)
        terminal.type(WORDS.reveal().encode() + b"\r")
        terminal.until(under_cursor(0), label(1))
        terminal.type(b"j" * SIGNED_IN[0] + b"v" + b"j" * (len(SIGNED_IN) - 1) + b"v")
        terminal.until(f"{len(SIGNED_IN)} marked")
        yield terminal


def bench(terminal: Terminal, rounds: int) -> None:
    cursor = Cursor(terminal)
    idle: list[float] = []
    starting: list[float] = []
    busy: list[float] = []
    for _ in range(rounds):
        idle += [cursor.press() for _ in range(IDLE_PRESSES)]
        terminal.type(b"c")
        terminal.until(f"type {len(SIGNED_IN)}")
        terminal.type(f"{len(SIGNED_IN)}\r".encode())
        starting += cursor.press_until("1 done")
        busy += cursor.press_until("■ Check finished")
    for name, times in (
        ("idle", idle),
        ("while a queue runs", busy),
        ("while it starts", starting),
    ):
        tell_times(name, times)
    ratios.tell_number("median, running against idle", middle(busy) / middle(idle), MEDIAN, "x")
    ratios.tell_number("p95, running against idle", slowest(busy) / slowest(idle), P95, "x")


def tell_times(name: str, times: Sequence[float]) -> None:
    print(
        f"{name:<20} {middle(times):5.1f} ms, p95 {slowest(times):5.1f}, at most {max(times):5.1f}"
        f" ({len(times)} presses)"
    )


def middle(times: Sequence[float]) -> float:
    return statistics.median(times)


def slowest(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def main(rounds: int, folder: Path) -> None:
    print(f"{rounds} rounds; load {os.getloadavg()[0]:.1f} before", flush=True)
    with site_elsewhere() as (site, cookies):
        fill(folder / "list.vault", site, cookies)
        with app_at_work(folder, site) as terminal:
            bench(terminal, rounds)
    print(f"load {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    with tempfile.TemporaryDirectory() as made:
        main(parser.parse_args().rounds, Path(made))
