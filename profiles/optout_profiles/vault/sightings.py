"""The newest state seen of each vault, so that an older copy of the whole file is noticed.

Owns one file in the state folder: 0600, replaced whole, bounded. It can be lost: then nothing is
noticed until a newer state was seen. Holds ids, numbers, times and where backups were written;
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
LARGEST = 1 << 20
"""Bytes; a larger file is none of ours."""


class Sighting(Struct, frozen=True, forbid_unknown_fields=True):
    """The newest state seen of a vault, and backups that were written of it."""

    generation: Annotated[int, Meta(ge=0)] = 0
    saved_at: Annotated[int, Meta(ge=0, le=LAST_SECOND)] = 0
    copies: tuple[str, ...] = ()

    @property
    def moment(self) -> datetime:
        """When that state was saved."""
        return datetime.fromtimestamp(self.saved_at, UTC)


class Older(Struct, frozen=True):
    """A vault is older than a state of it that was seen before: when each was saved."""

    saved_at: datetime
    seen_at: datetime


def look_at(vault: Vault) -> Older | None:
    """Return how a vault is older than what was seen of it, and keep what is seen until it closes.

    What can't be kept is let be: this is for a warning only.
    """
    seen = sighting_of(vault.id)
    vault.at_close(note)
    if vault.generation < seen.generation:
        return Older(vault.saved_at, seen.moment)
    note(vault)
    return None


def note(vault: Vault) -> None:
    """Keep a vault's state if it is the newest one seen."""
    note_state(vault.id, vault.generation, vault.saved_at)


def note_state(vault_id: str, generation: int, saved_at: datetime) -> None:
    """Keep a state if it is the newest one seen of a vault."""
    seen = sighting_of(vault_id)
    if generation > seen.generation:
        at = int(saved_at.timestamp())
        _keep(vault_id, replace(seen, generation=generation, saved_at=at))


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
    with suppress(OSError, UsageError, msgspec.DecodeError), _file().open("rb") as file:
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
