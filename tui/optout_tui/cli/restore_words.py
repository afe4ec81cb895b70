"""What a restored copy would change in the list, and how that is said."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Account
from optout_profiles.errors import VaultError
from optout_profiles.vault import Table, Vault
from optout_tui.wording import counted, moment, names_of, standing_words

MOST = 20
"""Changed accounts that are told one by one."""


class Replacement(Struct, frozen=True):
    """The list and the copy, held against each other.

    ``uncompared`` says why they could not be; there is no list at all where ``listed_at`` is
    missing too. ``changed`` has each account as it is and as it would be.
    """

    path: Path
    saved_at: datetime
    copied: int
    sessions: int
    listed_at: datetime | None = None
    listed_sessions: int = 0
    generation: int = 0
    uncompared: str = ""
    back: tuple[Account, ...] = ()
    gone: tuple[Account, ...] = ()
    changed: tuple[tuple[Account, Account], ...] = ()


def replacement(copy: Vault, present: Vault | VaultError | None, path: Path) -> Replacement:
    """Return what would change; closes the present list."""
    would_be, sessions = _accounts(copy), len(copy.ids(Table.SESSIONS))
    alone = Replacement(path, copy.saved_at, len(would_be), sessions)
    if not isinstance(present, Vault):
        return replace(alone, uncompared=str(present) if present else "")
    with present:
        try:
            are, listed = _accounts(present), len(present.ids(Table.SESSIONS))
        except VaultError as error:  # a record of it is damaged
            return replace(alone, uncompared=str(error), generation=present.generation)
        return replace(
            alone,
            listed_at=present.saved_at,
            listed_sessions=listed,
            generation=present.generation,
            back=tuple(one for key, one in would_be.items() if key not in are),
            gone=tuple(one for key, one in are.items() if key not in would_be),
            changed=tuple(
                (are[key], one) for key, one in would_be.items() if are.get(key, one) != one
            ),
        )


def lines_of(meant: Replacement) -> Iterator[str]:
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


def record_of(meant: Replacement, *, is_restored: bool, kept: Path | None) -> Mapping[str, object]:
    """Return the same as one object."""
    record = {
        "is_restored": is_restored,
        "vault": str(meant.path),
        "kept": str(kept) if kept else None,
        "copy_saved_at": meant.saved_at,
        "list_saved_at": meant.listed_at,
        "not_compared": meant.uncompared or None,
        "would_come_back": [one.id for one in meant.back],
        "would_be_gone": [one.id for one in meant.gone],
        "would_change": [new.id for _, new in meant.changed],
        "sign_ins": {"list": meant.listed_sessions, "copy": meant.sessions},
    }
    return {key: value for key, value in record.items() if value is not None}


def _accounts(vault: Vault) -> dict[str, Account]:
    return {one.id: one for one in vault.all(Table.ACCOUNTS, Account)}


def _names(accounts: tuple[Account, ...]) -> str:
    return names_of([one.label for one in accounts])


def _change(old: Account, new: Account) -> str:
    """Return the fact of an account now and then, or that something else is another."""
    now, then = _fact(old), _fact(new)
    name = old.label if old.label == new.label else f"{old.label} ({new.label} then)"
    return f"{name}: {now} now, {then} then" if now != then else f"{name}: its details"


def _fact(account: Account) -> str:
    if account.fact is None:
        return standing_words(account)
    return f"{standing_words(account)}, read {moment(account.fact.read_at)}"
