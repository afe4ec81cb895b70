"""Whether a long queue grows slower or larger: opt-outs, one after another, of 200 accounts.

Run it: ``python tests/bench/bench_queue.py [--accounts N]``. The queue is measured against itself:
its last 20 accounts against its first 20, after one account that starts the browser and is not
counted. Memory is the proportional set size of whole processes, taken between accounts. Needs
Linux (/proc).
"""

import argparse
import asyncio
import os
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import NamedTuple

import ratios
from bench_run import LaunchCount, OurQueue, filled_vault, milliseconds

from optout_profiles.browser.finding import find_browser
from optout_profiles.practice import PracticeSite, members_for_load
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import Kind
from optout_profiles.runs.queue import run_queue

ENDS = 20
"""Accounts at either end of the queue that are compared."""

STEADY = 5
"""Accounts after which memory is taken; their median passes over a garbage collection."""

TIMES, BROWSER_MORE, DRIVER = 1.1, 15, 300
MIB = 1024  # of the kB that the kernel tells


class Processes:
    """The driver of a queue and the browser below it, found by the folder that they write to."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self.seen: set[int] = set()

    def memory(self) -> tuple[float, float]:
        """Return the MiB of the browser, all its processes together, and those of the driver."""
        (pid_file,) = self._state.glob("running/*/driver.pid")
        driver = int(pid_file.read_text())
        browser = below(driver)
        assert browser, "the browser is not below its driver"
        self.seen |= {driver, *browser}
        return sum(map(mebibytes, browser)), mebibytes(driver)

    def leftovers(self) -> list[str]:
        """Return the processes that still live and the files that still stand."""
        living = [str(pid) for pid in self.seen if Path(f"/proc/{pid}").exists()]
        return living + [str(file) for file in self._state.glob("running/*")]


class Taken(NamedTuple):
    """What one account took: milliseconds, and the MiB of browser and driver after it."""

    time: float
    browser: float
    driver: float


def below(pid: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    parents = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(file.parent.name)] = int(file.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended between the listing and the reading
            continue
    found, newest = set[int](), {pid}
    while newest:
        newest = {child for child, parent in parents.items() if parent in newest}
        found |= newest
    return found


def mebibytes(pid: int) -> float:
    """Return a process's share of memory; pages that several share count by their parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):  # a page's process, ended just now
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / MIB


async def taken(accounts: int, processes: Processes, folder: Path) -> tuple[list[Taken], int]:
    """Opt them all out; return what each took, and how often a browser was launched."""
    counted = LaunchCount(find_browser(), folder)
    with PracticeSite(members_for_load(accounts + 1)) as site:
        vault, ids = filled_vault(folder, site)
        control, kind = QueueControl(), Kind.OPT_OUT
        events = run_queue(vault, site.profile, counted.browser, ids, kind, control)
        async with aclosing(events):
            queue, each = OurQueue(events, kind), []
            await queue.turn()
            for _ in range(accounts):
                time = await milliseconds(queue.turn)
                each.append(Taken(time, *processes.memory()))
            async for _ in events:
                pass
        assert all(site.is_off(member.handle) for member in site.members)
        vault.close()
    return each, counted.launches


def tell(each: Sequence[Taken]) -> None:
    first, last = ([one.time for one in part] for part in (each[:ENDS], each[-ENDS:]))
    began, ended = statistics.median(first), statistics.median(last)
    ratios.tell_number(f"last {ENDS} accounts against the first {ENDS}", ended / began, TIMES, "x")
    for name, times in (("first", first), ("last", last)):
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"  {name} {ENDS}: {middle:.0f} ms an account ({low:.0f} to {high:.0f})")
    early, late = each[ENDS - STEADY : ENDS], each[-STEADY:]
    before, after = (statistics.median(one.browser for one in part) for part in (early, late))
    ratios.tell_number("browser: more memory", after - before, BROWSER_MORE, " MiB")
    print(f"  {before:.0f} MiB after the first {ENDS}, {after:.0f} at the end")
    most = max(one.driver for one in each)
    ratios.tell_number("driver: memory at the end", each[-1].driver, DRIVER, " MiB")
    print(f"  {each[ENDS - 1].driver:.0f} MiB after the first {ENDS}, {most:.0f} at most")


def main(accounts: int, folder: Path) -> None:
    os.environ["OPTOUT_TUI_STATE"] = str(folder / "state")
    processes = Processes(folder / "state")
    print(f"{accounts} opt-outs; load {os.getloadavg()[0]:.1f} before", flush=True)
    each, launches = asyncio.run(taken(accounts, processes, folder))
    print(f"load {os.getloadavg()[0]:.1f} after")
    tell(each)
    ratios.tell_equal("launches, wanted", launches, 1)
    ratios.tell_equal("processes and files left over, wanted", len(processes.leftovers()), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=200)
    with tempfile.TemporaryDirectory() as made:
        main(parser.parse_args().accounts, Path(made))
