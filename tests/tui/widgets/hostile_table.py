"""A table of hostile labels, to be run in a terminal: `hostile_table.py`."""

from datetime import UTC, datetime

from textual.app import App, ComposeResult

from optout_profiles.accounts import Account
from optout_tui.widgets.columns import Column
from optout_tui.widgets.table import AccountsTable

LABELS = (
    "\x1b]0;stolen title\x07",
    "\x1b]52;c;c3RvbGVu\x07",
    "\x1b[2J\x1b[31mred",
    "\x9b2J\x9d0;stolen\x9c",
    "a\u202eb\u2066c\u200fd",
    "\r\n\x08\x0b\x0c\x0e",
    "\udc9b1m",
    "[@click=app.exit()]x[/]",
    "\x1b[?1049l\x1bc",
    *(f"harmless {n}" for n in range(60)),
)


class HostileTable(App[None]):
    """Nothing but the table."""

    def compose(self) -> ComposeResult:
        label = Column("label", "Account", 30, share=1, text=lambda a: a.label, sort_key=str)
        table = AccountsTable([label])
        day = datetime(2026, 11, 1, tzinfo=UTC)
        table.show(Account(f"a{n}", label, day) for n, label in enumerate(LABELS))
        yield table


if __name__ == "__main__":
    HostileTable().run()
