"""Accounts, and an app that is nothing but the table."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message

from optout_profiles.accounts import Account
from optout_profiles.listing.fields import Sight
from optout_profiles.listing.filtering import parsed
from optout_profiles.runs.keeping import Proof
from optout_tui.widgets.columns import Column, Tone
from optout_tui.widgets.table import AccountsTable

ADDED = datetime(2026, 11, 1, tzinfo=UTC)

COLUMNS = (
    Column("label", "Account", 18, share=2, text=lambda a: a.label, sort_key=lambda a: a.label),
    Column(
        "group",
        "Group",
        10,
        share=1,
        drop=2,
        text=lambda a: a.group or "",
        sort_key=lambda a: a.group,
        style=lambda _: Tone.MUTED,
    ),
    Column("login", "Login", 16, drop=3, text=lambda a: a.login or "", sort_key=lambda a: a.login),
    Column(
        "setting",
        "Setting",
        13,
        text=lambda a: a.setting,
        sort_key=lambda a: a.setting,
        style=lambda _: Tone.DOUBTFUL,
    ),
)


class TableApp(App[None]):
    """Shows the table and keeps what it says."""

    def __init__(self, accounts: list[Account]) -> None:
        super().__init__()
        self.table = AccountsTable(COLUMNS)
        self.table.show(accounts)
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.table

    @on(AccountsTable.RowChosen)
    @on(AccountsTable.MarksChanged)
    def keep(self, message: Message) -> None:
        self.said.append(message)

    @property
    def lines(self) -> list[str]:
        """What stands in the table's lines on the screen."""
        return [self.table.render_line(y).text for y in range(self.table.size.height)]

    @property
    def cursor_line(self) -> str:
        """The one line with the cursor's sign."""
        (line,) = [line for line in self.lines if line.startswith(">")]
        return line


def numbered(count: int) -> list[Account]:
    return [
        Account(f"a{n}", f"Person {n:05}", ADDED, group=f"g{n % 7}", login=f"p{n}@x.example")
        for n in range(count)
    ]


def filtered_by(words: str) -> Callable[[list[Account]], list[Account]]:
    return partial(parsed(words).among, sight=Sight(ADDED, frozenset(), dict[str, Proof]().get))


@pytest.fixture
def having() -> Callable[[str], Callable[[list[Account]], list[Account]]]:
    return filtered_by


@pytest.fixture
def people() -> Callable[[int], list[Account]]:
    return numbered


@pytest.fixture
def table_app() -> Callable[[list[Account]], Any]:
    return TableApp
