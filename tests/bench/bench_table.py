"""Measures the accounts table against Textual's DataTable in real terminals, side by side.

Run it by hand: `.venv/bin/python tests/bench/bench_table.py [REPETITIONS]`. Both apps live in a
pty of their own and take turns, key by key. CPU is the kernel's account of all the app's threads
from the key to rest; wall is from the key to the last byte drawn. Needs Linux (/proc).
"""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

APPS = Path(__file__).with_name("table_apps.py")
MANY, FEW = 10_000, 100
ROWS, COLUMNS = 40, 120
REST = 0.06
"""Seconds without output and work after which a key counts as done."""
DEADLINE = 60.0
PAGE_DOWN = b"\x1b[6~"
CLEAN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}


class Cost(NamedTuple):
    """What one key cost, in milliseconds."""

    cpu: float
    wall: float


class TerminalApp:
    """One app in a pty."""

    def __init__(self, kind: str, rows: int) -> None:
        self._end, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._program = subprocess.Popen(
            [sys.executable, APPS, kind, str(rows)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,  # where Textual draws
            env={**os.environ, **CLEAN},
            start_new_session=True,
        )
        os.close(theirs)
        self._rest()

    def press(self, key: bytes) -> Cost:
        cpu, start = self._cpu(), time.monotonic()
        os.write(self._end, key)
        drawn = self._rest()
        return Cost(self._cpu() - cpu, (drawn - start) * 1e3)

    def close(self) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._end)

    def _rest(self) -> float:
        """Read until nothing is drawn and done any more; return when the last byte came."""
        drawn, cpu, deadline = 0.0, -1.0, time.monotonic() + DEADLINE
        while time.monotonic() < deadline:
            if select.select([self._end], [], [], REST)[0]:
                os.read(self._end, 1 << 16)
                drawn = time.monotonic()
            elif drawn and self._cpu() - cpu < 1:
                return drawn
            cpu = self._cpu()
        raise TimeoutError("the app drew nothing, or never came to rest")

    def _cpu(self) -> float:
        threads = Path(f"/proc/{self._program.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


@contextmanager
def opened(kind: str, rows: int) -> Iterator[tuple[TerminalApp, Cost]]:
    app = TerminalApp(kind, rows)
    try:
        yield app, app.press(b"o")
    finally:
        app.close()


def first_frames(repetitions: int) -> dict[tuple[str, int], list[Cost]]:
    costs: dict[tuple[str, int], list[Cost]] = {
        ("ours", MANY): [],
        ("stock", MANY): [],
        ("ours", FEW): [],
    }
    for _ in range(repetitions):
        for (kind, rows), seen in costs.items():
            with opened(kind, rows) as (_app, cost):
                seen.append(cost)
    return costs


def key_costs(keys: tuple[bytes, ...], repetitions: int) -> tuple[list[Cost], list[Cost]]:
    """Press the first key and take its cost, then the others to make ready for the next time."""
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    with opened("ours", MANY) as (ours, _), opened("stock", MANY) as (stock, _):
        for app in (ours, stock):
            for key in keys:
                app.press(key)
        for _ in range(repetitions):
            for app, seen in zip((ours, stock), costs, strict=True):
                seen.append(app.press(keys[0]))
                for key in keys[1:]:
                    app.press(key)
    return costs


def line(what: str, ours: list[Cost], floor: list[Cost], goal: str) -> str:
    cells = [f"{what:<34}"]
    for pick in (lambda cost: cost.cpu, lambda cost: cost.wall):
        cells += [spread(ours, pick), spread(floor, pick), f"{ratio(ours, floor, pick):6.3f}x"]
    return "  ".join((*cells, goal))


def spread(costs: list[Cost], pick: Callable[[Cost], float]) -> str:
    values = [pick(cost) for cost in costs]
    low, _, high = quantiles(values, n=4)
    return f"{median(values):7.1f} ({low:6.1f}-{high:6.1f})"


def ratio(ours: list[Cost], floor: list[Cost], pick: Callable[[Cost], float]) -> float:
    return median(pick(one) / pick(other) for one, other in zip(ours, floor, strict=True))


def main() -> None:
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(f"{MANY:,} rows x 7 columns, {COLUMNS}x{ROWS}, {repetitions} repetitions in turn;")
    print("milliseconds: median (quartiles), and the median of the paired ratios.\n")
    heads = ("CPU ours", "CPU other", "ratio", "wall ours", "wall other", "ratio", "goal")
    widths = (25, 25, 7, 25, 25, 7, 0)
    print(
        " " * 36 + "  ".join(f"{head:<{width}}" for head, width in zip(heads, widths, strict=True))
    )
    frames = first_frames(max(5, repetitions // 4))
    many = frames["ours", MANY]
    print(line("first frame, other: DataTable", many, frames["stock", MANY], "≤ 0.35x"))
    print(line(f"first frame, other: ours at {FEW}", many, frames["ours", FEW], "≤ 2x"), flush=True)
    for what, keys, goal in (
        ("one row changed", (b"c",), "≤ 5 ms of CPU, ≤ 0.1x"),
        ("page down", (PAGE_DOWN,), "-"),
        ("sort", (b"s",), "≤ 0.2x"),
        ("filter to one group of seven", (b"f", b"n"), "≤ 0.2x"),
        ("filter off", (b"n", b"f"), "≤ 0.2x"),
    ):
        print(line(what, *key_costs(keys, repetitions), goal), flush=True)


if __name__ == "__main__":
    main()
