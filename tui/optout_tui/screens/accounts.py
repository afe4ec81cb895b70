"""The main screen: conducts the table, the queue and the dialogs, and owns none of them."""

from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer, Static

from optout_profiles.errors import BrowserError, VaultError
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueEnded,
    QueueStarted,
    RunEnded,
    RunStarted,
)
from optout_tui.columns import account_columns
from optout_tui.desk import Desk, Details
from optout_tui.messages import QueueFailed, QueueTold
from optout_tui.queue_work import QueueWork
from optout_tui.screens.account_form import AccountForm
from optout_tui.screens.asking import AskScreen
from optout_tui.screens.details import DetailsScreen
from optout_tui.screens.help import HelpScreen
from optout_tui.screens.report import ReportScreen
from optout_tui.widgets.filter_line import FilterLine
from optout_tui.widgets.queue_strip import QueueStrip
from optout_tui.widgets.summary import Summary
from optout_tui.widgets.table import AccountsTable
from optout_tui.wording import counted, names_of

EMPTY = "No accounts yet. Press n for the first one, ? for help."
NONE_YET = "There is no account yet; n adds one."
NO_MATCH = "No account has these words. esc shows all."
STEERING = frozenset({"pause", "stop"})
"""Actions that make sense while a queue is at work only."""


