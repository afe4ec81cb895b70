"""What a restored copy would change in the list."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Account
from optout_profiles.errors import VaultError
from optout_profiles.vault import Table, Vault
from optout_profiles.vault.header import KINDS, Header, KeyChange, key_change
from optout_profiles.vault.opening import header_of


class Replacement(Struct, frozen=True):
    """The list and the copy, held against each other.

    ``uncompared`` says why they could not be; there is no list at all where ``listed_at`` is
    missing too. ``changed`` has each account as it is and as it would be, ``keys`` what becomes
    of each kind of key that opens the list.
    """

    path: Path
    saved_at: datetime
    copied: int
    sessions: int
    keys: Mapping[str, KeyChange]
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
    alone = Replacement(path, copy.saved_at, len(would_be), sessions, _keys(copy, path))
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
        "keys": meant.keys,
        "sign_ins": {"list": meant.listed_sessions, "copy": meant.sessions},
    }
    return {key: value for key, value in record.items() if value is not None}


def _keys(copy: Vault, path: Path) -> Mapping[str, KeyChange]:
    now, then = _header_at(path), header_of(copy.path)
    return {kind: key_change(kind, now, then) for kind in KINDS}


def _header_at(path: Path) -> Header | None:
    """Return what the present list says of its keys, closed or not; None where it can't be read."""
    try:
        return header_of(path)
    except VaultError:
        return None


def _accounts(vault: Vault) -> dict[str, Account]:
    return {one.id: one for one in vault.all(Table.ACCOUNTS, Account)}
