"""Signing accounts in, one after another: says what the person has to do, with the clock.

Owns the order of these dialogs. What is kept, and how one signs in, is ``sign_ins``'.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from optout_profiles.accounts import Account
from optout_profiles.errors import BrowserError, NoDisplay, VaultError
from optout_profiles.outcomes import REFUSALS, Outcome, Reason
from optout_profiles.runs.challenges import ONLY_IN_A_WINDOW
from optout_profiles.runs.judging import Obstacle
from optout_profiles.secret import Secret
from optout_profiles.text import cleaned
from optout_tui.desk import Desk
from optout_tui.screens.asking import AskScreen
from optout_tui.screens.dialog import Dialog
from optout_tui.screens.sign_in_form import CodeForm, SignInForm, Wish
from optout_tui.sign_ins import barred
from optout_tui.wording import keys, other_member_words, system_words
from optout_tui.wording import signing_in as said

TYPED_WRONG = frozenset({Reason.NOT_ACCEPTED, Reason.WRONG_CODE})
"""What a person mends by typing it once more."""

GIVEN_UP = Obstacle(Outcome.CANCELLED, Reason.GIVEN_UP)


class SigningIn(Dialog[str]):
    """Signs these accounts in and goes, with the reason where nobody could be signed in at all.

    ``tell`` learns of each end. The person acts in a browser's window where one can be shown, else
    types here, and may change from one to the other. What signs in calls this its attendant.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "wish('LEAVE')", keys.GIVE_UP.name, id="sign-in.leave"),
        Binding("t", "wish('TYPE')", keys.TYPE_HERE.name, id="sign-in.type"),
        Binding(
            "ctrl+x", "wish('STOP')", keys.STOP_SIGNING_IN.name, priority=True, id="sign-in.stop"
        ),
    ]

    def __init__(
        self,
        desk: Desk,
        account_ids: Sequence[str],
        tell: Callable[[str, Obstacle | None], None],
    ) -> None:
        super().__init__()
        self._desk, self._account_ids, self._tell = desk, tuple(account_ids), tell
        self._in_window = desk.has_window
        self._wish: Wish | None = None
        self._trying: asyncio.Task[Obstacle | None] | None = None
        self._label = self._title = self._login = ""

    def compose(self) -> ComposeResult:
        """Lay out who it is about, what is to be done, how long there is, and the keys."""
        with Vertical(classes="dialog"):
            for name in ("who", "asked", "left", "keys"):
                yield Static("", id=name, markup=False)

    def on_mount(self) -> None:
        """Begin with the first account."""
        self._sign_in()

    def action_wish(self, name: str) -> None:
        """Give this account up, or do it otherwise, once the browser is gone."""
        self._wish = Wish[name]
        self._show(said.CLOSING)
        if self._trying:
            self._trying.cancel()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer typing only where it would be something else."""
        return self._in_window or (action, parameters) != ("wish", ("TYPE",))

    async def code(self, reason: Reason, *, was_wrong: bool) -> Secret[str] | None:
        """Ask for a code."""
        form = CodeForm(self._title, reason, was_wrong=was_wrong)
        typed = await self.app.push_screen_wait(form)
        if isinstance(typed, Secret):
            self._show(said.AT_WORK)
            return typed
        self._wish = typed
        return None

    def waits(self, reason: Reason | None, seconds_left: float) -> bool:
        """Show what has to be done; False once the person wants something else."""
        if self._wish is None:
            words = said.please(reason, in_window=self._in_window)
            self._show(words, said.time_left(seconds_left))
        return self._wish is None

    async def confirms(self, member: str) -> bool:
        """Ask whether somebody else is kept for this row."""
        asked = AskScreen(*other_member_words(self._label, member))
        return await self.app.push_screen_wait(asked)

    @work(group="sign-in")
    async def _sign_in(self) -> None:
        failure = ""
        try:
            for place, account_id in enumerate(self._account_ids):
                self._go_to(place)
                obstacle = await self._one(self._desk.refreshed(account_id))
                self._tell(account_id, obstacle)
                if self._wish is Wish.STOP or (obstacle and obstacle.reason in REFUSALS):
                    break
        except (BrowserError, VaultError) as error:
            failure = str(error)
        except OSError as error:
            failure = system_words(error)
        await self._come_to_top()
        self.dismiss(failure)

    async def _come_to_top(self) -> None:
        """Close what lies above, a question about quitting say: only the top can be dismissed."""
        while self.app.screen is not self and self in self.app.screen_stack:
            await self.app.screen.dismiss()

    def _go_to(self, place: int) -> None:
        count = len(self._account_ids)
        self._label = cleaned(self._desk.account(self._account_ids[place]).label)
        self._title = said.title(self._label, place + 1, count)
        self.query_one("#who", Static).update(Text(self._title, "bold"))

    async def _one(self, account: Account) -> Obstacle | None:
        """Sign one account in, by as many tries as the person makes; each is one try."""
        if obstacle := barred(account):
            return obstacle
        problem, self._login = "", account.login or ""
        while True:
            self._wish = None
            try:
                obstacle = await self._tried(account, problem)
            except NoDisplay:
                if not self._in_window:
                    raise
                self._in_window, problem = False, said.DEAD_DISPLAY
                continue
            problem = ""
            if obstacle is None:
                return None
            wish = self._wished()
            if wish in {Wish.TYPE, Wish.WINDOW}:
                self._in_window = wish is Wish.WINDOW
            elif wish or self._in_window:
                return obstacle
            elif obstacle.reason in TYPED_WRONG:
                problem = said.sentence(obstacle.reason)
            elif obstacle.reason in ONLY_IN_A_WINDOW and await self._wants_window(obstacle.reason):
                self._in_window = True
            else:
                return obstacle

    async def _tried(self, account: Account, problem: str) -> Obstacle | None:
        """Try once; the person's giving up ends it, and so does the app's end."""
        if self._in_window:
            self._show(said.OPENING_WINDOW)
            trying = self._desk.sign_ins.in_window(account, self)
        else:
            window = self._desk.has_window
            form = SignInForm(self._title, self._login, problem, has_window=window)
            typed = await self.app.push_screen_wait(form)
            if isinstance(typed, Wish):
                self._wish = typed
                return GIVEN_UP
            self._login = typed.login
            self._show(said.AT_WORK)
            trying = self._desk.sign_ins.typed(account, typed, self)
        self._trying = asyncio.create_task(trying)
        try:
            return await self._trying
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self._wish is None or (task and task.cancelling()):
                raise  # the app ends
            return GIVEN_UP
        finally:
            self._trying = None

    def _wished(self) -> Wish | None:
        return self._wish

    async def _wants_window(self, reason: Reason) -> bool:
        if not self._desk.has_window:
            return False
        asked = AskScreen(said.open_window(self._label), said.why_window(reason))
        return await self.app.push_screen_wait(asked)

    def _show(self, asked: str, left: str = "") -> None:
        self.query_one("#asked", Static).update(Text(asked))
        self.query_one("#left", Static).update(Text(left, "bold"))
        keys_now = said.waiting_keys(in_window=self._in_window)
        self.query_one("#keys", Static).update(Text(keys_now, "dim"))
