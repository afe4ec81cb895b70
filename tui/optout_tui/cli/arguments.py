"""The options that every command takes, and those that several do."""

import argparse
import os
from pathlib import Path


def common_options() -> argparse.ArgumentParser:
    """Return a parent parser; each option has its twin in the environment."""
    parser = argparse.ArgumentParser(add_help=False)
    common = parser.add_argument_group("common options")
    common.add_argument(
        "--vault",
        type=Path,
        metavar="FILE",
        default=_path("OPTOUT_TUI_VAULT"),
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
        type=Path,
        metavar="FILE",
        default=_path("OPTOUT_TUI_PROFILE"),
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
    common.add_argument("--quiet", action="store_true", help="results only, no talk")
    return parser


def account_options(parser: argparse.ArgumentParser) -> None:
    """Let a command take accounts: named, a group, or all."""
    parser.add_argument(
        "accounts",
        nargs="*",
        metavar="ACCOUNT",
        help="an id, else an exact label, member or login",
    )
    parser.add_argument("--all", action="store_true", help="every account of the list")
    parser.add_argument("--group", metavar="G", help="every account of this group")


def detail_options(parser: argparse.ArgumentParser, *, label_required: bool) -> None:
    """Let a command take what the list says of an account."""
    parser.add_argument("--label", required=label_required, help="the name in the list")
    parser.add_argument("--login", help="the address that the holder signs in with")
    parser.add_argument("--member", metavar="HANDLE", help="the end of …/in/HANDLE/")
    parser.add_argument("--group", help="a word to select several accounts by")


def _path(variable: str) -> Path | None:
    named = os.environ.get(variable)
    return Path(named) if named else None
