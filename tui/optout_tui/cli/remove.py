"""Take accounts off the list.

Their sign-ins and the record of their runs go with them. Nothing at the service is changed.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.errors import UsageError
from optout_profiles.runs.keeping import removal_of
from optout_tui.cli.arguments import account_options
from optout_tui.cli.choosing import accounts_meant, refuse_nobody
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import agreed, can_ask, talk, tell_result
from optout_tui.wording import counted


def add_options(parser: ArgumentParser) -> None:
    """Take accounts, and the answer to the question in advance."""
    account_options(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(options: Namespace) -> int:
    """Remove the accounts after asking, and print their ids."""
    refuse_nobody(options, "to remove")
    with opened_vault(options, writing=True) as vault:
        accounts = accounts_meant(options, vault)
        if not options.yes:
            count = len(accounts)
            if not can_ask():
                raise UsageError("Without a terminal to ask at, this needs --yes.")
            if not agreed(f"Remove {counted(count, 'account')} from the list?", count):
                talk(options, "Nothing was removed.")
                tell_result(options, {"ids": []})
                return 0
        ids = [account.id for account in accounts]
        vault.write(*removal_of(vault, ids))
    tell_result(options, {"ids": ids}, *ids)
    return 0
