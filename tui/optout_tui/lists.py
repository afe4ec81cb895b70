"""Where the app writes the list to."""

from pathlib import Path

from optout_profiles.accounts import now
from optout_profiles.folders import private_folder
from optout_profiles.listing.exporting import export_form, export_text
from optout_profiles.reports.writing import write_pieces
from optout_tui.desk import Desk


def usual_list(desk: Desk) -> Path:
    """Return where the list goes unless the person says otherwise: beside the reports."""
    return desk.usual_report().with_name(f"accounts-{now():%Y-%m-%d-%H%M}.csv")


def write_list(desk: Desk, file: Path) -> None:
    """Write the list without its secrets, in the form that the file's ending names.

    Raises ``UsageError`` and ``OSError``. No folder is made but the usual one.
    """
    form = export_form(file)
    if file.parent == usual_list(desk).parent:
        private_folder(file.parent)
    write_pieces(export_text(desk.accounts, form), file)
