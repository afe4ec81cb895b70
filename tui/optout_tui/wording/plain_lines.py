"""An account as sentences: what columns would say by place is said with words here."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from optout_profiles.authority import authority_state, authority_words
from optout_tui.wording.words import ago, outcome_words, standing_words

if TYPE_CHECKING:
    from datetime import date

    from optout_profiles.accounts import Account


def account_line(account: "Account", proved_at: datetime | None, at: datetime) -> str:
    """Return what is known of an account; its session, if any, was last proved at a time."""
    group = f", group {account.group}" if account.group else ""
    holder = f", holder {account.holder}" if account.holder else ""
    said = "".join(f" {sentence}" for sentence in _said(account, at.date()))
    read = f", read {ago(account.fact.read_at, at)}" if account.fact else ""
    kept = f"sign-in proved {ago(proved_at, at)}" if proved_at else "no sign-in"
    tried = account.last_try
    newest = ""
    if tried:
        words = outcome_words(tried.outcome, tried.reason, tried.seen_member)
        newest = f"; newest try: {words}"
    known = f"AI training {standing_words(account)}{read}; {kept}{newest}."
    return f"{account.label}{group}{holder}. {known}{said}"


def _said(account: "Account", today: "date") -> Iterator[str]:
    """Yield what a person said of an account, a sentence each."""
    if account.due:
        yield f"To be looked at again by {account.due}."
    if account.authority:
        state = authority_state(account.authority, today)
        yield f"Authority {state}: {authority_words(account.authority)}."
    if account.tags:
        yield f"Tags: {' '.join(account.tags)}."
    if account.note:
        yield f"Note: {account.note}."
