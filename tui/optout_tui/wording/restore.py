"""What is told of a copy that is to take the list's place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from optout_profiles.details import details_of
from optout_profiles.vault.header import KEYRING, PASSPHRASE, RECOVERY, KeyChange
from optout_tui.wording.fields import COLUMNS
from optout_tui.wording.words import counted, moment, names_of, standing_words

if TYPE_CHECKING:
    from optout_profiles.accounts import Account
    from optout_tui.cli.replacing import Replacement

MOST = 20
"""Changed accounts that are told one by one."""

OF_RUNS = "what its runs left"

KEYRING_ENDS = "the system's keyring opens the list no more. `optout-tui keyring` lets it again."
KEYS = {
    (PASSPHRASE, KeyChange.OTHER): (
        "the passphrase of the copy opens the list. One chosen since then does not."
    ),
    (PASSPHRASE, KeyChange.ADDED): "the passphrase of the copy opens the list.",
    (RECOVERY, KeyChange.OTHER): (
        "the recovery code from the time of the copy opens the list. One made since then does "
        "not; `optout-tui recovery` makes a new one."
    ),
    (RECOVERY, KeyChange.GONE): (
        "no recovery code opens the list, not even the one that was printed: the copy has none. "
        "`optout-tui recovery` makes a new one."
    ),
    (RECOVERY, KeyChange.ADDED): (
        "the recovery code from the time of the copy opens the list. "
        "`optout-tui recovery --remove` takes it away."
    ),
    (RECOVERY, KeyChange.NONE): (
        "no recovery code opens the list. `optout-tui recovery` makes one."
    ),
    (KEYRING, KeyChange.OTHER): KEYRING_ENDS,
    (KEYRING, KeyChange.GONE): KEYRING_ENDS,
    (KEYRING, KeyChange.ADDED): (
        "the system's keyring opens the list, if it still has the key from the time of the copy. "
        "`optout-tui keyring --remove` ends that."
    ),
}
"""What is told of a kind of key; nothing where it stays as it is."""


def keys_now(meant: "Replacement") -> Iterator[str]:
    """Return what has become of the keys."""
    return (f"Now {words}" for words in _keys(meant))


def lines_of(meant: "Replacement") -> Iterator[str]:
    """Return what would change, in lines."""
    yield from _changes(meant)
    yield from (f"Afterwards {words}" for words in _keys(meant))


def _keys(meant: "Replacement") -> Iterator[str]:
    return (KEYS[one] for one in meant.keys.items() if one in KEYS)


def _changes(meant: "Replacement") -> Iterator[str]:
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
    """Return the fact of an account now and then, and which of its details are others."""
    now, then = _fact(old), _fact(new)
    name = old.label if old.label == new.label else f"{old.label} ({new.label} then)"
    parts = [f"{now} now, {then} then"] if now != then else []
    before, after = details_of(old), details_of(new)
    if others := [COLUMNS[one] for one in COLUMNS if getattr(before, one) != getattr(after, one)]:
        parts.append(f"other details ({', '.join(others)})")
    return f"{name}: {'; '.join(parts) or OF_RUNS}"


def _fact(account: "Account") -> str:
    if account.fact is None:
        return standing_words(account)
    return f"{standing_words(account)}, read {moment(account.fact.read_at)}"
