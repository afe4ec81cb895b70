"""From a run's end to the changed cell on the screen, in a list of 10,000 accounts.

Run it: ``python tests/bench/bench_event.py [--runs N]``. The whole app in a terminal; its runs are
scripted, so that the clock runs from the event, which is told once it is saved, to the drawn row.
"""

import argparse
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

import ratios
from bench_vault import LARGE, SMALL, filled_vault
from terminals import OBEYED, Terminal, started

APP = Path(__file__).with_name("event_app.py")
DONE = b"already off"
GOAL = 50.0
"""Milliseconds; the issue's own."""

MOST = 30
"""Runs whose rows all stand on one screen."""


def milliseconds(count: int, runs: int, folder: Path) -> list[float]:
    """Return how long each changed row took to be drawn."""
    filled_vault(folder, count).close()
    times = folder / f"{count}.times"
    command = [sys.executable, str(APP), str(folder / f"{count}.vault"), str(times), str(runs)]
    with started(command, {"OPTOUT_TUI_STATE": str(folder / "state")}) as terminal:
        terminal.until("Sample Person 0", "Sample Person 9")
        terminal.type(b"ac")
        terminal.until(f"type {count}")
        terminal.type(f"{count}\r".encode())
        drawn = _seen(terminal, runs)
    told = [float(line) for line in times.read_text().split()]
    return [(at - then) * 1000 for at, then in zip(drawn, told, strict=True)]


def _seen(terminal: Terminal, runs: int) -> list[float]:
    """Return when each row's new words came, in order; what is drawn is read as it comes."""
    seen: list[float] = []
    text = b""
    deadline = time.monotonic() + 60
    while len(seen) < runs:
        assert select.select([terminal._end], [], [], deadline - time.monotonic())[0], text[-2000:]
        text += os.read(terminal._end, 1 << 16)
        new = OBEYED.sub(b"", text).count(DONE) - len(seen)
        seen += [time.monotonic()] * new
    return seen[:runs]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=MOST)
    runs = min(parser.parse_args().runs, MOST)
    with tempfile.TemporaryDirectory() as folder:
        for count in (SMALL, LARGE):
            took = milliseconds(count, runs, Path(folder))
            middle, highest = statistics.median(took), max(took)
            name = f"event to drawn cell, {count:,} accounts"
            ratios.tell_number(f"{name}, median of {runs}", round(middle, 1), GOAL, " ms")
            ratios.tell_number(f"{name}, slowest", round(highest, 1), GOAL, " ms")


if __name__ == "__main__":
    main()
