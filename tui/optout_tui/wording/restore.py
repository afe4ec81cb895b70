"""What is told of a copy that is to take the list's place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from optout_tui.wording.words import counted, moment, names_of, standing_words

if TYPE_CHECKING:
    from optout_profiles.accounts import Account
    from optout_tui.cli.replacing import Replacement

MOST = 20
"""Changed accounts that are told one by one."""


def lines_of(meant: "Replacement") -> Iterator[str]:
    """Return what would change, in lines."""
    yield f"The copy: saved {moment(meant.saved_at)} UTC, {counted(meant.copied, 'account')}."
    if meant.uncompared:
        yield f"The list can't be compared with it. {meant.uncompared}"
        return
    if meant.listed_at is None:
        yield f"There is no list at {meant.path} yet."
        return
    yield f"The list: saved {moment(meant.listed_at)} UTC."
    if meant.back:
        yield f"{counted(len(meant.back), 'account')} would come back: {_names(meant.back)}"
    if meant.gone:
        yield f"{counted(len(meant.gone), 'account')} would be gone: {_names(meant.gone)}"
    for old, new in meant.changed[:MOST]:
        yield f"would change: {_change(old, new)}"
    if len(meant.changed) > MOST:
        yield f"and {counted(len(meant.changed) - MOST, 'account')} more would change."
    if not (meant.back or meant.gone or meant.changed):
        yield "No account would change."
    if meant.sessions != meant.listed_sessions:
        yield f"Sign-ins: {meant.listed_sessions} now, {meant.sessions} then."


def _names(accounts: "tuple[Account, ...]") -> str:
    return names_of([one.label for one in accounts])


def _change(old: "Account", new: "Account") -> str:
    """Return the fact of an account now and then, or that something else is another."""
    now, then = _fact(old), _fact(new)
    name = old.label if old.label == new.label else f"{old.label} ({new.label} then)"
    return f"{name}: {now} now, {then} then" if now != then else f"{name}: its details"


def _fact(account: "Account") -> str:
    if account.fact is None:
        return standing_words(account)
    return f"{standing_words(account)}, read {moment(account.fact.read_at)}"
