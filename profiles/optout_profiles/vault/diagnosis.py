"""Whether the records are what was saved last, and which of them are not.

Owns the words for it. The manifest proves that something is wrong; it does not list what there
was, so that a record that is gone is known by its place at best, and one that was exchanged for
an older one of its own not at all.
"""

from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidTag

from optout_profiles.text import cleaned
from optout_profiles.vault.keys import Keys
from optout_profiles.vault.manifest import MODULUS, Manifest
from optout_profiles.vault.records import Entry, listed, written

MOST = 5
"""Findings that are told one by one."""

NAME_LENGTH = 40

Row = tuple[int, object]


def missing(entry: Entry) -> str:
    """Say that a record's content is gone."""
    return f"the content of {named(entry)} is missing"


def altered(entry: Entry) -> str:
    """Say that a record's content is another one."""
    return f"{named(entry)} is not as it was written"


def whole(
    rows: list[Row], content_of: Callable[[int], object], manifest: Manifest, keys: Keys
) -> list[Entry] | str:
    """Return what is listed if it is all that was saved, else what is wrong with it.

    Nothing is even decoded before the manifest agrees.
    """
    pieces = [piece for _, piece in rows if isinstance(piece, bytes)]
    if len(pieces) == len(rows) and manifest.fits(pieces, keys):
        try:
            entries = listed(pieces)
        except msgspec.DecodeError:
            return "its list of records is not sound"
        if all(row[0] == entry.place for row, entry in zip(rows, entries, strict=True)):
            return entries
    return _what_is_wrong(rows, content_of, manifest, keys)


def _what_is_wrong(
    rows: list[Row], content_of: Callable[[int], object], manifest: Manifest, keys: Keys
) -> str:
    """Return what is wrong with the records in one clause, each named that can be."""
    found: list[str] = []
    sound: list[Entry] = []
    for place, piece in rows:
        entry = _entry(piece)
        wrong = _wrong_row(place, entry, content_of, keys)
        if wrong:
            found.append(wrong)
        elif entry:
            sound.append(entry)
    found += _doubled(sound)
    if len(rows) < manifest.count:
        found.append(_removed(rows, content_of, manifest.count - len(rows)))
    elif len(rows) > manifest.count:
        found.append(_added(sound, manifest, keys) or f"{len(rows) - manifest.count} were added")
    if not found:
        found.append("records were exchanged for older ones; which ones can't be told")
    more = f"; and {len(found) - MOST} more" if len(found) > MOST else ""
    return "; ".join(found[:MOST]) + more


def _wrong_row(
    place: int, entry: Entry | None, content_of: Callable[[int], object], keys: Keys
) -> str | None:
    if entry is None:
        return f"what is listed at place {place} is no record"
    if entry.place != place:
        return f"{named(entry)} was moved from place {entry.place} to {place}"
    content = content_of(place)
    if not isinstance(content, bytes):
        return missing(entry)
    try:
        keys.unseal(entry, content)
    except InvalidTag:
        return altered(entry)
    return None


def _doubled(entries: list[Entry]) -> list[str]:
    seen: set[tuple[str, str]] = set()
    found = []
    for entry in entries:
        if (entry.table, entry.id) in seen:
            found.append(f"{named(entry)} is there twice")
        seen.add((entry.table, entry.id))
    return found


def _removed(rows: list[Row], content_of: Callable[[int], object], count: int) -> str:
    """Name the places that are empty; those of records that were removed rightly are among them."""
    listed = {place for place, _ in rows}
    last = max((place for place in listed), default=0)
    gaps = [place for place in range(1, min(last, len(rows) + 1000) + 2) if place not in listed]
    left = [place for place in gaps if content_of(place) is not None]
    words = f"{count} {'records were' if count > 1 else 'record was'} removed"
    if left:
        return f"{words}, of place {_places(left)}: the content is still there"
    return f"{words}, perhaps of place {_places(gaps)} or after" if gaps else words


def _added(entries: list[Entry], manifest: Manifest, keys: Keys) -> str | None:
    """Name the one record without which all would be as it was saved, if there is one."""
    tags = [keys.tags([written(entry)]) for entry in entries]
    for entry, tag in zip(entries, tags, strict=True):
        if (sum(tags) - tag) % MODULUS == int.from_bytes(manifest.total, "big"):
            return f"{named(entry)} was put back after it had been removed"
    return None


def _places(places: list[int]) -> str:
    return ", ".join(map(str, places[:MOST])) + (" …" if len(places) > MOST else "")


def named(entry: Entry) -> str:
    """Return what a record is called, harmlessly: nothing of an entry may be proven yet."""
    return f"the record {cleaned(entry.id)[:NAME_LENGTH]} of {entry.table}"


def _entry(piece: object) -> Entry | None:
    try:
        return msgspec.msgpack.decode(piece, type=Entry) if isinstance(piece, bytes) else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
