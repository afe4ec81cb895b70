"""The command line.

Owns what is typed after ``optout-tui`` and the exit codes.
"""

import argparse

from optout_profiles import __version__


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="optout-tui")
    parser.add_argument("--version", action="version", version=f"optout-tui {__version__}")
    parser.parse_args(arguments)
    return 0
