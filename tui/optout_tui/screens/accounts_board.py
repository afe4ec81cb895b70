"""The main screen as it shows things: the table, the queue and what happens in it.

Owns who is meant by the marks, and asking about them. What the keys do is in ``accounts_runs`` and
``accounts``.
"""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from optout_profiles.errors import VaultError
from optout_profiles.runs.aftermath import CutShort
from optout_profiles.runs.events import Kind, QueueEnded, QueueStarted, RunEnded, RunStarted
from optout_tui.desk import Desk
from optout_tui.messages import QueueFailed, QueueTold
from optout_tui.screens.accounts_keys import KEYS, OF_QUEUES, STARTING, STEERING, WAITING
from optout_tui.screens.asking import AskScreen
from optout_tui.screens.details import DetailsScreen
from optout_tui.widgets.account_details import AccountDetails
from optout_tui.widgets.accounts_pane import AccountsPane
from optout_tui.widgets.keys_line import KeysLine
from optout_tui.widgets.queue_strip import QueueStrip
from optout_tui.widgets.table import AccountsTable
from optout_tui.wording import accounts as said
from optout_tui.wording import counted, sitting_words
from optout_tui.wording.advice import Ways
from optout_tui.wording.dialogs import who_is_meant
from optout_tui.wording.runs import without_sign_in

ROOM_BESIDE = 130
"""Cells from which on details stand beside the list."""


class AccountsBoard(Screen[None]):
    """The accounts of an unlocked vault; ``hint`` is a line above them."""

    DEFAULT_CSS = """
    AccountsBoard {
        ToastRack { margin-bottom: 4; }
        & > Horizontal { height: 1fr; }
        #beside { display: none; width: 54; padding: 0 1; border-left: solid $primary; }
        &.has-beside #beside { display: block; scrollbar-size-vertical: 1; }
    }
    """  # toasts above the queue's lines and the keys, which have to be seen all the time
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, desk: Desk, ways: Ways, hint: str = "") -> None:
        super().__init__()
        self._desk, self._ways = desk, ways
        self.pane = AccountsPane(desk.site, desk.sign_in_word, desk.sight, hint)
        self.table = self.pane.table
        self.queue = QueueStrip(desk)
        self._beside = AccountDetails(desk, ways, id="beside", can_focus=False)

    @property
    def is_between_accounts(self) -> bool:
        """Whether a queue goes on, and none of its accounts is at hand: it waits, or is paused."""
        state = self.queue.state
        return self.queue.is_going_on and state is not None and state.account_id is None

    def compose(self) -> ComposeResult:
        """Lay out the accounts, the details beside them, the queue and the keys."""
        with Horizontal():
            yield self.pane
            yield self._beside
        yield self.queue
        yield KeysLine(self._is_idle)

    def on_mount(self) -> None:
        """Fill the table; tell of what a kill cut short, and mark what it left undone."""
        self.pane.show(self._desk.accounts)
        self.table.focus()
        if cut := self._desk.was_cut_short:
            self.table.mark(cut.left)
            self.take_up(cut)

    @abstractmethod
    def take_up(self, cut: CutShort) -> None:
        """Offer to go on with what a kill left of a queue."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer steering only while there is something to steer; the help lists it all the same."""
        del parameters
        return None if action in STEERING | WAITING and self._is_idle(action) else True

    @on(AccountsTable.RowChosen)
    def show_details(self, event: AccountsTable.RowChosen) -> None:
        """Show one account: beside the list where there is room, and until it is asked again."""
        if self.size.width >= ROOM_BESIDE:
            self.set_class(not self.has_class("has-beside"), "has-beside")
            self.look_beside()
        else:
            self.app.push_screen(DetailsScreen(self._desk, event.account_id, self._ways))

    @on(AccountsTable.CursorMoved)
    def look_beside(self) -> None:
        """Show the account under the cursor beside the list, where details are shown there."""
        if self.has_class("has-beside") and self.table.cursor_id:
            self._beside.show(self.table.cursor_id)

    def on_resize(self, event: events.Resize) -> None:
        """Leave the list its room."""
        if event.size.width < ROOM_BESIDE:
            self.remove_class("has-beside")

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

    def _is_idle(self, action: str) -> bool:
        """Say whether an action leads nowhere now."""
        if action in WAITING:
            return not self.queue.is_waiting
        if action in STEERING | OF_QUEUES:
            return not self.queue.is_going_on
        return action in STARTING and self.queue.is_going_on

    def _chosen(self) -> tuple[str, ...]:
        """Return which accounts are meant; say so where none can be."""
        if not self.pane.chosen:
            self._say(self.pane.why_empty)
        return self.pane.chosen

    def _is_busy(self) -> bool:
        if self.queue.is_going_on:
            self._say(said.AT_WORK)
        return self.queue.is_going_on

    async def _agreed(
        self,
        question: str,
        kind: Kind | None = None,
        among: Sequence[str] | None = None,
        settings: Sequence[str | None] = (None,),
        note: str = "",
    ) -> tuple[str, ...]:
        """Ask about the chosen accounts and return them; none unless the person agrees.

        For runs of this ``kind`` on these settings they are those of one sitting; ``among``
        narrows the choice. A ``note`` says what agreeing means, below the names.
        """
        chosen = self._chosen() if among is None else tuple(among)
        if not chosen or self._is_busy():
            return ()
        now, sitting = self._sitting(chosen, kind, settings) if kind else (chosen, "")
        labels = [self._desk.account(account_id).label for account_id in now]
        who = who_is_meant(labels, self.table.hidden_of(now))
        words = question.format(accounts=counted(len(now), "account"))
        asked = AskScreen(words, f"{sitting}{who}\n{note}".rstrip(), len(now))
        return now if await self.app.push_screen_wait(asked) else ()

    def _sitting(
        self, chosen: Sequence[str], kind: Kind, settings: Sequence[str | None] = (None,)
    ) -> tuple[tuple[str, ...], str]:
        """Return which accounts one sitting takes, and lines on those that are left, if any."""
        now = self._desk.sitting(chosen, kind, settings)
        ids = tuple(account.id for account in now.accounts)
        lines = [sitting_words(len(ids), len(now.left))] if now.left else []
        lacking = len(set(ids) - self._desk.signed_in) if kind is not Kind.GUIDED else 0
        if lacking:
            lines.append(without_sign_in(lacking, len(ids)))
        return ids, "".join(f"{line}\n" for line in lines)

    def _show_result(self) -> None:
        """Show the account at hand as a run has left it in the vault."""
        account_id = self.table.busy_id
        if account_id is None:
            return
        before = self._desk.account(account_id).standing
        account = self._desk.refreshed(account_id)
        self.table.busy_id = None
        self.pane.patch(account, before)
        self.look_beside()

    def _say(self, sentence: str, *, is_problem: bool = False) -> None:
        self.notify(
            sentence, severity="error" if is_problem else "information", markup=False, timeout=5
        )
