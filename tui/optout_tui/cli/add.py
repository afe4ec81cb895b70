"""Add an account to the list and print its id."""

from argparse import ArgumentParser, Namespace

from optout_profiles.accounts import Account, is_same_member
from optout_profiles.details import Details, account_typed
from optout_profiles.vault import Put, Table
from optout_tui.cli.arguments import detail_options
from optout_tui.cli.detailing import details_given
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import commands as said


def add_options(parser: ArgumentParser) -> None:
    """Take what the list says of an account."""
    detail_options(parser, label_required=True)


def run(options: Namespace) -> int:
    """Add the account; one that looks like another is added all the same, with a word."""
    account = account_typed(details_given(options, Details()))
    with opened_vault(options, writing=True) as vault:
        for other in vault.all(Table.ACCOUNTS, Account):
            same_member = account.member and is_same_member(account.member, other.member or "")
            if same_member or (account.login and account.login == other.login):
                talk(options, said.same_person(other.id, other.label))
            if account.label == other.label:
                talk(options, said.same_label(other.id, other.label))
        vault.write(Put(Table.ACCOUNTS, account.id, account))
    tell_result(options, {"id": account.id}, account.id)
    return 0
