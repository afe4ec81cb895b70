"""What a report of 10,000 accounts costs, against ``tomli_w.dump`` of the same data alone.

Run it: ``python tests/bench/bench_report.py [--pairs N]``. Ours makes the data from the accounts,
writes it aside, syncs and renames; the other side has the data ready and only dumps it to a file.
Memory is what Python allocates at the worst moment above what was there before.
"""

import argparse
import tempfile
import tomllib
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ratios
import tomli_w

from optout_profiles.accounts import Account, Attempt, Fact
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.reports.status_report import entries, heading
from optout_profiles.reports.writing import Report, ReportFormat, write_report
from optout_profiles.sites import built_in_profile

ACCOUNTS = 10_000
THEN = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
SITE = built_in_profile()


def account(number: int) -> Account:
    """Return an account that was turned off; every fifth failed to be read since."""
    failed = Attempt(f"run{number}", THEN, Outcome.SIGN_IN_NEEDED, Reason.SIGNED_OUT)
    return Account(
        f"id{number}",
        f"Sample Person {number}",
        THEN,
        group=f"group {number % 7}",
        fact=Fact(Setting.OFF, THEN, SITE.origin),
        outcome=Outcome.TURNED_OFF,
        last_try=None if number % 5 else failed,
        changed_at=THEN,
    )


def whole(report: Report) -> dict[str, Any]:
    each = dict(entries(report.accounts, report.site, report.at, with_names=True))
    return {**heading(report.accounts, report.site, report.at), "accounts": each}


def dumped(data: dict[str, Any], file: Path) -> None:
    with file.open("wb") as opened:
        tomli_w.dump(data, opened)


def mebibytes(deed: ratios.Deed) -> float:
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    deed()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round((most - before) / 2**20, 2)


def main(folder: Path, pairs: int) -> None:
    report = Report([account(number) for number in range(ACCOUNTS)], SITE, THEN)
    data, ours_file, other_file = whole(report), folder / "ours.toml", folder / "other.toml"

    def ours() -> None:
        write_report(report, ReportFormat.TOML, ours_file)

    def other() -> None:
        dumped(data, other_file)

    taken = ratios.in_turn(lambda: ratios.clocked(ours), lambda: ratios.clocked(other), pairs)
    ratios.tell(f"report of {ACCOUNTS:,} accounts, TOML", taken, 1.3)
    for form in ReportFormat:
        file = folder / f"report.{form}"
        most = mebibytes(lambda form=form, file=file: write_report(report, form, file))
        ratios.tell_number(f"  memory at the worst moment, {form}", most, 10, " MiB")
    ratios.tell_number("  the same, tomli_w.dump alone", mebibytes(other), unit=" MiB")
    texts = (ours_file.read_text("utf-8"), other_file.read_text("utf-8"))
    assert tomllib.loads(texts[0]) == tomllib.loads(texts[1]) == data


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20)
    with tempfile.TemporaryDirectory() as made:
        main(Path(made), parser.parse_args().pairs)
