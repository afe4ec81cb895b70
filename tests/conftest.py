"""What all tests need of the machine, and what the end of their report tells.

The hooks are here because a run over several processes reads no other file in its first one.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence

import pytest
from display import lacking_for_windows

from optout_profiles.browser.downloads import downloads_folder, driver_folder

# Many tests have a home of their own; Playwright's own browser is in the real one.
if (_driver := driver_folder()) and "PLAYWRIGHT_BROWSERS_PATH" not in os.environ:
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(downloads_folder(_driver))

# What a test doesn't place itself is not to end up in the state folder of whoever runs it.
_state = tempfile.TemporaryDirectory(prefix="optout-tui-state-")
os.environ["OPTOUT_TUI_STATE"] = _state.name


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print each test's ``table``, and what was left out, so that nobody takes it for tried."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for title, rows in _tables(report):
                terminalreporter.section(title)
                for line in _aligned(rows):
                    terminalreporter.write_line(line)
    if lacking := lacking_for_windows():
        told = " and ".join(lacking)
        terminalreporter.write_line(f"Tests of a visible browser were left out: no {told} here.")


def _tables(report: pytest.TestReport) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    if report.when == "call":
        for name, value in report.user_properties:
            if name == "table":
                yield value


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    width_of = {place: 0 for row in rows for place in range(len(row))}
    for row in rows:
        for place, cell in enumerate(row):
            width_of[place] = max(width_of[place], len(cell)) if len(row) > 1 else width_of[place]
    for row in rows:
        yield "  ".join(cell.ljust(width_of[place]) for place, cell in enumerate(row)).rstrip()
