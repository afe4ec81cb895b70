"""The options that every command takes, and those that several do."""

import argparse
import os
from typing import TYPE_CHECKING

from optout_profiles import __version__

if TYPE_CHECKING:
    from pathlib import Path


def common_options() -> argparse.ArgumentParser:
    """Return a parent parser; each option has its twin in the environment."""
    parser = argparse.ArgumentParser(add_help=False)
    common = parser.add_argument_group("common options")
    common.add_argument(
        "--vault",
        type=_path,
        metavar="FILE",
        default=os.environ.get("OPTOUT_TUI_VAULT") or None,
        help="the encrypted list (OPTOUT_TUI_VAULT)",
    )
    common.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default=os.environ.get("OPTOUT_TUI_PASSPHRASE_FILE"),
        help="its first line is the passphrase; - is standard input (OPTOUT_TUI_PASSPHRASE_FILE)",
    )
    common.add_argument(
        "--profile",
        type=_path,
        metavar="FILE",
        default=os.environ.get("OPTOUT_TUI_PROFILE") or None,
        help="another service profile (OPTOUT_TUI_PROFILE)",
    )
    common.add_argument(
        "--browser",
        metavar="BROWSER",
        default=os.environ.get("OPTOUT_TUI_BROWSER"),
        help="a browser's path, program or channel (OPTOUT_TUI_BROWSER)",
    )
    common.add_argument("--json", action="store_true", help="results as JSON")
    common.add_argument("--plain", action="store_true", help="lines instead of the app")
    common.add_argument("--no-config", action="store_true", help="leave the config out this time")
    common.add_argument("--quiet", action="store_true", help="results only, no talk")
    common.add_argument("--version", action="version", version=f"optout-tui {__version__}")
    return parser


def app_options(parser: argparse.ArgumentParser) -> None:
    """Take what is for the app only."""
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")


def account_options(parser: argparse.ArgumentParser) -> None:
    """Let a command take accounts: named, a group, those that fit a filter, or all."""
    parser.add_argument(
        "accounts",
        nargs="*",
        metavar="ACCOUNT",
        help="an id, else an exact label, member or login",
    )
    parser.add_argument("--all", action="store_true", help="every account of the list")
    parser.add_argument("--group", metavar="G", help="every account of this group")
    filter_option(parser)


def filter_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take a filter, as the app's "/" does."""
    parser.add_argument(
        "--filter",
        metavar="F",
        help="only accounts that fit, as 'setting:on -group:family checked:>30d \"ada l\"'; "
        "one that begins with - as --filter=-group:family; @name is one that the config has",
    )


def detail_options(parser: argparse.ArgumentParser, *, label_required: bool) -> None:
    """Let a command take what the list says of an account."""
    parser.add_argument("--label", required=label_required, help="the name in the list")
    parser.add_argument("--login", help="the address that the holder signs in with")
    parser.add_argument("--member", metavar="HANDLE", help="the end of …/in/HANDLE/")
    parser.add_argument("--group", help="a word to select several accounts by")
    parser.add_argument("--holder", help="whose sign-in it is, where the label isn't that")
    parser.add_argument("--note", help="a line for yourself")
    parser.add_argument("--due", metavar="DAY", help="by when it is to be looked at again")
    parser.add_argument(
        "--authority-given", metavar="DAY", help="when the holder gave their permission"
    )
    parser.add_argument("--authority-until", metavar="DAY", help="its last day")
    parser.add_argument("--authority-withdrawn", metavar="DAY", help="when the holder took it back")
    parser.add_argument("--authority-note", metavar="NOTE", help="where it is written, say")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", help="a word; may be given again"
    )


def _path(named: str) -> "Path":
    """Return the path; defaults from the environment come here too, once all is parsed."""
    from pathlib import Path  # noqa: PLC0415 (slow to import, and --version needs none)

    return Path(named)
