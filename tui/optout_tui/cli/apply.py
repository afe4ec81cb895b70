"""Switch the setting off, and prove it.

One account at a time. After the change the page is read twice more, each time in a fresh browser
context; only two times "off" count as off.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.runs.events import Kind
from optout_tui.cli.arguments import account_options
from optout_tui.cli.running import run_selected


def add_options(parser: ArgumentParser) -> None:
    """Take accounts, and the answer to the question in advance."""
    account_options(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(options: Namespace) -> int:
    """Opt the accounts out."""
    return run_selected(options, Kind.OPT_OUT, asks=not options.yes)
