"""The main screen's keys for what is done at the service: runs, and its rules."""

from collections.abc import Sequence

from textual import work

from optout_profiles.errors import VaultError
from optout_profiles.runs.aftermath import CutShort
from optout_profiles.runs.choice import Way
from optout_profiles.runs.events import LOOKING, Kind
from optout_profiles.text import cleaned
from optout_tui.screens.accounts_sign_ins import AccountsSignIns
from optout_tui.screens.asking import AskOfWork, AskScreen
from optout_tui.screens.queue import QueueScreen
from optout_tui.screens.terms import TermsScreen
from optout_tui.sequels import Deed
from optout_tui.wording import MANY
from optout_tui.wording import runs as said
from optout_tui.wording.accounts import removed_since
from optout_tui.wording.dialogs import who_is_meant
from optout_tui.wording.queue import cut_short_words
from optout_tui.wording.terms import NO_DISPLAY, choice_words


class AccountsRuns(AccountsSignIns):
    """Starts and steers what is done at the service."""

    def take_up(self, cut: CutShort) -> None:
        """Offer to go on with what a kill left of a queue."""
        self._take_up(cut)

    @work
    async def _take_up(self, cut: CutShort) -> None:
        """Tell what a kill left of a queue, and offer to go on with it.

        What was at hand comes first, and as always it is read before anything is clicked.
        """
        at_hand = self._desk.account(cut.interrupted).label if cut.interrupted else ""
        words = cut_short_words(cut.kind, cut.done, at_hand, len(cut.left))
        if not words:
            return
        now, note = self._sitting(cut.to_go_on, cut.kind, cut.settings)
        who = who_is_meant([self._desk.account(one).label for one in now], 0)
        first = f"{said.read_first(at_hand)} " if at_hand else ""
        marked = said.LEFT_STAYS_MARKED if cut.left else ""
        rest = f"{words}\n{note}{first}{marked}\n{who}"
        question = said.go_on_with(len(now))
        count = 0 if cut.kind in LOOKING else len(now)
        if await self.app.push_screen_wait(AskScreen(question, rest, count)):
            await self._go_on(cut, now)

    async def _go_on(self, cut: CutShort, account_ids: Sequence[str]) -> None:
        """Begin what a kill cut short anew, in the way that the list's answer names by now."""
        kind, way = cut.kind, Way.AUTOMATIC
        if kind not in LOOKING:
            if not (asked := await self._way()):
                return
            way = asked
        if kind is Kind.OPT_OUT and way is Way.GUIDED:
            kind = Kind.GUIDED
        if kind is Kind.UNDO and way is Way.GUIDED:
            self._say(said.GUIDED_UNDO, is_problem=True)
        elif kind is Kind.GUIDED and not self._desk.has_window:
            self._say_no_window()
        elif not self._is_busy():
            self.queue.start(account_ids, kind, cut.settings)

    def action_check(self) -> None:
        """Read the setting of the marked accounts, else of the one under the cursor."""
        self._look()

    def action_check_related(self) -> None:
        """Read the other settings of these accounts too."""
        self._look(settings=(None, *(one.name for one in self._desk.site.related)))

    def action_preview(self) -> None:
        """Do all of an opt-out but its click."""
        self._look(Kind.PREVIEW)

    def _look(self, kind: Kind = Kind.CHECK, settings: Sequence[str | None] = (None,)) -> None:
        if not (chosen := self._chosen()) or self._is_busy():
            return
        is_asked = self._desk.site.is_live and self._desk.choice is None
        now, note = self._sitting(chosen, kind, settings)
        if is_asked or len(now) >= MANY:
            self._look_once_agreed(chosen, kind, settings)
            return
        if note:
            self._say(note)
        self.queue.start(now, kind, settings)

    @work
    async def _look_once_agreed(
        self, chosen: Sequence[str], kind: Kind, settings: Sequence[str | None]
    ) -> None:
        """Show the service's rules before the first run of this list, and ask about many accounts.

        A word typed into the wrong window must not begin what takes an hour.
        """
        if self._desk.site.is_live and self._desk.choice is None and not await self._asked_way():
            self._say(said.LEFT_OPEN)
            return
        now, note = self._sitting(chosen, kind, settings)
        question = said.LOOKING_QUESTIONS[kind, len(settings) > 1]
        if len(now) >= MANY:
            now = await self._agreed(question, kind, chosen, settings)
        elif note:
            self._say(note)
        if now and not self._is_busy():
            self.queue.start(now, kind, settings)

    @work
    async def action_opt_out(self) -> None:
        """Ask, then switch the setting off for the chosen accounts, or let a person do it."""
        if not self._chosen() or self._is_busy() or not (way := await self._way()):
            return
        await self._start(Kind.GUIDED if way is Way.GUIDED else Kind.OPT_OUT)

    @work
    async def action_guided(self) -> None:
        """Ask, then let a person switch the setting off in a browser's window."""
        if self._chosen() and not self._is_busy() and await self._way():
            await self._start(Kind.GUIDED)

    @work
    async def action_undo(self) -> None:
        """Ask, then put back what runs have switched off for the chosen accounts."""
        changed = [one for one in self.pane.chosen if self._desk.account(one).changing_run]
        if not changed:
            self._say(f"{self.pane.why_empty or said.NOTHING_SWITCHED_OFF} {said.WHAT_UNDO_NEEDS}")
        elif self._is_busy() or not (way := await self._way()):
            return
        elif way is Way.GUIDED:
            self._say(said.GUIDED_UNDO, is_problem=True)
        else:
            await self._start(Kind.UNDO, changed)

    @work
    async def action_queue(self) -> None:
        """Show the queue as a place, and do what is to follow it, where that is asked for."""
        state = self.queue.state
        if state is None:
            self._say(said.NO_QUEUE)
            return
        screen = QueueScreen(self.queue, self._label, self.table.marked)
        sequel = await self.app.push_screen_wait(screen)
        here = [one for one in sequel.account_ids if self._desk.has(one)] if sequel else []
        if sequel and here:
            await self._follow(sequel.deed, here, state.kind)

    async def _follow(self, deed: Deed, account_ids: Sequence[str], kind: Kind) -> None:
        """Do what is to follow a queue of this kind, with the questions that its key would ask."""
        if deed is Deed.SIGN_IN:
            await self._sign_in(account_ids)
        elif deed is Deed.CLICK:
            await self._start(Kind.GUIDED, account_ids)
        elif kind in said.QUESTIONS:
            await self._start(kind, account_ids)
        else:
            self.queue.start(account_ids, kind, self.queue.settings)

    def _label(self, account_id: str) -> str:
        """Return what an account is called; one may have been removed since its queue ended."""
        if not self._desk.has(account_id):
            return removed_since(account_id)
        return cleaned(self._desk.account(account_id).label)

    def action_pause(self) -> None:
        """Pause the queue before the next account, or resume it."""
        self.queue.turn_pause()

    def action_skip_wait(self) -> None:
        """Begin the next account now; or, where a person's turn is awaited, give it up."""
        self.queue.skip_wait()

    @work
    async def action_stop(self) -> None:
        """Ask, then end the queue once the current account is done."""
        asked = AskOfWork(
            said.STOP_QUEUE, said.WHAT_STOPPING_LEAVES, lambda: self.queue.is_going_on
        )
        if await self.app.push_screen_wait(asked):
            self.queue.stop()

    @work
    async def action_rules(self) -> None:
        """Show the service's rules, and change who clicks."""
        if self._desk.site.is_live:
            await self._asked_way()
        else:
            self._say(said.NOT_LIVE)

    async def _start(self, kind: Kind, among: Sequence[str] | None = None) -> None:
        if kind is Kind.GUIDED and not self._desk.has_window:
            self._say_no_window()
            return
        chosen = await self._agreed(said.QUESTIONS[kind], kind, among)
        if chosen and not self._is_busy():
            self.queue.start(chosen, kind)

    def _say_no_window(self) -> None:
        """Say why nothing begins; who clicks can be changed only where that was answered."""
        choice = self._desk.choice if self._desk.site.is_live else None
        is_answer = choice is not None and choice.way is Way.GUIDED
        self._say(said.NO_WINDOW_AS_ANSWERED if is_answer else said.NO_WINDOW, is_problem=True)

    async def _way(self) -> Way | None:
        """Return who clicks, asked once on a live service; None if that was left open."""
        if not self._desk.site.is_live:
            return Way.AUTOMATIC
        choice = self._desk.choice
        return choice.way if choice else await self._asked_way()

    async def _asked_way(self) -> Way | None:
        way = await self.app.push_screen_wait(TermsScreen(self._desk.choice))
        if not way:
            return None
        try:
            self._say(choice_words(self._desk.choose(way)))
        except VaultError as error:
            self._say(str(error), is_problem=True)
            return None
        if way is Way.GUIDED and not self._desk.has_window:
            self._say(NO_DISPLAY)
        return way
