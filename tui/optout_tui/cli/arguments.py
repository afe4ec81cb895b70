"""The options that every command takes, and those that several do."""

import argparse
import os
from typing import TYPE_CHECKING

from optout_profiles import __version__
from optout_tui.wording import options as helps

if TYPE_CHECKING:
    from pathlib import Path


def common_options() -> argparse.ArgumentParser:
    """Return a parent parser; each option has its twin in the environment."""
    parser = argparse.ArgumentParser(add_help=False)
    common = parser.add_argument_group(helps.COMMON)
    common.add_argument(
        "--vault",
        type=_path,
        metavar="FILE",
        default=os.environ.get("OPTOUT_TUI_VAULT") or None,
        help=helps.VAULT,
    )
    common.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default=os.environ.get("OPTOUT_TUI_PASSPHRASE_FILE"),
        help=helps.PASSPHRASE_FILE,
    )
    common.add_argument(
        "--profile",
        type=_path,
        metavar="FILE",
        default=os.environ.get("OPTOUT_TUI_PROFILE") or None,
        help=helps.PROFILE,
    )
    common.add_argument(
        "--browser",
        metavar="BROWSER",
        default=os.environ.get("OPTOUT_TUI_BROWSER"),
        help=helps.BROWSER,
    )
    common.add_argument("--json", action="store_true", help=helps.JSON)
    common.add_argument("--plain", action="store_true", help=helps.PLAIN)
    common.add_argument("--no-config", action="store_true", help=helps.NO_CONFIG)
    common.add_argument("--quiet", action="store_true", help=helps.QUIET)
    common.add_argument("--version", action="version", version=f"optout-tui {__version__}")
    return parser


def app_options(parser: argparse.ArgumentParser) -> None:
    """Take what is for the app only."""
    parser.add_argument("--no-mouse", action="store_true", help=helps.NO_MOUSE)


def account_options(parser: argparse.ArgumentParser) -> None:
    """Let a command take accounts: named, a group, those that fit a filter, or all."""
    parser.add_argument(
        "accounts",
        nargs="*",
        metavar="ACCOUNT",
        help=helps.ACCOUNTS,
    )
    parser.add_argument("--all", action="store_true", help=helps.ALL)
    parser.add_argument("--group", metavar="G", help=helps.GROUP)
    filter_option(parser)


def filter_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take a filter, as the app's "/" does."""
    parser.add_argument(
        "--filter",
        metavar="F",
        help=helps.FILTER,
    )


def detail_options(parser: argparse.ArgumentParser, *, label_required: bool) -> None:
    """Let a command take what the list says of an account."""
    parser.add_argument("--label", required=label_required, help=helps.LABEL)
    parser.add_argument("--login", help=helps.LOGIN)
    parser.add_argument("--member", metavar="HANDLE", help=helps.MEMBER)
    parser.add_argument("--group", help=helps.DETAIL_GROUP)
    parser.add_argument("--holder", help=helps.HOLDER)
    parser.add_argument("--note", help=helps.NOTE)
    parser.add_argument("--due", metavar="DAY", help=helps.DUE)
    parser.add_argument("--authority-given", metavar="DAY", help=helps.AUTHORITY_GIVEN)
    parser.add_argument("--authority-until", metavar="DAY", help=helps.AUTHORITY_UNTIL)
    parser.add_argument("--authority-withdrawn", metavar="DAY", help=helps.AUTHORITY_WITHDRAWN)
    parser.add_argument("--authority-note", metavar="NOTE", help=helps.AUTHORITY_NOTE)
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help=helps.TAG)


def _path(named: str) -> "Path":
    """Return the path; defaults from the environment come here too, once all is parsed."""
    from pathlib import Path  # noqa: PLC0415 (slow to import, and --version needs none)

    return Path(named)
