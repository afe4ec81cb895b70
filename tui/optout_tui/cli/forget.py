"""Forget the sign-ins of accounts.

What was kept of a session is wiped from the list; the accounts stay, and so does what is known of
them. At the service the session lives on until it ends there: the holder can end it by signing
out of all sessions in the service's own settings. More than one is asked about.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.errors import UsageError
from optout_profiles.runs.keeping import forgetting
from optout_profiles.vault import Table
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
    """Wipe the sessions and say of whom; there may be none."""
    refuse_nobody(options, said.TO_FORGET)
    with opened_vault(options, writing=True) as vault:
        accounts = accounts_meant(options, vault)
        kept = vault.ids(Table.SESSIONS)
        gone = [account for account in accounts if account.id in kept]
        if not _may_forget(options, len(gone)):
            talk(options, said.NOTHING_FORGOTTEN)
            tell_result(options, {"ids": []})
            return 0
        if gone:
            vault.write(*forgetting([account.id for account in gone]))
    lines = [said.forgotten(account.label) for account in gone]
    tell_result(options, {"ids": [account.id for account in gone]}, *lines)
    without = len(accounts) - len(gone)
    if without:
        talk(options, said.none_to_forget(without))
    return 0


def _may_forget(options: Namespace, count: int) -> bool:
    """Ask where several sign-ins would be wiped, or the whole list's."""
    is_asked = count > 1 or (options.all and count)
    if options.yes or not is_asked:
        return True
    if not can_ask():
        raise UsageError(said.YES_NEEDED)
    return agreed(said.forget(count), count)