class AccountsScreen(Screen[None]):
    """The accounts of an unlocked vault; ``hint`` is a line above them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # The footer holds 80 cells: what is shown there is what a queue needs.
        Binding("o", "opt_out", "Opt out", tooltip="Switch the setting off", id="opt-out"),
        Binding("c", "check", "Check", tooltip="Read the setting", id="check"),
        Binding("p", "pause", "Pause", tooltip="Pause or resume the queue", id="pause"),
        Binding("x", "stop", "Stop", tooltip="End the queue after this account", id="stop"),
        Binding("slash", "filter", "Find", tooltip="Show only some accounts", id="filter"),
        Binding("n", "new", "New", tooltip="Add an account", show=False, id="new"),
        Binding("e", "edit", "Edit", tooltip="Change an account", show=False, id="edit"),
        Binding("d", "remove", "Remove", tooltip="Take off the list", show=False, id="remove"),
        Binding("w", "report", "Report", tooltip="Write the status report", id="report"),
        Binding("question_mark", "help", "Help", tooltip="Show all keys", id="help"),
        Binding("q", "app.leave", "Quit", tooltip="Close the browser and quit", id="quit"),
        Binding(
            "colon,ctrl+p",
            "app.command_palette",
            "Palette",
            tooltip="Find a command",
            show=False,
            id="palette",
        ),
        Binding("escape", "clear_filter", "Show all", show=False, id="clear-filter"),
    ]

    def __init__(self, desk: Desk, hint: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._hint = hint
        self.queue = QueueWork(desk)

    def compose(self) -> ComposeResult:
        """Lay out the summary, the table, the queue and the keys."""
        yield Summary(self._desk.site)
        yield Static(Text(self._hint), classes="is-shown" if self._hint else "", id="hint")
        yield FilterLine()
        columns = account_columns(lambda account_id: account_id in self._desk.signed_in)
        yield AccountsTable(columns, id="accounts")
        yield Static(EMPTY, id="empty", markup=False)
        yield Static(NO_MATCH, id="no-match", markup=False)
        yield QueueStrip()
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Fill the table; mark what a kill left undone."""
        self._refill()
        self.query_one(AccountsTable).focus()
        cut = self._desk.was_cut_short
        if cut and cut.left:
            self.query_one(AccountsTable).mark(cut.left)
            left = counted(len(cut.left), "account")
            self._say(f"The last queue was cut short. It had left to do {left}, marked here.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer pausing and stopping only while there is something to pause or stop.

        They stay among the keys that the help lists.
        """
        del parameters
        return True if action not in STEERING or self.queue.is_going_on else None

    @on(AccountsTable.MarksChanged)
    def show_marks(self, event: AccountsTable.MarksChanged) -> None:
        """Say how many are marked."""
        self.query_one(Summary).show_marks(event.count, event.hidden)

    @on(AccountsTable.RowChosen)
    def show_details(self, event: AccountsTable.RowChosen) -> None:
        """Show one account."""
        account = self._desk.account(event.account_id)
        has_session = account.id in self._desk.signed_in
        self.app.push_screen(DetailsScreen(account, self._desk.site, has_session=has_session))

    @on(FilterLine.Changed)
    def filter_rows(self, event: FilterLine.Changed) -> None:
        """Show the rows that have these words."""
        self.query_one(AccountsTable).filter(event.value)
        self._show_emptiness()

    @on(FilterLine.Submitted)
    def go_to_rows(self) -> None:
        """Leave the filter as it is and go to the rows, if it shows any."""
        self.query_one(AccountsTable).focus()

    @on(QueueTold)
    def show_progress(self, message: QueueTold) -> None:
        """Draw what happened in the queue, and the one row that it changed."""
        event, table = message.event, self.query_one(AccountsTable)
        self.queue.take_in(event)
        match event:
            case RunStarted():
                table.busy_id = event.account_id
            case RunEnded():
                table.busy_id = None
                before = self._desk.account(event.account_id).standing
                account = self._desk.refreshed(event.account_id)
                table.patch(account)
                self.query_one(Summary).change(before, account.standing)
            case QueueStarted() | QueueEnded():
                self.refresh_bindings()
        self._show_queue()

    @on(QueueFailed)
    def show_failure(self, message: QueueFailed) -> None:
        """Say why the queue could not go on."""
        self.queue.state = None
        self.query_one(AccountsTable).busy_id = None
        self._show_queue()
        self.refresh_bindings()
        self._say(message.sentence, is_problem=True)

    def action_check(self) -> None:
        """Read the setting of the marked accounts, else of the one under the cursor."""
        if (chosen := self._chosen()) and not self._is_busy():
            self._start(chosen, Kind.CHECK)

    @work
    async def action_opt_out(self) -> None:
        """Ask, then switch the setting off for the chosen accounts."""
        chosen = self._chosen()
        if not chosen or self._is_busy():
            return
        question = f"Switch AI training off for {counted(len(chosen), 'account')}?"
        if await self._agreed(question, chosen) and not self._is_busy():
            self._start(chosen, Kind.OPT_OUT)

    def action_pause(self) -> None:
        """Pause the queue before the next account, or resume it."""
        self.queue.turn_pause()
        self._show_queue()

    @work
    async def action_stop(self) -> None:
        """Ask, then end the queue once the current account is done."""
        question = "Stop the queue? The current account is finished first."
        if await self._asked(question, "What has not begun stays as it is."):
            self.queue.stop()

    @work
    async def action_new(self) -> None:
        """Add an account."""
        if await self.app.push_screen_wait(AccountForm("New account", self._desk.add)):
            self._refill()
            added = self._desk.accounts[-1].id
            self.query_one(AccountsTable).cursor_id = added
            self.query_one(AccountsTable).focus()
            self._say(f"To sign it in: quit, then optout-tui sign-in {added} --terminal")

    @work
    async def action_edit(self) -> None:
        """Change what the list says of the account under the cursor."""
        account_id = self.query_one(AccountsTable).cursor_id
        if not self._has_accounts() or account_id is None:
            return
        old = self._desk.account(account_id)
        known = Details(old.label, old.login or "", old.member or "", old.group or "")
        save = partial(self._desk.edit, account_id)
        if await self.app.push_screen_wait(AccountForm("Edit account", save, known)):
            self._refill()

    @work
    async def action_remove(self) -> None:
        """Ask, then take the chosen accounts off the list."""
        chosen = self._chosen()
        if not chosen or self._is_busy():
            return
        question = f"Take {counted(len(chosen), 'account')} off the list?"
        if await self._agreed(question, chosen) and not self._is_busy():
            try:
                self._desk.remove(chosen)
            except VaultError as error:
                self._say(str(error), is_problem=True)
            self._refill()

    @work
    async def action_report(self) -> None:
        """Ask where to, and write the status report there."""
        dialog = ReportScreen(self._desk.usual_report(), self._desk.write_report)
        if file := await self.app.push_screen_wait(dialog):
            self._say(f"The report is in {file}")

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterLine).open()

    def action_clear_filter(self) -> None:
        """Show all rows again."""
        self.query_one(FilterLine).clear_and_go()
        self.query_one(AccountsTable).focus()

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen(self))

    @work(group="queue")
    async def _start(self, account_ids: tuple[str, ...], kind: Kind) -> None:
        try:
            await self.queue.run(account_ids, kind, self._announce)
        except (BrowserError, VaultError) as error:
            self.post_message(QueueFailed(str(error)))

    def _announce(self, event: Event) -> None:
        self.post_message(QueueTold(event))

    def _chosen(self) -> tuple[str, ...]:
        table = self.query_one(AccountsTable)
        self._has_accounts()
        return table.marked or ((table.cursor_id,) if table.cursor_id else ())

    def _has_accounts(self) -> bool:
        if not self._desk.accounts:
            self._say(NONE_YET)
        return bool(self._desk.accounts)

    def _is_busy(self) -> bool:
        if self.queue.is_going_on:
            self._say("A queue is at work. x stops it after this account.")
        return self.queue.is_going_on

    async def _agreed(self, question: str, account_ids: tuple[str, ...]) -> bool:
        labels = [self._desk.account(account_id).label for account_id in account_ids]
        hidden = self.query_one(AccountsTable).hidden_marks
        more = f"\n{hidden:,} of them not shown by the filter." if hidden else ""
        return await self._asked(question, names_of(labels) + more)

    async def _asked(self, question: str, particulars: str) -> bool:
        return await self.app.push_screen_wait(AskScreen(question, particulars))

    def _refill(self) -> None:
        accounts = self._desk.accounts
        self.query_one(AccountsTable).show(accounts)
        self.query_one(Summary).show_accounts(accounts)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        table = self.query_one(AccountsTable)
        self.set_class(not table.row_count, "is-empty")
        self.set_class(bool(table.row_count and not table.visible_count), "is-unmatched")

    def _show_queue(self) -> None:
        state = self.queue.state
        busy = state.account_id if state else None
        label = self._desk.account(busy).label if busy else ""
        is_pausing = bool(state and state.account_id) and self.queue.is_about_to_pause
        self.query_one(QueueStrip).show(state, label, is_pausing=is_pausing)

    def _say(self, sentence: str, *, is_problem: bool = False) -> None:
        self.notify(
            sentence, severity="error" if is_problem else "information", markup=False, timeout=5
        )
