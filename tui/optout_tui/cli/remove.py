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
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take accounts, and the answer to the question in advance."""
    account_options(parser)
    parser.add_argument("--yes", action="store_true", help=helps.YES)


def run(options: Namespace) -> int:
    """Remove the accounts after asking, and print their ids."""
    refuse_nobody(options, said.TO_REMOVE)
    with opened_vault(options, writing=True) as vault:
        accounts = accounts_meant(options, vault)
        if not options.yes:
            count = len(accounts)
            if not can_ask():
                raise UsageError(said.YES_NEEDED)
            if not agreed(said.remove(count), count):
                talk(options, said.NOTHING_REMOVED)
                tell_result(options, {"ids": []})
                return 0
        ids = [account.id for account in accounts]
        vault.write(*removal_of(vault, ids))
    tell_result(options, {"ids": ids}, *ids)
    return 0
