"""The two apps that `bench_table.py` compares: `table_apps.py ours|stock ROWS`.

Both start blank. A key each: `o` opens the table with its rows, `c` changes one row on the
screen, `f` filters to one group, `n` shows all again, `s` sorts the other way round.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import count, cycle
from typing import ClassVar

from msgspec.structs import replace
from rich.text import Text
from textual.app import App
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from optout_profiles.accounts import Account
from optout_profiles.listing.fields import Sight
from optout_profiles.listing.filtering import parsed
from optout_profiles.runs.keeping import Proof
from optout_tui.widgets.columns import Column
from optout_tui.widgets.table import AccountsTable

ADDED = datetime(2026, 11, 1, tzinfo=UTC)
GROUP = "g3"
FIELDS: dict[str, tuple[int, Callable[[Account], str]]] = {
    "label": (16, lambda account: account.label),
    "setting": (13, lambda account: account.setting),
    "group": (8, lambda account: account.group or ""),
    "login": (22, lambda account: account.login or ""),
    "member": (12, lambda account: account.member or ""),
    "added": (10, lambda account: f"{account.added_at:%Y-%m-%d}"),
    "id": (8, lambda account: account.id),
}


class Bench(App[None]):
    """The keys, and the accounts that they work on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(key, f"deed('{key}')") for key in "ocfns"]

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.accounts = [
            Account(f"a{n}", f"Person {n:05}", ADDED, f"person{n}@x.example", f"m{n}", f"g{n % 7}")
            for n in range(rows)
        ]
        self.fresh = (f"fresh {n}" for n in count())
        self.turned = cycle([True, False])
        self.sight = Sight(ADDED, frozenset(), dict[str, Proof]().get)

    async def action_deed(self, key: str) -> None:
        match key:
            case "o":
                await self.open_table()
            case "c":
                self.change(replace(self.accounts[5], group=next(self.fresh)))
            case "f":
                self.narrow(GROUP)
            case "n":
                self.narrow("")
            case "s":
                self.turn(next(self.turned))


class Ours(Bench):
    """On the table of this project."""

    async def open_table(self) -> None:
        columns = [
            Column(name, name, width, text=text, sort_key=text)
            for name, (width, text) in FIELDS.items()
        ]
        self.table = AccountsTable(columns)
        self.table.show(self.accounts)
        await self.mount(self.table)
        self.table.focus()

    def change(self, account: Account) -> None:
        self.table.patch(account)

    def narrow(self, words: str) -> None:
        self.table.filter(partial(parsed(words).among, sight=self.sight))

    def turn(self, reverse: bool) -> None:
        self.table.sort("login", reverse)


class Stock(Bench):
    """On Textual's own table; cells are `Text`, since a `str` would be read as markup."""

    async def open_table(self) -> None:
        self.table: DataTable[Text] = DataTable(cursor_type="row")
        for name, (width, _) in FIELDS.items():
            self.table.add_column(name, key=name, width=width)
        self.fill(self.accounts)
        await self.mount(self.table)
        self.table.focus()

    def fill(self, accounts: list[Account]) -> None:
        for account in accounts:
            cells = (Text(text(account)) for _, text in FIELDS.values())
            self.table.add_row(*cells, key=account.id)

    def change(self, account: Account) -> None:
        self.table.update_cell(account.id, "group", Text(account.group or ""))

    def narrow(self, words: str) -> None:
        self.table.clear()
        self.fill([account for account in self.accounts if words in (account.group or "")])

    def turn(self, reverse: bool) -> None:
        self.table.sort("login", key=str, reverse=reverse)


if __name__ == "__main__":
    {"ours": Ours, "stock": Stock}[sys.argv[1]](int(sys.argv[2])).run()
