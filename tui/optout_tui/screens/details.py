"""Everything that is known of one account, over the list."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from optout_tui.desk import Desk
from optout_tui.screens.dialog import Dialog
from optout_tui.widgets.account_details import AccountDetails
from optout_tui.wording import dialogs as said
from optout_tui.wording import keys
from optout_tui.wording.advice import Ways


class DetailsScreen(Dialog[None]):
    """Shows an account; esc goes back."""

    DEFAULT_CSS = """
    DetailsScreen AccountDetails { height: auto; max-height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss(None)", keys.BACK.name, id="details.back")
    ]

    def __init__(self, desk: Desk, account_id: str, ways: Ways) -> None:
        super().__init__()
        self._account_id = account_id
        self._details = AccountDetails(desk, ways)

    def compose(self) -> ComposeResult:
        """Lay out what is known above the way back."""
        with Vertical(classes="dialog"):
            yield self._details
            yield Static(said.DETAILS_KEYS, classes="hint")

    def on_mount(self) -> None:
        """Show the account."""
        self._details.show(self._account_id)
        self._details.focus()
