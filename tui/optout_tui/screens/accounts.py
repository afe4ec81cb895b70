"""The main screen: conducts the table, the queue and the dialogs, and owns none of them."""

from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer

from optout_profiles.errors import VaultError
from optout_profiles.runs.events import Kind, QueueEnded, QueueStarted, RunEnded, RunStarted
from optout_tui.advice import Ways
from optout_tui.desk import Desk, details_of
from optout_tui.messages import QueueFailed, QueueTold
from optout_tui.screens.account_form import AccountForm
from optout_tui.screens.accounts_keys import KEYS, STEERING
from optout_tui.screens.asking import AskScreen, who_is_meant
from optout_tui.screens.details import DetailsScreen
from optout_tui.screens.help import HelpScreen
from optout_tui.screens.report import ReportScreen
from optout_tui.widgets.accounts_pane import AccountsPane
from optout_tui.widgets.queue_strip import QueueStrip
from optout_tui.widgets.table import AccountsTable
from optout_tui.wording import counted, cut_short_words


class AccountsScreen(Screen[None]):
    """The accounts of an unlocked vault; ``hint`` is a line above them."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, desk: Desk, ways: Ways, hint: str = "") -> None:
        super().__init__()
        self._desk, self._ways = desk, ways
        self.pane = AccountsPane(desk.site, lambda id_: id_ in desk.signed_in, hint)
        self.table = self.pane.table
        self.queue = QueueStrip(desk)

    def compose(self) -> ComposeResult:
        """Lay out the accounts, the queue and the keys."""
        yield self.pane
        yield self.queue
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Fill the table; tell of what a kill cut short, and mark what it left undone."""
        self.pane.show(self._desk.accounts)
        self.table.focus()
        if cut := self._desk.was_cut_short:
            self.table.mark(cut.left)
            at_hand = self._desk.account(cut.interrupted).label if cut.interrupted else ""
            if said := cut_short_words(at_hand, len(self.table.marked)):
                self._say(said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer pausing and stopping only while there is something to pause or stop.

        They stay among the keys that the help lists.
        """
        del parameters
        return True if action not in STEERING or self.queue.is_going_on else None

    @on(AccountsTable.RowChosen)
    def show_details(self, event: AccountsTable.RowChosen) -> None:
        """Show one account."""
        self.app.push_screen(DetailsScreen(self._desk, event.account_id, self._ways))

    @on(QueueTold)
    def show_progress(self, message: QueueTold) -> None:
        """Show in the table what happened in the queue: the one row that it changed."""
        match message.event:
            case RunStarted(account_id=account_id):
                self.table.busy_id = account_id
            case RunEnded():
                self._show_result()
            case QueueStarted() | QueueEnded():
                self.refresh_bindings()

    @on(QueueFailed)
    def show_failure(self, message: QueueFailed) -> None:
        """Say why the queue could not go on; the account at hand is as the vault has it."""
        self._say(message.sentence, is_problem=True)
        self.refresh_bindings()
        try:
            self._show_result()
        except VaultError:  # it failed just now, and that was said
            self.table.busy_id = None

    def action_check(self) -> None:
        """Read the setting of the marked accounts, else of the one under the cursor."""
        if (chosen := self._chosen()) and not self._is_busy():
            self.queue.start(chosen, Kind.CHECK)

    @work
    async def action_opt_out(self) -> None:
        """Ask, then switch the setting off for the chosen accounts."""
        chosen = await self._agreed("Switch AI training off for {accounts}?")
        if chosen and not self._is_busy():
            self.queue.start(chosen, Kind.OPT_OUT)

    def action_pause(self) -> None:
        """Pause the queue before the next account, or resume it."""
        self.queue.turn_pause()

    @work
    async def action_stop(self) -> None:
        """Ask, then end the queue once the current account is done."""
        question = "Stop the queue? The current account is finished first."
        rest = "What has not begun stays as it is."
        if await self.app.push_screen_wait(AskScreen(question, rest)):
            self.queue.stop()

    @work
    async def action_new(self) -> None:
        """Add an account."""
        if await self.app.push_screen_wait(AccountForm("New account", self._desk.add)):
            self.pane.show(self._desk.accounts)
            added = self._desk.accounts[-1].id
            self.table.cursor_id = added
            self.table.focus()
            if way := self._ways.sign_in(added):
                self._say(f"To sign it in: {way}")

    @work
    async def action_edit(self) -> None:
        """Change what the list says of the account under the cursor."""
        if not (account_id := self.table.cursor_id):
            self._say(self.pane.why_empty)
            return
        if self._is_busy():
            return
        known = details_of(self._desk.account(account_id))
        save = partial(self._desk.edit, account_id)
        if await self.app.push_screen_wait(AccountForm("Edit account", save, known)):
            self.pane.show(self._desk.accounts)

    @work
    async def action_remove(self) -> None:
        """Ask, then take the chosen accounts off the list."""
        chosen = await self._agreed("Take {accounts} off the list?")
        if chosen and not self._is_busy():
            try:
                self._desk.remove(chosen)
            except VaultError as error:
                self._say(str(error), is_problem=True)
            self.pane.show(self._desk.accounts)

    @work
    async def action_report(self) -> None:
        """Ask where to, and write the status report there."""
        dialog = ReportScreen(self._desk.usual_report(), self._desk.write_report)
        if file := await self.app.push_screen_wait(dialog):
            self._say(f"The report is in {file}")

    def action_filter(self) -> None:
        """Open the filter."""
        self.pane.open_filter()

    def action_clear_filter(self) -> None:
        """Show all rows again."""
        self.pane.show_all()

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen(self))

    def _chosen(self) -> tuple[str, ...]:
        """Return which accounts are meant; say so where none can be."""
        if not self.pane.chosen:
            self._say(self.pane.why_empty)
        return self.pane.chosen

    def _is_busy(self) -> bool:
        if self.queue.is_going_on:
            self._say("A queue is at work. x stops it after this account.")
        return self.queue.is_going_on

    async def _agreed(self, question: str) -> tuple[str, ...]:
        """Ask about the chosen accounts and return them; none unless the person agrees."""
        chosen = self._chosen()
        if not chosen or self._is_busy():
            return ()
        labels = [self._desk.account(account_id).label for account_id in chosen]
        who = who_is_meant(labels, self.table.hidden_marks)
        asked = AskScreen(question.format(accounts=counted(len(chosen), "account")), who)
        return chosen if await self.app.push_screen_wait(asked) else ()

    def _show_result(self) -> None:
        """Show the account at hand as a run has left it in the vault."""
        account_id = self.table.busy_id
        if account_id is None:
            return
        before = self._desk.account(account_id).standing
        account = self._desk.refreshed(account_id)
        self.table.busy_id = None
        self.pane.patch(account, before)

    def _say(self, sentence: str, *, is_problem: bool = False) -> None:
        self.notify(
            sentence, severity="error" if is_problem else "information", markup=False, timeout=5
        )
