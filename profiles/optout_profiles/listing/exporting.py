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

from optout_profiles import __version__
from optout_profiles.accounts import Account
from optout_profiles.errors import UsageError
from optout_profiles.reports.cells import guarded

FORMAT = 1
COLUMNS = ("label", "login", "member", "group", "objection_filed_on")


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
    objection: date | None = field(default=None, name="objection_filed_on")


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
        line = io.StringIO()
        csv.writer(line).writerow(
            guarded(str(getattr(account, column) or "")) for column in COLUMNS
        )
        yield line.getvalue()


def _toml(accounts: Sequence[Account]) -> Iterator[str]:
    yield tomli_w.dumps({"format": FORMAT, "tool": f"optout-tui {__version__}"})
    for account in accounts:
        yield f"\n[accounts.{account.id}]\n"
        told = {column: getattr(account, column) for column in COLUMNS}
        yield tomli_w.dumps({column: value for column, value in told.items() if value})
