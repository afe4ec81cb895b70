"""Change what the list says of an account.

Only what is given is changed; an empty text takes a detail away, an empty --authority-given all of
the authority. A sign-in goes where the member changes: it belongs to the member.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.accounts import Account
from optout_profiles.details import details_of, edited_as_typed
from optout_profiles.errors import UsageError
from optout_profiles.runs.keeping import edit_of
from optout_profiles.selection import account_named
from optout_profiles.vault import Table
from optout_tui.cli.arguments import detail_options
from optout_tui.cli.detailing import details_given
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import tell_result
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take an account and what is to change."""
    parser.add_argument("account", metavar="ACCOUNT")
    detail_options(parser, label_required=False)
    parser.add_argument(
        "--untag", action="append", default=[], metavar="TAG", help=helps.EDIT_UNTAG
    )
    filed = parser.add_mutually_exclusive_group()
    filed.add_argument(
        "--objection-filed",
        dest="objection",
        metavar="DAY",
        help=helps.EDIT_OBJECTION_FILED,
    )
    filed.add_argument(
        "--objection-not-filed", action="store_true", help=helps.EDIT_OBJECTION_NOT_FILED
    )


def run(options: Namespace) -> int:
    """Change the account and print its id."""
    if options.objection_not_filed:
        options.objection = ""
    elif options.objection == "":
        raise UsageError(said.DAY_NEEDED)
    with opened_vault(options, writing=True) as vault:
        old = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        changed = edited_as_typed(old, details_given(options, details_of(old)))
        vault.write(*edit_of(old, changed))
    tell_result(options, {"id": changed.id}, changed.id)
    return 0
