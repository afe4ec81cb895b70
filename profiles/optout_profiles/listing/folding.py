"""Text as a person looks for it: without regard to case and accents.

Owns what counts as the same letter. Knows nothing of filters.
"""

import unicodedata

from optout_profiles.accounts import Account

ACCENTS = dict.fromkeys(range(0x300, 0x370))
"""Unicode's "Combining Diacritical Marks"; the vowel signs of other scripts are no accents."""


def folded(text: str) -> str:
    """Return the text with letters in lower case and without accents: "José" is "jose"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", apart.translate(ACCENTS))


class Texts:
    """The folded texts of accounts, each made once for as long as the account stays as it is."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Account, str]] = {}

    def of(self, account: Account) -> str:
        """Return an account's label, login, member and group, folded, a line each."""
        known = self._known.get(account.id)
        if known is None or known[0] is not account:
            texts = (account.label, account.login, account.member, account.group)
            text = folded("\n".join(text for text in texts if text))
            self._known[account.id] = known = (account, text)
        return known[1]
