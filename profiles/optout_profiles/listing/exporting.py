"""The list given out: as CSV, or as TOML that is keyed by id.

Owns the two shapes, which importing reads again. Holds no sign-in and nothing that a page said.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

import tomli_w
from msgspec import Struct, field
from msgspec.structs import asdict

from optout_profiles import __version__
from optout_profiles.accounts import Account
from optout_profiles.details import details_of
from optout_profiles.errors import UsageError
from optout_profiles.reports.cells import guarded

FORMAT = 1
COLUMNS = {
    "label": "label",
    "login": "login",
    "member": "member",
    "group": "group",
    "holder": "holder",
    "note": "note",
    "tags": "tags",
    "due": "due",
    "objection_filed_on": "objection",
    "authority_given_on": "authority_given",
    "authority_until": "authority_until",
    "authority_withdrawn_on": "authority_withdrawn",
    "authority_note": "authority_note",
}
"""The columns, in their order, and which detail stands in each."""
DAYS = frozenset({"due", "objection", "authority_given", "authority_until", "authority_withdrawn"})
"""The details that are days in TOML; ``tags`` are a list there."""


class ExportFormat(StrEnum):
    """The forms of an exported list."""

    CSV = "csv"
    TOML = "toml"


class Exported(Struct, frozen=True, forbid_unknown_fields=True):
    """One account of an exported list."""

    label: str
    login: str = ""
    member: str = ""
    group: str = ""
    holder: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    due: date | None = None
    objection: date | None = field(default=None, name="objection_filed_on")
    authority_given: date | None = field(default=None, name="authority_given_on")
    authority_until: date | None = None
    authority_withdrawn: date | None = field(default=None, name="authority_withdrawn_on")
    authority_note: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """Its details as they are typed."""
        told = asdict(self) | {"tags": " ".join(self.tags)}
        return {name: str(value or "") for name, value in told.items()}


class ExportedList(Struct, frozen=True, forbid_unknown_fields=True):
    """An exported list: accounts by id. The ids are not taken over."""

    format: Literal[1]
    accounts: Mapping[str, Exported] = field(default_factory=dict)
    tool: str = ""


def export_form(file: Path) -> ExportFormat:
    """Return the form that a file's ending names; raises ``UsageError``."""
    ending = file.suffix.lower().removeprefix(".")
    if ending not in list(ExportFormat):
        raise UsageError("An exported list's file ends in .csv or .toml.")
    return ExportFormat(ending)


def export_text(accounts: Sequence[Account], form: ExportFormat) -> Iterator[str]:
    """Yield the list in pieces."""
    return _csv(accounts) if form is ExportFormat.CSV else _toml(accounts)


def _csv(accounts: Sequence[Account]) -> Iterator[str]:
    yield f"{','.join(COLUMNS)}\r\n"
    for account in accounts:
        line, details = io.StringIO(), details_of(account)
        cells = (getattr(details, name) for name in COLUMNS.values())
        csv.writer(line).writerow(map(guarded, cells))
        yield line.getvalue()


def _toml(accounts: Sequence[Account]) -> Iterator[str]:
    yield tomli_w.dumps({"format": FORMAT, "tool": f"optout-tui {__version__}"})
    for account in accounts:
        yield f"\n[accounts.{account.id}]\n"
        details = details_of(account)
        told = {column: getattr(details, name) for column, name in COLUMNS.items()}
        valued = {column: _valued(column, text) for column, text in told.items() if text}
        yield tomli_w.dumps(valued)


def _valued(column: str, text: str) -> object:
    if column == "tags":
        return text.split(" ")
    return date.fromisoformat(text) if COLUMNS[column] in DAYS else text
