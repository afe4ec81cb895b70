"""Forget the sign-ins of accounts.

What was kept of a session is wiped from the list; the accounts stay, and so does what is known of
them. At the service the session lives on until it ends there: the holder can end it by signing
out of all sessions in the service's own settings.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.runs.keeping import forgetting
from optout_profiles.vault import Table
from optout_tui.cli.arguments import account_options
from optout_tui.cli.choosing import accounts_meant, refuse_nobody
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import commands as said


def add_options(parser: ArgumentParser) -> None:
    """Take accounts."""
    account_options(parser)


def run(options: Namespace) -> int:
    """Wipe the sessions and say of whom; there may be none."""
    refuse_nobody(options, said.TO_FORGET)
    with opened_vault(options, writing=True) as vault:
        accounts = accounts_meant(options, vault)
        kept = vault.ids(Table.SESSIONS)
        gone = [account for account in accounts if account.id in kept]
        if gone:
            vault.write(*forgetting([account.id for account in gone]))
    lines = [said.forgotten(account.label) for account in gone]
    tell_result(options, {"ids": [account.id for account in gone]}, *lines)
    without = len(accounts) - len(gone)
    if without:
        talk(options, said.none_to_forget(without))
    return 0
