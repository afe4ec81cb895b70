"""Where a file goes that the person asked for: the status report, or the list."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from optout_profiles.errors import UsageError, VaultError
from optout_profiles.folders import path_named
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.fields import Problem
from optout_tui.wording import dialogs as said
from optout_tui.wording import keys, system_words


class ReportScreen(Dialog[Path | None]):
    """Writes the file by ``write`` and returns it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", keys.LEAVE.name, id="report.leave")
    ]

    def __init__(
        self,
        usual: Path,
        write: Callable[[Path], None],
        title: str = said.STATUS_REPORT,
        endings: str = said.REPORT_ENDINGS,
    ) -> None:
        super().__init__()
        self._usual, self._write = usual, write
        self._title, self._endings = title, endings

    def compose(self) -> ComposeResult:
        """Lay out the field with the usual place in it."""
        with Vertical(classes="dialog"):
            yield Static(Text(self._title, "bold"), markup=False)
            yield Input(str(self._usual))
            yield Problem()
            yield Static(said.write_keys(self._endings), classes="hint")

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Write it and go; stay, with the reason, if it can't be written."""
        if not self.is_active or not event.value.strip():
            return
        try:
            file = path_named(event.value.strip())
            self._write(file)
        except (UsageError, VaultError) as error:
            self.query_one(Problem).say(str(error))
        except OSError as error:
            self.query_one(Problem).say(system_words(error))
        else:
            self.dismiss(file)

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with an older path."""
        self.query_one(Problem).take_back()
