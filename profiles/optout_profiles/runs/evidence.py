"""What the page showed when a fact was read, as a small text whose digest stands in the report.

Owns the record and its text. Holds nothing that the page could choose but who was signed in.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import tomli_w
from msgspec import Struct, field
from msgspec.structs import asdict

from optout_profiles.outcomes import Setting
from optout_profiles.vault import Table, Vault

MAIN = ""
"""The main setting's place among the evidence of an account."""


class Evidence(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One fact as it was read: ``read_at`` are the times of all readings that agreed.

    ``address`` is the page's, without what stands behind its path; ``switch`` the key by which
    the setting was told, absent where it was not offered; ``route`` the way that led there.
    ``chance`` is a random word: without it the digest would name the member to whoever tries one
    name after another.
    """

    setting: str
    state: Setting
    address: str
    read_at: tuple[datetime, ...]
    tool: str
    browser: str
    switch: str | None = None
    route: str | None = None
    member: str | None = None
    chance: str | None = None


def chance() -> str:
    """Return a random word for a piece of evidence, of 128 bits."""
    return secrets.token_hex(16)


class EvidenceKept(Struct, frozen=True, forbid_unknown_fields=True):
    """The newest evidence of each setting of an account; ``MAIN`` is the main one's name."""

    of: Mapping[str, Evidence] = field(default_factory=dict)


def evidence_text(evidence: Evidence) -> str:
    """Return the evidence as the TOML that is digested: its fields in order, absent ones absent."""
    told: dict[str, Any] = asdict(evidence) | {"state": evidence.state.value}
    return tomli_w.dumps(
        {name: value for name, value in told.items() if value is not None}, multiline_strings=False
    )


def digest(evidence: Evidence) -> str:
    """Return the SHA-256 of the evidence's text, in hexadecimal digits."""
    return hashlib.sha256(evidence_text(evidence).encode()).hexdigest()


def evidence_of(vault: Vault, account_id: str) -> Mapping[str, Evidence]:
    """Return the newest evidence of each setting of an account by its name."""
    kept = vault.get(Table.EVIDENCE, account_id, EvidenceKept)
    return kept.of if kept else {}
