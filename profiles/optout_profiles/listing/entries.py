"""What a file brings: a few texts an account, and a count of what was left where it was.

Knows nothing of files, and of what is in the list already.
"""

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

from optout_profiles.details import Details

FIELDS = Details.__struct_fields__


class Source(StrEnum):
    """What a file is."""

    CSV = "a CSV"
    TOML = "an exported list"
    PASSWORDS = "a password manager's CSV"
    BITWARDEN = "Bitwarden's JSON"


class Entry(Details, frozen=True, kw_only=True):
    """One row or entry, its number as the file counts; ``problem`` is why it can't be read."""

    number: int = 0
    problem: str = ""


class Brought(Struct, frozen=True):
    """What was in a file: ``elsewhere`` are entries of other services, which are not looked at.

    ``columns`` names a sheet's columns by what was read from them; ``secrets`` counts those with
    passwords and the like, of which nothing is kept; ``unused`` names the others, which nobody
    asked for.
    """

    source: Source
    entries: tuple[Entry, ...]
    elsewhere: int = 0
    secrets: int = 0
    unused: tuple[str, ...] = ()
    columns: Mapping[str, str] = {}


def is_of(address: str, host: str) -> bool:
    """Say whether an address is at this host or one below it."""
    text = address.strip()
    try:
        named = urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return False
    named = named.rstrip(".").lower()
    return named == host or named.endswith(f".{host}")


def named(label: str, login: str, host: str) -> str:
    """Return what a password manager's entry is to be called: not after the service only."""
    plain = label.strip().casefold().removeprefix("https://").removeprefix("www.").rstrip("/")
    return login if plain in {"", host, host.partition(".")[0]} else label
