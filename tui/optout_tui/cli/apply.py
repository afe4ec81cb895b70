"""Switch the setting off, and prove it.

One account at a time. After the change the page is read twice more, each time in a fresh browser
context; only two times "off" count as off. With --guided a browser's window opens at the setting
and a person clicks there. On a live service it is as the list's answer says: optout-tui terms.
With --preview all is done but the click, and what would be changed is told.
Other settings that the profile knows are switched off only when they are named by --setting.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.runs.events import Kind
from optout_tui.cli.arguments import account_options
from optout_tui.cli.manner import pacing_options, seconds_option
from optout_tui.cli.running import run_selected
from optout_tui.cli.settings import setting_option
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take accounts, and the answer to the question in advance."""
    account_options(parser)
    pacing_options(parser)
    seconds_option(parser)
    setting_option(parser)
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--guided", action="store_true", help=helps.APPLY_GUIDED)
    who.add_argument("--automatic", action="store_true", help=helps.APPLY_AUTOMATIC)
    who.add_argument("--preview", action="store_true", help=helps.APPLY_PREVIEW)
    parser.add_argument("--yes", action="store_true", help=helps.YES)


def run(options: Namespace) -> int:
    """Opt the accounts out."""
    if options.preview:
        return run_selected(options, Kind.PREVIEW, asks=False)
    return run_selected(options, Kind.OPT_OUT, asks=not options.yes)
