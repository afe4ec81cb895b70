"""How long the program takes to start, and what it imports by then.

Run it: ``python tests/bench/bench_start.py [--pairs N]``. Whole processes, from their start to
their end or to the first frame in a terminal. What is imported is Python's own account of it
(``-X importtime``), taken in processes that are not timed.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import ratios
from bench_vault import WORDS, filled_vault
from terminals import started

PROGRAM = str(Path(sys.executable).with_name("optout-tui"))
FLOOR = str(Path(__file__).with_name("start_floor.py"))
BARE = "import argparse; argparse.ArgumentParser().parse_args([])"
FIELD = "passphrase"
FRAME_ENDS = "ctrl+q: quit"
IMPORTED = re.compile(r"import time:[ \d|]+\| +([\w.]+)")


class Program:
    """The program on a vault of a folder that nothing else is in."""

    def __init__(self, folder: Path) -> None:
        filled_vault(folder, 10).close()
        self._passphrase = folder / "words"
        self._passphrase.write_text(WORDS.reveal())
        self._passphrase.chmod(0o600)
        self._settings = {
            "OPTOUT_TUI_VAULT": str(folder / "10.vault"),
            "OPTOUT_TUI_STATE": str(folder / "state"),
        }

    def first_frame(self) -> None:
        with started([PROGRAM], self._settings) as terminal:
            terminal.until(FIELD, FRAME_ENDS)

    def imports_of_list(self) -> set[str]:
        vault, words = self._settings["OPTOUT_TUI_VAULT"], str(self._passphrase)
        return imports_of("list", "--vault", vault, "--passphrase-file", words)

    def imports_of_first_frame(self) -> set[str]:
        settings = {**self._settings, "PYTHONPROFILEIMPORTTIME": "1"}
        with started([PROGRAM], settings) as terminal:
            terminal.until(FIELD, FRAME_ENDS)
            return roots(terminal.drawn.decode(errors="replace"))


def version() -> None:
    subprocess.run([PROGRAM, "--version"], check=True, stdout=subprocess.DEVNULL)


def bare_python() -> None:
    subprocess.run([sys.executable, "-c", BARE], check=True)


def empty_app() -> None:
    with started([sys.executable, FLOOR], {}) as terminal:
        terminal.until(FIELD)


def imports_of(*words: str) -> set[str]:
    command = [sys.executable, "-X", "importtime", PROGRAM, *words]
    return roots(subprocess.run(command, check=True, capture_output=True, text=True).stderr)


def roots(account: str) -> set[str]:
    """Return the packages in Python's account of what it imported; ours proves that it is one."""
    found = {name.partition(".")[0] for name in IMPORTED.findall(account)}
    assert "optout_tui" in found
    return found


def compare(name: str, ours: ratios.Deed, other: ratios.Deed, pairs: int, goal: float) -> None:
    def clocked_ours() -> float:
        return ratios.clocked(ours)

    ratios.tell(name, ratios.in_turn(clocked_ours, lambda: ratios.clocked(other), pairs), goal)


def main(folder: Path, pairs: int) -> None:
    program = Program(folder)
    compare("--version, beside Python with argparse", version, bare_python, pairs, 1.5)
    unwanted = ("textual", "rich", "playwright", "cryptography", "msgspec")
    ratios.tell_none_of("  imported and not needed", unwanted, imports_of("--version"))
    unwanted = ("textual", "rich", "playwright")
    ratios.tell_none_of("list: imported and not needed", unwanted, program.imports_of_list())
    frame = "first frame, beside an empty Textual app"
    compare(frame, program.first_frame, empty_app, pairs, 1.15)
    seen = program.imports_of_first_frame()
    ratios.tell_none_of("  imported and not needed", ("playwright",), seen)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=30)
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), parser.parse_args().pairs)
