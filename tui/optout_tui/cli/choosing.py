"""Which accounts a command is about.

Owns the choice by names, by group, by filter or of all; what is done with them is the command's.
"""

from argparse import Namespace
from collections.abc import Sequence

from optout_profiles.accounts import Account, now
from optout_profiles.errors import UsageError
from optout_profiles.listing.fields import Sight
from optout_profiles.listing.filtering import Filter
from optout_profiles.runs.keeping import proofs
from optout_profiles.selection import selected
from optout_profiles.text import cleaned
from optout_profiles.vault import Table, Vault
from optout_tui.wording import commands as said
from optout_tui.wording import nobody_words


def refuse_nobody(options: Namespace, deed: str) -> None:
    """Raise ``UsageError`` where the options name no accounts for the deed."""
    named = (options.all, options.accounts, options.filter, options.group is not None)
    if not any(named):
        raise UsageError(said.name_accounts(deed))


def accounts_meant(options: Namespace, vault: Vault) -> list[Account]:
    """Return the accounts that the options name; raises ``UsageError`` where there are none."""
    found = accounts_chosen(options, vault)
    if not found:
        raise UsageError(nobody_words(options.group, is_filtered=bool(options.filter)))
    return found


def accounts_chosen(options: Namespace, vault: Vault) -> list[Account]:
    """Return the accounts that the options name, none where no account fits.

    A filter narrows what else is named; alone it is of the whole list.
    """
    accounts = vault.all(Table.ACCOUNTS, Account)
    is_alone = bool(options.filter) and not options.accounts and options.group is None
    every = options.all or is_alone
    named = selected(accounts, options.accounts, every=every, group=None)
    if options.group is not None:
        both = (*named, *_in_group(accounts, options.group))
        named = list({account.id: account for account in both}.values())
    return filtered(options, vault, named)


def _in_group(accounts: Sequence[Account], group: str) -> list[Account]:
    """Return the accounts of a group, its letters in any case, as the filter's ``group:`` does."""
    wanted = cleaned(group).casefold()
    return [one for one in accounts if one.group and one.group.casefold() == wanted]


def filtered(options: Namespace, vault: Vault, accounts: list[Account]) -> list[Account]:
    """Return those of the accounts that fit the filter, if there is one."""
    wanted: Filter | None = options.filter
    if wanted is None:
        return accounts
    known = proofs(vault)
    return wanted.among(accounts, Sight(now(), known.keys(), known.get))
