"""Which accounts are meant.

Owns how the words of a person find accounts. Knows nothing of files.
"""

from collections.abc import Iterable, Sequence

from optout_profiles.accounts import Account
from optout_profiles.errors import AccountAmbiguous, AccountNotFound
from optout_profiles.text import cleaned


def account_named(accounts: Sequence[Account], words: str) -> Account:
    """Return the account with this id, else with exactly this label, member or login.

    Raises ``AccountNotFound`` or ``AccountAmbiguous``.
    """
    for account in accounts:
        if account.id == words:
            return account
    wanted = cleaned(words)
    fitting = [one for one in accounts if wanted in {one.label, one.member, one.login}]
    if not fitting:
        raise AccountNotFound(wanted)
    if len(fitting) > 1:
        raise AccountAmbiguous(wanted, tuple(account.id for account in fitting))
    return fitting[0]


def selected(
    accounts: Sequence[Account], named: Iterable[str], *, every: bool, group: str | None
) -> list[Account]:
    """Return all accounts, those of a group, or those named: each once, in that order."""
    if every:
        return list(accounts)
    chosen = [account_named(accounts, words) for words in named]
    if group is not None:
        chosen += [account for account in accounts if account.group == cleaned(group)]
    return list({account.id: account for account in chosen}.values())
