"""Print what was on the page that an account's newest run did not understand, for a bug report.

It tells of landmarks, headings, controls and addresses. What was typed, tokens and names of people
are left out as far as they can be told: read it before you post it anywhere.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles import __version__
from optout_profiles.accounts import Account
from optout_profiles.runs.outlines import Outline
from optout_profiles.selection import account_named
from optout_profiles.vault import Table
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import commands as said
from optout_tui.wording import outcome_words


def add_options(parser: ArgumentParser) -> None:
    """Take an account."""
    parser.add_argument("account", metavar="ACCOUNT")


def run(options: Namespace) -> int:
    """Print the outline that is kept, if there is one."""
    with opened_vault(options, writing=False) as vault:
        account = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        outline = vault.get(Table.OUTLINES, account.id, Outline)
    if outline is None:
        talk(options, said.no_outline(account.label))
        tell_result(options, {"id": account.id})
        return 0
    talk(options, said.READ_BEFORE_POSTING)
    record = {"id": account.id, "tool": f"optout-tui {__version__}", "outline": outline}
    tell_result(options, record, *_heading(outline), *outline.text.split("\n"))
    return 0


def _heading(outline: Outline) -> tuple[str, str]:
    words = outcome_words(outline.outcome, outline.reason)
    return said.outline_heading(__version__, outline.at, outline.related), words
