"""Write what is known of every account.

To standard output, or with -o to a file: written aside, then renamed, readable by you alone.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from optout_profiles.accounts import now
from optout_profiles.folders import path_named
from optout_profiles.reports.writing import (
    Report,
    ReportFormat,
    form_of,
    report_text,
    write_report,
)
from optout_profiles.runs.aftermath import accounts_as_they_stand
from optout_tui.cli.arguments import filter_option
from optout_tui.cli.choosing import filtered
from optout_tui.cli.opening import opened_for, site_profile
from optout_tui.cli.talk import talk
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take the file, its form, which accounts, and whether names stand in it."""
    filter_option(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=helps.REPORT_OUTPUT)
    parser.add_argument(
        "--format",
        choices=[form.value for form in ReportFormat],
        help=helps.REPORT_FORMAT,
    )
    parser.add_argument("--pseudonyms", action="store_true", help=helps.REPORT_PSEUDONYMS)


def run(options: Namespace) -> int:
    """Write the report."""
    site, form = site_profile(options), _form(options)
    with opened_for(options, site, writing=False) as vault:
        accounts = filtered(options, vault, accounts_as_they_stand(vault))
    report = Report(accounts, site, now(), with_names=not options.pseudonyms)
    if options.output is None:
        for piece in report_text(report, form):
            print(piece, end="")
        return 0
    file = path_named(options.output)
    write_report(report, form, file)
    talk(options, said.report_written(file))
    return 0


def _form(options: Namespace) -> ReportFormat:
    if options.format:
        return ReportFormat(options.format)
    if options.json:
        return ReportFormat.JSON
    return form_of(options.output) if options.output else ReportFormat.TOML
