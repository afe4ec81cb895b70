"""The newest state seen of each vault, so that an older copy of the whole file is noticed.

Owns one file in the state folder: 0600, replaced whole, bounded. It can be lost: then nothing is
noticed until a newer state was seen. Holds ids, numbers, times, and where vaults and backups are;
whoever may change it can silence the warning, so that it is a warning and no proof.
"""

import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from optout_profiles.errors import UsageError
from optout_profiles.folders import private_folder, state_folder
from optout_profiles.vault.manifest import LAST_SECOND
from optout_profiles.vault.vault import Vault

VAULTS = 100
COPIES = 20
PLACES = 20
LARGEST = 1 << 20
"""Bytes; a larger file is none of ours."""


class State(Struct, frozen=True, forbid_unknown_fields=True):
    """One state of a vault: how many saves made it, and when the last one was."""

    generation: Annotated[int, Meta(ge=0)]
    saved_at: Annotated[int, Meta(ge=0, le=LAST_SECOND)]

    @property
    def moment(self) -> datetime:
        """When that state was saved."""
        return datetime.fromtimestamp(self.saved_at, UTC)

    def is_older(self, other: "State") -> bool:
        """Say whether this comes before another one by its saves and by its time alike.

        Two copies that each go their own way count their saves apart: the times decide there.
        """
        return self.generation < other.generation and self.saved_at < other.saved_at


class Sighting(Struct, frozen=True):
    """The newest state seen of a vault at each place, and backups that were written of it."""

    copies: tuple[str, ...] = ()
    states: dict[str, State] = {}

    @property
    def generation(self) -> int:
        """The highest count of saves that was seen anywhere."""
        return max((one.generation for one in self.states.values()), default=0)


class Older(Struct, frozen=True):
    """A vault is older than a state of it that was seen before: when each was saved.

    ``newer`` is where the newer one was, if it was elsewhere.
    """

    saved_at: datetime
    seen_at: datetime
    newer: Path | None = None


def look_at(vault: Vault) -> Older | None:
    """Return how a vault is older than what was seen of it, and keep what is seen until it closes.

    What was seen at its own place counts; elsewhere only as long as nothing was seen there. What
    can't be kept is let be: this is for a warning only.
    """
    place, state = _place(vault.path), _state(vault)
    states = sighting_of(vault.id).states
    at_hand = {place: states[place]} if place in states else states
    newest = max(at_hand, key=lambda one: at_hand[one].saved_at, default=place)
    vault.at_close(lambda closing: note(closing) if _state(closing) != state else None)
    if newest in at_hand and state.is_older(at_hand[newest]):
        elsewhere = None if newest == place else Path(newest)
        return Older(state.moment, at_hand[newest].moment, elsewhere)
    note(vault)
    return None


def note(vault: Vault) -> None:
    """Keep a vault's state unless a newer one was seen at its place."""
    note_state(vault.id, vault.path, vault.generation, vault.saved_at)


def note_state(vault_id: str, path: Path, generation: int, saved_at: datetime) -> None:
    """Keep a state unless a newer one of that vault was seen at that place."""
    seen, place = sighting_of(vault_id), _place(path)
    state, before = State(generation, int(saved_at.timestamp())), seen.states.get(place)
    if before is None or not (state == before or state.is_older(before)):
        others = {one: kept for one, kept in seen.states.items() if one != place}
        newest = dict(list(others.items())[-(PLACES - 1) :]) | {place: state}
        _keep(vault_id, replace(seen, states=newest))


def _state(vault: Vault) -> State:
    return State(vault.generation, int(vault.saved_at.timestamp()))


def _place(path: Path) -> str:
    return str(path.resolve())


def note_copy(vault: Vault, copy: Path) -> None:
    """Keep where a backup was written, for the day on which the passphrase changes."""
    seen = sighting_of(vault.id)
    copies = dict.fromkeys((*seen.copies, str(copy.resolve())))
    _keep(vault.id, replace(seen, copies=tuple(copies)[-COPIES:]))


def copies_of(vault_id: str) -> list[Path]:
    """Return where backups of a vault were written, as far as it is known."""
    return [Path(one) for one in sighting_of(vault_id).copies]


def sighting_of(vault_id: str) -> Sighting:
    """Return what was seen of a vault; the empty one where nothing was."""
    return _all().get(vault_id, Sighting())


def _file() -> Path:
    return state_folder() / "vaults-seen.json"


def _all() -> dict[str, Sighting]:
    with suppress(OSError, UsageError, msgspec.DecodeError):
        if _file().is_file():  # a pipe would be waited for
            with _file().open("rb") as file:
                return msgspec.json.decode(file.read(LARGEST), type=dict[str, Sighting])
    return {}


def _keep(vault_id: str, sighting: Sighting) -> None:
    """Keep it as the newest of all, in place of the oldest where there are too many."""
    known = {name: one for name, one in _all().items() if name != vault_id}
    kept = dict(list(known.items())[-(VAULTS - 1) :]) | {vault_id: sighting}
    with suppress(OSError, UsageError):
        file = private_folder(state_folder()) / _file().name
        aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(
                os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
            ) as new:
                new.write(msgspec.json.encode(kept))
                new.flush()
                os.fsync(new.fileno())
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
