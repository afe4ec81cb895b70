"""From the passphrase to the first frame of the accounts: 10,000 of them against 100.

Run it: ``python tests/bench/bench_unlock.py [--pairs N]``. The app lives in a terminal; the clock
runs from the enter key to the drawn rows. The vaults have the cheapest key there is, so that
deriving it takes next to nothing.
"""

import argparse
import tempfile
import time
from pathlib import Path

import ratios
from bench_start import FIELD, FRAME_ENDS, PROGRAM
from bench_vault import LARGE, SMALL, WORDS, filled_vault
from terminals import started

FIRST, LAST_SEEN = "Sample Person 0", "Sample Person 9"


def until_rows(vault: Path, folder: Path) -> float:
    """Return the milliseconds that the first frame took; the app starts anew each time."""
    settings = {"OPTOUT_TUI_VAULT": str(vault), "OPTOUT_TUI_STATE": str(folder / "state")}
    with started([PROGRAM], settings) as terminal:
        terminal.until(FIELD, FRAME_ENDS)
        terminal.type(WORDS.reveal().encode())
        terminal.until("•" * len(WORDS.reveal()))
        began = time.perf_counter()
        terminal.type(b"\r")
        terminal.until(FIRST, LAST_SEEN)
        return (time.perf_counter() - began) * 1000


def main(folder: Path, pairs: int) -> None:
    for count in (LARGE, SMALL):
        filled_vault(folder, count).close()
    taken = ratios.in_turn(
        lambda: until_rows(folder / f"{LARGE}.vault", folder),
        lambda: until_rows(folder / f"{SMALL}.vault", folder),
        pairs,
    )
    ratios.tell(f"unlock to first frame, {LARGE:,} against {SMALL} rows", taken, 2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20)
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), parser.parse_args().pairs)
