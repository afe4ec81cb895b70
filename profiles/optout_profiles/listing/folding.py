"""The folded texts of accounts, kept while a person types a filter.

Knows nothing of filters.
"""

from optout_profiles.accounts import Account
from optout_profiles.text import folded


class Texts:
    """The folded texts of accounts, each made once for as long as the account stays as it is."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Account, str]] = {}

    def of(self, account: Account) -> str:
        """Return an account's label, holder, login, member, group and note, folded, a line each."""
        known = self._known.get(account.id)
        if known is None or known[0] is not account:
            names = (account.label, account.holder, account.login, account.member, account.group)
            text = folded("\n".join(text for text in (*names, account.note) if text))
            self._known[account.id] = known = (account, text)
        return known[1]
