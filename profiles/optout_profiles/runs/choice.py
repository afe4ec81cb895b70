"""How runs on a live service are made: the holder's clicks or the tool's.

Owns the answer that a vault keeps. What is asked, and in which words, is the face's.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from optout_profiles.accounts import now
from optout_profiles.vault import Put, Table, Vault

WAY = "way"
"""The id of the one answer."""


class Way(StrEnum):
    """Who clicks."""

    GUIDED = "guided"
    AUTOMATIC = "automatic"


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer, and when it was given."""

    way: Way
    made_at: datetime


def choice_of(vault: Vault) -> Choice | None:
    """Return the answer that a vault keeps; None where nobody was asked yet."""
    return vault.get(Table.CHOICES, WAY, Choice)


def choose(vault: Vault, way: Way) -> Choice:
    """Keep an answer in place of an earlier one; on return it is on disk."""
    choice = Choice(way, now())
    vault.write(Put(Table.CHOICES, WAY, choice))
    return choice
