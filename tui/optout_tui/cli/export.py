"""Write the list without its secrets: all that add and edit take, notes and authority too.

As CSV, which spreadsheets read and obey nothing in, or as TOML by id; optout-tui import takes both
in again. To standard output, or with -o to a file: written aside, then renamed, readable by you
alone. What is known of the settings is in optout-tui report.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from optout_profiles.accounts import Account
from optout_profiles.folders import path_named
from optout_profiles.listing.exporting import ExportFormat, export_form, export_text
from optout_profiles.reports.writing import write_pieces
from optout_profiles.vault import Table
from optout_tui.cli.arguments import filter_option
from optout_tui.cli.choosing import filtered
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps


def add_options(parser: ArgumentParser) -> None:
    """Take the file, its form and which accounts."""
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help=helps.EXPORT_OUTPUT)
    parser.add_argument(
        "--format",
        choices=[form.value for form in ExportFormat],
        help=helps.EXPORT_FORMAT,
    )
    filter_option(parser)


def run(options: Namespace) -> int:
    """Write the list."""
    form = _form(options)
    with opened_vault(options, writing=False) as vault:
        accounts = filtered(options, vault, vault.all(Table.ACCOUNTS, Account))
    if options.output is None:
        for piece in export_text(accounts, form):
            print(piece, end="")
        return 0
    file = path_named(options.output)
    write_pieces(export_text(accounts, form), file)
    talk(options, said.list_written(len(accounts), file))
    return 0


def _form(options: Namespace) -> ExportFormat:
    if options.format:
        return ExportFormat(options.format)
    return export_form(options.output) if options.output else ExportFormat.CSV
