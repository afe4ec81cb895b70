"""The first screen: unlocks the list, or makes it on the first start."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Label, Static

from optout_profiles.errors import VaultError
from optout_profiles.runs.pacing import Pacing
from optout_profiles.secret import Secret
from optout_tui.messages import Unlocked
from optout_tui.widgets.fields import Problem, once_typed
from optout_tui.widgets.passphrase import SHORTEST, PassphraseInput, strength

if TYPE_CHECKING:
    from optout_profiles.sites import SiteProfile
    from optout_tui.desk import Desk

WELCOME = (
    "There is no list yet. It will be encrypted with a passphrase that you choose now.\n"
    "Nobody can restore it: keep it well. Four or five unrelated words do."
)


class UnlockScreen(Screen[None]):
    """Asks for the passphrase; for a new list twice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the next key is given to a field, so that typed-ahead keys come to the right one.
        Binding("enter", "go_on", "Go on", show=False, priority=True, id="unlock.go-on"),
    ]

    def __init__(
        self, path: Path, site: Callable[[], "SiteProfile"], browser: str | None, pacing: Pacing
    ) -> None:
        super().__init__()
        self._path, self._site, self._browser, self._pacing = path, site, browser, pacing
        self._is_new = not path.exists()
        self._is_opening = False

    def compose(self) -> ComposeResult:
        """Lay out the field, or both of them."""
        with Vertical(classes="dialog"):
            yield Static(Text("optout-tui", "bold"), markup=False)
            yield Static(Text(WELCOME if self._is_new else str(self._path)), markup=False)
            yield Label("Passphrase", markup=False)
            yield PassphraseInput(placeholder="passphrase", id="passphrase", select_on_focus=False)
            if self._is_new:
                yield Static("", id="strength", markup=False)
                yield Label("The same again", markup=False)
                yield PassphraseInput(id="again")
            yield Problem()
            yield Static("enter: go on · ctrl+q: quit", classes="hint")

    @on(Input.Changed)
    def take_back_problem(self) -> None:
        """Leave nothing standing of the problem with what was typed before."""
        self.query_one(Problem).take_back()

    @on(Input.Changed, "#passphrase")
    def show_strength(self, event: Input.Changed) -> None:
        """Say how good a new passphrase is."""
        if self._is_new:
            words = strength(event.value) if event.value else ""
            self.query_one("#strength", Static).update(Text(words))

    def action_go_on(self) -> None:
        """Open or make the list once everything is typed."""
        first = self.query_one("#passphrase", Input)
        if self._is_new and self.focused is first:
            self.set_focus(self.query_one("#again"))
            once_typed([first], self._return_if_short)
        else:
            once_typed(list(self.query(Input)), self._take_typed)

    def _return_if_short(self) -> bool:
        first = self.query_one("#passphrase", Input)
        if len(first.value) >= SHORTEST:
            return False
        self.query_one("#again", Input).value = ""
        self.set_focus(first)
        self._say(f"{strength(first.value)} characters")
        return True

    def _take_typed(self) -> None:
        typed = self.query_one("#passphrase", Input).value
        if not typed or self._is_opening or (self._is_new and self._return_if_short()):
            return
        if self._is_new and self.query_one("#again", Input).value != typed:
            self._complain("The two passphrases differ.")
            return
        self._is_opening = True
        self._say("Opening …")
        self._open(Secret(typed))

    @work
    async def _open(self, passphrase: Secret[str]) -> None:
        try:
            desk = await asyncio.to_thread(self._unlocked, passphrase)
        except VaultError as error:
            self._complain(str(error))
        else:
            self._complain("")  # it stays below the accounts, and keeps nothing
            self.app.post_message(Unlocked(desk))

    def _unlocked(self, passphrase: Secret[str]) -> "Desk":
        """Open or make the vault; in a thread, as deriving the key takes most of a second."""
        from optout_profiles.vault import create_vault, open_vault  # noqa: PLC0415 (slow)
        from optout_tui.desk import Desk  # noqa: PLC0415
        from optout_tui.screens import accounts  # noqa: F401, PLC0415 (needed next)

        if self._is_new:
            vault = create_vault(self._path, passphrase)
        else:
            vault = open_vault(self._path, passphrase, writing=True)
        try:
            return Desk(vault, self._site(), self._browser, pacing=self._pacing)
        except BaseException:
            vault.close()
            raise

    def _complain(self, sentence: str) -> None:
        self._is_opening = False
        for field in self.query(Input):
            field.value = ""
        self._say(sentence)
        self.query_one("#passphrase", Input).focus()

    def _say(self, sentence: str) -> None:
        self.query_one(Problem).say(sentence)
