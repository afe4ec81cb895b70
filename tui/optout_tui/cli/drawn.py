"""One line at a terminal that is written over and over, such as a clock.

Owns what is drawn there, and that nothing of it is left.
"""

import sys
from argparse import Namespace
from shutil import get_terminal_size

from optout_profiles.text import harmless
from optout_tui.cli.talk import is_terminal


class DrawnLine:
    """The line on standard error; ``--quiet`` silences it."""

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self._drawn = 0

    @property
    def is_wanted(self) -> bool:
        """Whether there is a terminal on which something may move."""
        return is_terminal(sys.stderr) and not self._options.plain

    def draw(self, line: str) -> None:
        """Write this in place of what was there."""
        if self._options.quiet:
            return
        shown = harmless(line)[: get_terminal_size().columns - 1]
        print(f"\r{shown.ljust(self._drawn)}", end="", file=sys.stderr, flush=True)
        self._drawn = len(shown)

    def clear(self) -> None:
        """Take it away, so that the next line begins where it stood."""
        if self._drawn:
            self.draw("")
            print("\r", end="", file=sys.stderr, flush=True)
            self._drawn = 0
