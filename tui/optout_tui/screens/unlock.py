"""The first screen: unlocks the list, or makes it on the first start."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from optout_profiles.errors import VaultError
from optout_profiles.secret import Secret
from optout_tui.messages import Unlocked
from optout_tui.widgets.passphrase import PassphraseInput, strength

if TYPE_CHECKING:
    from optout_profiles.sites import SiteProfile
    from optout_tui.desk import Desk

WELCOME = (
    "There is no list yet. It will be encrypted with a passphrase that you choose now.\n"
    "Nobody can restore it: keep it well. Four or five unrelated words do."
)


class UnlockScreen(Screen[None]):
    """Asks for the passphrase; for a new list twice."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, path: Path, site: Callable[[], "SiteProfile"], browser: str | None) -> None:
        super().__init__()
        self._path, self._site, self._browser = path, site, browser
        self._is_new = not path.exists()

    def compose(self) -> ComposeResult:
        """Lay out the field, or both of them."""
        with Vertical(classes="dialog"):
            yield Static(Text("optout-tui", "bold"), markup=False)
            yield Static(Text(WELCOME if self._is_new else str(self._path)), markup=False)
            yield PassphraseInput(placeholder="passphrase", id="passphrase")
            if self._is_new:
                yield Static("", id="strength", markup=False)
                yield PassphraseInput(placeholder="the same again", id="again")
            yield Static("", id="problem", markup=False)
            yield Static("enter: go on · ctrl+q: quit", classes="hint")

    @on(Input.Changed, "#passphrase")
    def show_strength(self, event: Input.Changed) -> None:
        """Say how good a new passphrase is."""
        if self._is_new:
            words = strength(event.value) if event.value else ""
            self.query_one("#strength", Static).update(Text(words))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Open or make the list once everything is typed."""
        first = self.query_one("#passphrase", Input)
        if self._is_new and event.input is first:
            self.focus_next(Input)
        elif self._is_new and self.query_one("#again", Input).value != first.value:
            self._complain("The two passphrases differ.")
        elif first.value:
            self._say("Opening …")
            self._open(Secret(first.value))

    @work(exclusive=True)
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
            return Desk(vault, self._site(), self._browser)
        except BaseException:
            vault.close()
            raise

    def _complain(self, sentence: str) -> None:
        self._say(sentence)
        for field in self.query(Input):
            field.value = ""
        self.query_one("#passphrase", Input).focus()

    def _say(self, sentence: str) -> None:
        self.query_one("#problem", Static).update(Text(sentence))
