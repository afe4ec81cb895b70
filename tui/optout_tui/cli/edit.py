"""Change what the list says of an account.

Only what is given is changed; an empty text takes a detail away. A sign-in goes where the member
changes: it belongs to the member.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.accounts import Account, edited
from optout_profiles.runs.keeping import edit_of
from optout_profiles.selection import account_named
from optout_profiles.vault import Table
from optout_tui.cli.arguments import detail_options
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import tell_result


def add_options(parser: ArgumentParser) -> None:
    """Take an account and what is to change."""
    parser.add_argument("account", metavar="ACCOUNT")
    detail_options(parser, label_required=False)


def run(options: Namespace) -> int:
    """Change the account and print its id."""
    with opened_vault(options, writing=True) as vault:
        old = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        changed = edited(
            old,
            old.label if options.label is None else options.label,
            login=old.login if options.login is None else options.login,
            member=old.member if options.member is None else options.member,
            group=old.group if options.group is None else options.group,
        )
        vault.write(*edit_of(old, changed))
    tell_result(options, {"id": changed.id}, changed.id)
    return 0
