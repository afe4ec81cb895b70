"""A status report as text: TOML, JSON or CSV.

Owns the three forms and how a report comes to its file: written aside, then renamed, 0600. Writes
account by account, so that ten thousand need no more memory than one.
"""

import csv
import errno
import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from optout_profiles.accounts import Account
from optout_profiles.errors import UsageError
from optout_profiles.reports.cells import guarded
from optout_profiles.reports.status_report import RELATED, entries, heading
from optout_profiles.sites import SiteProfile

CSV_COLUMNS = (
    "id",
    "label",
    "group",
    "holder",
    "setting",
    "read_at",
    "read_from",
    "changed_at",
    "changed_by",
    "changed_unproved",
    "outcome",
    "last_try_at",
    "last_try_outcome",
    "last_try_reason",
    "evidence_sha256",
    "authority",
    "objection_filed_on",
    RELATED,
)


class ReportFormat(StrEnum):
    """The forms of a report."""

    TOML = "toml"
    JSON = "json"
    CSV = "csv"


class Report(msgspec.Struct, frozen=True):
    """What a report is made of; ``with_names`` is off for pseudonyms."""

    accounts: Sequence[Account]
    site: SiteProfile
    at: datetime
    with_names: bool = True


def form_of(file: Path) -> ReportFormat:
    """Return the form that a file's ending names, TOML without one; raises ``UsageError``."""
    ending = file.suffix.lower().removeprefix(".") or ReportFormat.TOML
    if ending not in list(ReportFormat):
        raise UsageError("A report's file ends in .toml, .json or .csv.")
    return ReportFormat(ending)


def report_text(report: Report, form: ReportFormat) -> Iterator[str]:
    """Yield the report in pieces."""
    match form:
        case ReportFormat.TOML:
            return _toml(report)
        case ReportFormat.JSON:
            return _json(report)
        case ReportFormat.CSV:
            return _csv(report)


def write_report(report: Report, form: ReportFormat, file: Path) -> None:
    """Write the report to a file; see ``write_pieces``."""
    write_pieces(report_text(report, form), file)


def write_pieces(pieces: Iterable[str], file: Path) -> None:
    """Write a text to a file, 0600; an older one is replaced whole or not at all.

    Raises ``OSError`` that names the file, or the folder that is missing; what stood there before
    is intact then. A link, a device or a pipe is refused: renaming would put a plain file in its
    place.
    """
    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "There is no such folder", str(file.parent))
    if file.is_symlink() or (file.exists() and not file.is_file()):
        raise OSError(errno.EINVAL, "it has to be a plain file", str(file))
    try:
        _put_in_place(pieces, file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _put_in_place(pieces: Iterable[str], file: Path) -> None:
    descriptor, aside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
            opened.writelines(pieces)
            opened.flush()
            os.fsync(opened.fileno())
        Path(aside).replace(file)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _entries(report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    return entries(report.accounts, report.site, report.at, with_names=report.with_names)


def _toml(report: Report) -> Iterator[str]:
    yield tomli_w.dumps(heading(report.accounts, report.site, report.at))
    for id_, entry in _entries(report):
        related = entry.pop(RELATED, {})
        yield f"\n[accounts.{id_}]\n"
        yield tomli_w.dumps(entry)
        for name, known in related.items():
            yield f"\n[accounts.{id_}.{RELATED}.{name}]\n"
            yield tomli_w.dumps(known)


def _json(report: Report) -> Iterator[str]:
    start = msgspec.json.format(
        msgspec.json.encode(heading(report.accounts, report.site, report.at)), indent=2
    ).decode()
    yield start.removesuffix("\n}") + ',\n  "accounts": {'
    between = "\n"
    for id_, entry in _entries(report):
        yield f'{between}    "{id_}": {msgspec.json.encode(entry).decode()}'
        between = ",\n"
    yield "\n  }\n}\n"


def _csv(report: Report) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)

    def taken() -> str:
        text = line.getvalue()
        line.seek(0)
        line.truncate()
        return text

    writer.writerow(CSV_COLUMNS)
    yield taken()
    for id_, entry in _entries(report):
        told = entry | {"id": id_, RELATED: _in_one_cell(entry.get(RELATED, {}))}
        writer.writerow([_cell(told.get(column)) for column in CSV_COLUMNS])
        yield taken()


def _in_one_cell(related: Mapping[str, Mapping[str, object]]) -> str:
    """Return what may be claimed of the related settings now: "research: off, age: unknown"."""
    standing = {
        name: "unknown" if "last_try_outcome" in known else known["setting"]
        for name, known in related.items()
    }
    return ", ".join(f"{name}: {setting}" for name, setting in standing.items())


def _cell(value: object) -> str:
    text = value.isoformat() if isinstance(value, datetime) else str(value or "")
    return guarded(text)
