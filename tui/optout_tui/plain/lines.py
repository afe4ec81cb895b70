"""Accounts as sentences: one line each, which says with words what columns would say by place."""

from collections import Counter
from collections.abc import Iterator, Sequence

from optout_profiles.accounts import Account, now
from optout_profiles.outcomes import Setting
from optout_tui.plain.work import Work
from optout_tui.wording import names_of
from optout_tui.wording import plain as said
from optout_tui.wording.plain_lines import account_line


def list_lines(work: Work, accounts: Sequence[Account]) -> Iterator[str]:
    """Return a line for each account, with its number in the whole list."""
    places = {account.id: place for place, account in enumerate(work.accounts, 1)}
    at = now()
    for account in accounts:
        proof = work.proofs.get(account.id)
        line = account_line(account, proof.proved_at if proof else None, at)
        yield said.menu_line(places[account.id], line)


def counts_line(accounts: Sequence[Account]) -> str:
    """Return how many accounts there are, and how many stand how."""
    states = Counter(account.standing for account in accounts)
    return said.counts(len(accounts), [(one.value, states[one]) for one in Setting if states[one]])


def chosen_line(work: Work) -> str:
    """Return which accounts are chosen."""
    chosen = work.chosen_accounts
    if not chosen:
        return said.none_chosen(len(work.accounts))
    names = names_of([account.label for account in chosen])
    return said.chosen(len(chosen), len(work.accounts), names)
