"""Which accounts a command is about.

Owns the choice by names, by group or of all; what is done with them is the command's.
"""

from argparse import Namespace
from typing import TYPE_CHECKING

from optout_profiles.errors import UsageError
from optout_tui.wording import nobody_words

if TYPE_CHECKING:
    from optout_profiles.accounts import Account
    from optout_profiles.vault import Vault


def accounts_meant(options: Namespace, vault: "Vault") -> "list[Account]":
    """Return the accounts that the options name, in the list's order; raises ``UsageError``."""
    from optout_profiles.accounts import Account  # noqa: PLC0415 (slow to import)
    from optout_profiles.selection import selected  # noqa: PLC0415
    from optout_profiles.vault import Table  # noqa: PLC0415

    accounts = vault.all(Table.ACCOUNTS, Account)
    found = selected(accounts, options.accounts, every=options.all, group=options.group)
    if not found:
        raise UsageError(nobody_words(options.group))
    return list(found)
