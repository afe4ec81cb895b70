"""The options for the pace of a queue, on commands and on the app.

Owns which numbers are a pace. Imports next to nothing: every start waits for it.
"""

import math
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from os import environ
from typing import TYPE_CHECKING

from optout_tui.wording import options as helps

if TYPE_CHECKING:
    from optout_profiles.runs.pacing import Pacing

LONGEST_PAUSE = 24 * 3600.0
PAUSE, AT_MOST = "OPTOUT_TUI_PAUSE", "OPTOUT_TUI_AT_MOST"


def pace_options(parser: ArgumentParser) -> None:
    """Take a pause and the size of a sitting; each has its twin in the environment."""
    parser.add_argument(
        "--pause",
        type=lambda words: seconds(words, PAUSE),
        metavar="SECONDS",
        default=environ.get(PAUSE) or None,
        help=helps.pause(PAUSE),
    )
    parser.add_argument(
        "--at-most",
        type=lambda words: _number(words, AT_MOST),
        metavar="N",
        default=environ.get(AT_MOST) or None,
        help=helps.at_most(AT_MOST),
    )


def pacing_of(options: Namespace) -> "Pacing":
    """Return the pace that was asked for."""
    from optout_profiles.runs.pacing import Pacing  # noqa: PLC0415 (--version has no use for it)

    return Pacing(options.pause, options.at_most)


def seconds(words: str, twin: str = "") -> float:
    """Return the seconds that were typed, or that the environment has in ``twin``."""
    try:
        typed = float(words)
    except ValueError:
        typed = math.nan
    if not 0 <= typed <= LONGEST_PAUSE:  # also refuses what is not a number
        raise _refused(helps.NO_SECONDS, words, twin)
    return typed


def _number(words: str, twin: str) -> int:
    if not words.isdecimal() or int(words) < 1:
        raise _refused(helps.NO_NUMBER, words, twin)
    return int(words)


def _refused(problem: str, words: str, twin: str) -> ArgumentTypeError:
    """Return a complaint that names the variable where the words may have come from there."""
    is_theirs = twin and environ.get(twin) == words
    return ArgumentTypeError(helps.refused(problem, twin, words if is_theirs else None))
