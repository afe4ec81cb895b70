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

from optout_profiles.errors import UsedElsewhere, VaultError, WrongPassphrase
from optout_profiles.runs.pacing import Pacing
from optout_profiles.secret import Secret
from optout_tui.messages import Unlocked
from optout_tui.strength import BITS, SHORTEST, generated, strength
from optout_tui.widgets.fields import Problem, once_typed
from optout_tui.widgets.passphrase import PassphraseInput
from optout_tui.wording import keys
from optout_tui.wording import unlock as said

if TYPE_CHECKING:
    from optout_profiles.sites import SiteProfile
    from optout_profiles.vault import Vault
    from optout_tui.desk import Desk


class UnlockScreen(Screen[None]):
    """Asks for the passphrase; for a new list twice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the next key is given to a field, so that typed-ahead keys come to the right one.
        Binding("enter", "go_on", keys.GO_ON.name, show=False, priority=True, id="unlock.go-on"),
        Binding(
            "ctrl+g", "make_up", keys.MAKE_UP.name, show=False, priority=True, id="unlock.make-up"
        ),
    ]

    def __init__(
        self,
        path: Path,
        site: Callable[[], "SiteProfile"],
        browser: str | None,
        pacing: Pacing,
        title: str,
    ) -> None:
        super().__init__()
        self._heading = title
        self._path, self._site, self._browser, self._pacing = path, site, browser, pacing
        self._is_new = not path.exists()
        self._is_opening = False

    def compose(self) -> ComposeResult:
        """Lay out the field, or both of them."""
        with Vertical(classes="dialog"):
            yield Static(Text(self._heading, "bold"), markup=False)
            yield Static(Text(said.WELCOME if self._is_new else str(self._path)), markup=False)
            yield Label(said.PASSPHRASE, markup=False)
            yield PassphraseInput(
                placeholder=said.EMPTY_FIELD, id="passphrase", select_on_focus=False
            )
            if self._is_new:
                yield Static("", id="strength", markup=False)
                yield Label(said.AGAIN, markup=False)
                yield PassphraseInput(id="again")
            yield Problem()
            yield Static(said.keys(is_new=self._is_new), classes="hint")

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

    def action_make_up(self) -> None:
        """Fill in a passphrase made up by chance, and show it: it is typed again from paper."""
        if not self._is_new or self._is_opening:
            return
        made_up, first = generated().reveal(), self.query_one("#passphrase", Input)
        with self.prevent(Input.Changed):
            first.value = made_up
        first.cursor_position = len(made_up)
        self._say("")
        words = said.made_up(made_up, BITS)
        self.query_one("#strength", Static).update(Text(words))
        self.set_focus(self.query_one("#again"))

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
        self._say(said.missing(strength(first.value)))
        return True

    def _take_typed(self) -> None:
        typed = self.query_one("#passphrase", Input).value
        if self._is_opening or (self._is_new and self._return_if_short()):
            return
        if self._is_new and self.query_one("#again", Input).value != typed:
            self._ask_again()
            return
        self._is_opening = True
        self._say(said.OPENING)
        self._open(Secret(typed) if typed else None)

    @work
    async def _open(self, passphrase: Secret[str] | None) -> None:
        try:
            desk = await asyncio.to_thread(self._unlocked, passphrase)
        except WrongPassphrase as error:
            self._complain(said.wrong(error))
        except (VaultError, UsedElsewhere) as error:
            self._complain(str(error))
        else:
            self._complain("")  # it stays below the accounts, and keeps nothing
            if desk:
                self.app.post_message(Unlocked(desk))

    def _unlocked(self, passphrase: Secret[str] | None) -> "Desk | None":
        """Open or make the vault; in a thread, as deriving the key takes most of a second."""
        from optout_profiles.vault.sightings import look_at  # noqa: PLC0415 (slow)
        from optout_tui.desk import Desk  # noqa: PLC0415
        from optout_tui.screens import accounts  # noqa: F401, PLC0415 (needed next)

        vault = self._vault(passphrase)
        if vault is None:
            return None
        try:
            older = look_at(vault)  # before anything is saved to it
            desk = Desk(vault, self._site(), self._browser, pacing=self._pacing)
            desk.was_newer = older
        except BaseException:
            vault.close()
            raise
        return desk

    def _vault(self, passphrase: Secret[str] | None) -> "Vault | None":
        """Return the vault; without a passphrase by the keyring, if it opens this one."""
        from optout_profiles.vault import create_vault, open_vault  # noqa: PLC0415 (slow)
        from optout_profiles.vault.os_keyring import opened_by_keyring  # noqa: PLC0415

        if passphrase is None:
            return opened_by_keyring(self._path, writing=True)
        if self._is_new:
            return create_vault(self._path, passphrase)
        return open_vault(self._path, passphrase, writing=True)

    def _ask_again(self) -> None:
        """Keep the passphrase and ask for the same again, which was typed otherwise."""
        again = self.query_one("#again", Input)
        again.value = ""
        self.set_focus(again)
        self._say(said.DIFFERENT)

    def _complain(self, sentence: str) -> None:
        self._is_opening = False
        for field in self.query(Input):
            field.value = ""
        self._say(sentence)
        self.query_one("#passphrase", Input).focus()

    def _say(self, sentence: str) -> None:
        self.query_one(Problem).say(sentence)
