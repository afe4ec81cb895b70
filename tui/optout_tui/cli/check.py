"""Read the setting of accounts. Changes nothing.

One account at a time, each in a fresh browser context; who is signed in is read with it. With
--related each other setting that the profile knows is read too, a line each.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.runs.events import Kind
from optout_tui.cli.arguments import account_options
from optout_tui.cli.manner import pacing_options
from optout_tui.cli.running import run_selected
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take accounts; --yes is accepted, as there is nothing to ask."""
    account_options(parser)
    pacing_options(parser)
    parser.add_argument("--related", action="store_true", help=helps.CHECK_RELATED)
    parser.set_defaults(setting=None)
    parser.add_argument("--yes", action="store_true", help=helps.CHECK_YES)


def run(options: Namespace) -> int:
    """Check the accounts."""
    return run_selected(options, Kind.CHECK, asks=False)
