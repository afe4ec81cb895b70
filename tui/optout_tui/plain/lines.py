"""Accounts as sentences: one line each, which says with words what columns would say by place."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from optout_profiles.accounts import Account, now
from optout_profiles.authority import authority_state, authority_words
from optout_profiles.runs.keeping import Proof
from optout_tui.plain.work import Work
from optout_tui.wording import ago, counted, names_of, outcome_words, standing_words


def list_lines(work: Work, accounts: Sequence[Account]) -> Iterator[str]:
    """Return a line for each account, with its number in the whole list."""
    places = {account.id: place for place, account in enumerate(work.accounts, 1)}
    at = now()
    for account in accounts:
        yield f"{places[account.id]}: {_account(account, work.proofs.get(account.id), at)}"


def chosen_line(work: Work) -> str:
    """Return which accounts are chosen."""
    chosen = work.chosen_accounts
    if not chosen:
        return f"{counted(len(work.accounts), 'account')} in the list, none chosen."
    names = names_of([account.label for account in chosen])
    return f"Chosen: {len(chosen):,} of {counted(len(work.accounts), 'account')}: {names}."


def _account(account: Account, proof: Proof | None, at: datetime) -> str:
    group = f", group {account.group}" if account.group else ""
    holder = f", holder {account.holder}" if account.holder else ""
    said = "".join(_said(account, at.date()))
    read = f", read {ago(account.fact.read_at, at)}" if account.fact else ""
    kept = f"sign-in proved {ago(proof.proved_at, at)}" if proof else "no sign-in"
    tried = account.last_try
    newest = ""
    if tried:
        words = outcome_words(tried.outcome, tried.reason, tried.seen_member)
        newest = f"; newest try: {words}"
    known = f"AI training {standing_words(account)}{read}; {kept}{newest}."
    return f"{account.label}{group}{holder}. {known}{said}"


def _said(account: Account, today: date) -> Iterator[str]:
    """Yield what a person said of an account, a sentence each."""
    if account.due:
        yield f" To be looked at again by {account.due}."
    if account.authority:
        state = authority_state(account.authority, today)
        yield f" Authority {state}: {authority_words(account.authority)}."
    if account.tags:
        yield f" Tags: {' '.join(account.tags)}."
    if account.note:
        yield f" Note: {account.note}."
