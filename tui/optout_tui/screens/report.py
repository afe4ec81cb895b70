"""Where the status report goes."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class ReportScreen(ModalScreen[Path | None]):
    """Returns the file to write, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="report.leave")
    ]

    def __init__(self, usual: Path) -> None:
        super().__init__()
        self._usual = usual

    def compose(self) -> ComposeResult:
        """Lay out the field with the usual place in it."""
        with Vertical(classes="dialog"):
            yield Static(Text("Write the status report to", "bold"), markup=False)
            yield Input(str(self._usual))
            yield Static("enter: write · esc: leave · .toml, .json or .csv", classes="hint")

    @on(Input.Submitted)
    def take_file(self, event: Input.Submitted) -> None:
        """Return the file."""
        if event.value.strip():
            self.dismiss(Path(event.value.strip()).expanduser().absolute())
