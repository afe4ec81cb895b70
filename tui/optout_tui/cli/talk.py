"""Talk on standard error, results on standard output.

Owns how lines reach the two, harmless, and what a command asks at a terminal.
"""

import getpass
import sys
from argparse import Namespace

from optout_profiles.secret import Secret
from optout_profiles.text import harmless


def talk(options: Namespace, line: str) -> None:
    """Say something that is not a result; ``--quiet`` silences it."""
    if not options.quiet:
        print(harmless(line), file=sys.stderr, flush=True)


def tell(line: str) -> None:
    """Print one line of a result."""
    print(harmless(line), flush=True)


def can_ask() -> bool:
    """Whether there is a person at a terminal."""
    return sys.stdin.isatty()


def agreed(question: str) -> bool:
    """Ask a question that only "yes" in full answers."""
    print(f"{harmless(question)} Type yes to go on: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() == "yes"


def hidden(question: str) -> Secret[str]:
    """Ask at the terminal itself, wherever output goes, for what is not to be shown.

    The end of input leaves, as Ctrl-C does.
    """
    try:
        return Secret(getpass.getpass(question))
    except EOFError:
        raise KeyboardInterrupt from None
