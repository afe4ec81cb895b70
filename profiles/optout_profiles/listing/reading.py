"""From a file to what it brings: which kind it is, and where in it accounts are told.

Owns the kinds: CSV of any hand, CSV and JSON of password managers, TOML as ``export`` writes it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, field

from optout_profiles.errors import ImportRefused
from optout_profiles.listing.columns import Columns, columns_of
from optout_profiles.listing.contents import content_of, text_of
from optout_profiles.listing.entries import Brought, Entry, Source, is_of, named
from optout_profiles.listing.exporting import ExportedList
from optout_profiles.listing.sheets import MOST_ROWS, Sheet, sheet_in
from optout_profiles.reports.cells import unguarded
from optout_profiles.text import cleaned


class Place(Struct, frozen=True):
    """An address of a Bitwarden item."""

    uri: str | None = None


class Login(Struct, frozen=True):
    """A Bitwarden item's login; its password and its codes are not decoded."""

    username: str | None = None
    uris: tuple[Place, ...] | None = None


class Item(Struct, frozen=True):
    """One item of Bitwarden's."""

    name: str | None = None
    login: Login | None = None
    folder: str | None = field(default=None, name="folderId")


class Folder(Struct, frozen=True):
    """One folder of Bitwarden's."""

    id: str | None
    name: str | None = None


class Bitwarden(Struct, frozen=True):
    """Bitwarden's JSON, as far as it is looked at."""

    items: tuple[Item, ...] = ()
    folders: tuple[Folder, ...] = ()
    encrypted: bool = False


def brought(
    file: Path, host: str, *, encoding: str | None = None, mapped: Mapping[str, str] | None = None
) -> Brought:
    """Return what a file brings; of a password manager's only the entries of this host.

    Raises ``ImportRefused`` and ``OSError``.
    """
    found = found_in(file, host, encoding=encoding)
    if isinstance(found, Brought):
        if mapped:
            raise ImportRefused("only a CSV has columns to be named, and this is none.")
        return found
    return from_sheet(found, columns_of(found.header, mapped), host)


def found_in(file: Path, host: str, *, encoding: str | None = None) -> Sheet | Brought:
    """Return a CSV's sheet, whose columns are still to be told, or what another file brings.

    Raises ``ImportRefused`` and ``OSError``.
    """
    content = content_of(file)
    match file.suffix.lower():
        case ".toml":
            return _from_toml(text_of(content, encoding))
        case ".json":
            if encoding not in {None, "utf-8"}:
                raise ImportRefused("JSON is always in UTF-8: name no other encoding for it.")
            return _from_bitwarden(content, host)
    return sheet_in(text_of(content, encoding))


def from_sheet(sheet: Sheet, columns: Columns, host: str) -> Brought:
    """Return what a sheet brings; raises ``ImportRefused``."""
    if not columns.has_names:
        # What stands there may be a password: nothing of it is said.
        raise ImportRefused(
            "no column is the accounts' names. Its first line should have a title for each column; "
            "this one has none that is known for names, such as “name”. Write it there, or say "
            f"which column it is, by its title or its number (of {len(sheet.header)}): "
            "--map label=COLUMN."
        )
    entries, elsewhere = [], 0
    for number, cells in sheet.rows():
        if columns.url is None or _is_ours(cells, columns.url, host):
            entries.append(_entry(number, cells, sheet, columns, host))
        else:
            elsewhere += 1
    source = Source.CSV if columns.url is None else Source.PASSWORDS
    read_from = {name: columns.called[place] for name, place in columns.places.items()}
    return Brought(source, tuple(entries), elsewhere, columns.secrets, columns.unused, read_from)


def _is_ours(cells: Sequence[str], url: int, host: str) -> bool:
    """Say whether a row is of this service; one cell may hold several addresses."""
    return len(cells) > url and any(is_of(one, host) for one in cells[url].split(","))


def _entry(number: int, cells: list[str], sheet: Sheet, columns: Columns, host: str) -> Entry:
    wide = len(sheet.header)
    if len(cells) < wide or any(cells[wide:]):
        return Entry(number=number, problem=_misfit(wide, len(cells)))
    if any("\0" in cells[place] for place in columns.places.values()):
        return Entry(number=number, problem="it holds NUL bytes")
    texts = {name: cells[place] for name, place in columns.places.items()}
    if columns.url is None:
        return Entry(number=number, **{name: unguarded(text) for name, text in texts.items()})
    label = named(texts.pop("label", ""), texts.get("login", ""), host)
    return Entry(label, **texts, number=number)


def _misfit(wide: int, cells: int) -> str:
    """Return what is wrong with a row that has another number of cells than the header."""
    why = "a separator is missing" if cells < wide else "one is too many, or quotes are missing"
    return f"the header has {wide} cells, and this row {cells}: {why}"


def _from_toml(text: str) -> Brought:
    try:
        listed = msgspec.convert(tomllib.loads(text), ExportedList)
    except msgspec.ValidationError as error:
        raise ImportRefused(f"it is no exported list: {cleaned(str(error))}.") from None
    except (ValueError, RecursionError) as error:  # it lets errors of numbers and of depth through
        raise ImportRefused(f"it is no TOML: {cleaned(str(error))}.") from None
    if len(listed.accounts) > MOST_ROWS:
        raise ImportRefused(f"it has more than {MOST_ROWS:,} accounts. Split it.")
    entries = (
        Entry(number=number, **one.texts) for number, one in enumerate(listed.accounts.values(), 1)
    )
    return Brought(Source.TOML, tuple(entries))


def _from_bitwarden(content: bytes, host: str) -> Brought:
    try:
        export = msgspec.json.decode(text_of(content), type=Bitwarden)
    except (msgspec.DecodeError, RecursionError):
        # What msgspec says of it may hold a word of a secret.
        raise ImportRefused("it is no JSON of Bitwarden's.") from None
    if export.encrypted:
        raise ImportRefused("it is encrypted. Export it from Bitwarden as plain .json or .csv.")
    if len(export.items) > MOST_ROWS:
        raise ImportRefused(f"it has more than {MOST_ROWS:,} items. Split it.")
    entries = tuple(_of_bitwarden(export, host))
    return Brought(Source.BITWARDEN, entries, len(export.items) - len(entries), secrets=2)


def _of_bitwarden(export: Bitwarden, host: str) -> Iterator[Entry]:
    folders = {folder.id: folder.name or "" for folder in export.folders}
    for number, item in enumerate(export.items, 1):
        login = item.login or Login()
        if any(is_of(place.uri or "", host) for place in login.uris or ()):
            username = login.username or ""
            label = named(item.name or "", username, host)
            yield Entry(label, username, group=folders.get(item.folder, ""), number=number)
