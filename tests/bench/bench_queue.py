"""Whether a long queue grows slower or larger: opt-outs, one after another, of 200 accounts.

Run it: ``python tests/bench/bench_queue.py [--accounts N]``. The queue is measured against itself:
its last 20 accounts against its first 20, after one account that starts the browser and is not
counted. As the machine may be busier by then, the last 20 take turns with a queue that has just
begun. Memory is the proportional set size of whole processes, taken between accounts; where it is
compared, without mapped files: the share of a program's file grows by 30 MiB when somebody else
on the machine closes a browser of the same build. Needs Linux (/proc).
"""

import argparse
import asyncio
import os
import statistics
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import ratios
from bench_run import LaunchCount, OurQueue, Turn, filled_vault, milliseconds

from optout_profiles.browser.finding import FoundBrowser, find_browser
from optout_profiles.practice import PracticeSite, members_for_load
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind, QueueEnded
from optout_profiles.runs.queue import run_queue

ENDS = 20
"""Accounts at either end of the queue that are compared."""

STEADY = 5
"""Accounts after which memory is taken; their median passes over a garbage collection."""

KIND = Kind.OPT_OUT
TIMES, BROWSER_MORE, DRIVER = 1.1, 15, 300
MIB = 1024  # of the kB that the kernel tells


class Processes:
    """The driver of a queue and the browser below it, found by the folder that they write to."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self.seen: set[int] = set()

    def memory(self) -> tuple[float, float, float]:
        """Return three numbers of MiB: all of the browser, it without files, and the driver."""
        (pid_file,) = self._state.glob("running/*/driver.pid")
        driver = int(pid_file.read_text())
        browser = below(driver)
        assert browser, "the browser is not below its driver"
        self.seen |= {driver, *browser}
        parts = [shares(pid) for pid in browser]
        whole, files = (sum(part.get(key, 0.0) for part in parts) for key in ("Pss", "Pss_File"))
        return whole, whole - files, shares(driver)["Pss"]

    def leftovers(self) -> list[str]:
        """Return the processes that still live and the files that still stand."""
        return [str(pid) for pid in self.seen if lives(pid)] + [
            str(file) for file in self._state.glob("running/*")
        ]


class Taken(NamedTuple):
    """What one account took: milliseconds, and the MiB after it."""

    time: float
    whole_browser: float
    browser: float
    driver: float


def below(pid: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    stats = {int(folder.name): stat(int(folder.name)) for folder in Path("/proc").glob("[0-9]*")}
    parents = {child: int(words[1]) for child, words in stats.items() if words}
    found, newest = set[int](), {pid}
    while newest:
        newest = {child for child, parent in parents.items() if parent in newest}
        found |= newest
    return found


def lives(pid: int) -> bool:
    """Say whether a process still does anything; a dead one stands there until it is asked for."""
    return stat(pid)[:1] not in ([], ["Z"])


def stat(pid: int) -> list[str]:
    """Return a process's state, parent and so on, as in proc(5); nothing where it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def shares(pid: int) -> dict[str, float]:
    """Return a process's MiB by kind; pages that several processes use count by their parts."""
    try:
        _, *lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):  # a page's process, ended just now
        return {}
    rows = (line.split() for line in lines)
    return {row[0].rstrip(":"): int(row[1]) / MIB for row in rows}


@asynccontextmanager
async def begun(accounts: int, found: FoundBrowser, folder: Path) -> AsyncIterator[OurQueue]:
    """Begin a queue; its first account is done and so many are to come, all of them opted out."""
    with PracticeSite(members_for_load(accounts + 1)) as site:
        vault, ids = filled_vault(folder, site)
        events = run_queue(vault, site.profile, found, ids, KIND, QueueControl())
        async with aclosing(events):
            queue = OurQueue(events, KIND)
            await queue.turn()
            yield queue
            assert isinstance([event async for event in events][-1], QueueEnded)
        vault.close()
        assert all(site.is_off(member.handle) for member in site.members)


async def bench(accounts: int, folder: Path) -> None:
    """Measure one long queue, then its end beside the beginning of another."""
    counted, processes = LaunchCount(find_browser(), folder), Processes(folder / "state")
    async with begun(accounts + ENDS, counted.browser, folder / "long") as queue:
        each = []
        for _ in range(accounts):
            time = await milliseconds(queue.turn)
            each.append(Taken(time, *processes.memory()))
        tell_growth(each)
        ratios.tell_equal("launches, wanted", counted.launches, 1)
        async with begun(ENDS, counted.browser, folder / "fresh") as fresh:
            await in_turn(queue.turn, fresh.turn)
    ratios.tell_equal("processes and files left over, wanted", len(processes.leftovers()), 0)


async def in_turn(queue: Turn, fresh: Turn) -> None:
    pairs = []
    for number in range(ENDS):
        order = (queue, fresh) if number % 2 else (fresh, queue)
        times = {turn: await milliseconds(turn) for turn in order}
        pairs.append(ratios.Pair(times[queue], times[fresh]))
    ratios.tell(f"{ENDS} more, against a queue that just began", pairs, TIMES)


def tell_growth(each: Sequence[Taken]) -> None:
    first, last = ([one.time for one in part] for part in (each[:ENDS], each[-ENDS:]))
    began, ended = statistics.median(first), statistics.median(last)
    ratios.tell_number(f"last {ENDS} against the first {ENDS}", ended / began, TIMES, "x")
    for name, times in (("first", first), ("last", last)):
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"  {name} {ENDS}: {middle:.0f} ms an account ({low:.0f} to {high:.0f})")
    early, late = each[ENDS - STEADY : ENDS], each[-STEADY:]
    before, after = (statistics.median(one.browser for one in part) for part in (early, late))
    ratios.tell_number("browser: more memory", after - before, BROWSER_MORE, " MiB")
    most = max(one.whole_browser for one in each)
    print(
        f"  {before:.0f} MiB after the first {ENDS}, {after:.0f} at the end; all {most:.0f} at most"
    )
    ratios.tell_number("driver: memory at the end", each[-1].driver, DRIVER, " MiB")
    most = max(one.driver for one in each)
    print(f"  {each[ENDS - 1].driver:.0f} MiB after the first {ENDS}, {most:.0f} at most")


def main(accounts: int, folder: Path) -> None:
    os.environ["OPTOUT_TUI_STATE"] = str(folder / "state")
    print(f"{accounts} opt-outs; load {os.getloadavg()[0]:.1f} before", flush=True)
    asyncio.run(bench(accounts, folder))
    print(f"load {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=200)
    with tempfile.TemporaryDirectory() as made:
        main(parser.parse_args().accounts, Path(made))
