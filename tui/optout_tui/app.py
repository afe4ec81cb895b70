"""The app: from unlocking to leaving.

Owns what is true of every screen: how it ends (quit, interrupt, crash), the palette, the signals.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events, on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from optout_profiles.browser.display import has_display
from optout_profiles.runs.pacing import Pacing
from optout_profiles.text import harmless
from optout_tui.config import Config
from optout_tui.driver import LastingDriver
from optout_tui.exit_codes import ExitCode
from optout_tui.locking import LockingApp
from optout_tui.log import note, note_error
from optout_tui.messages import QueueTold, Unlocked
from optout_tui.room import is_cramped, notice
from optout_tui.screens.unlock import UnlockScreen
from optout_tui.stray import keep_off_screen
from optout_tui.themes import THEMES
from optout_tui.wording import keys
from optout_tui.wording import unlock as said
from optout_tui.wording.advice import Ways
from optout_tui.wording.app import last_words
from optout_tui.wording.bugs import BUG, bug_line

if TYPE_CHECKING:
    from optout_profiles.sites import SiteProfile
    from optout_tui.desk import Desk
    from optout_tui.notifying import Calls


class OptOutApp(LockingApp[None]):
    """Opens a vault, and closes it at the end; or works on a ``desk`` that somebody else closes.

    ``site`` loads the service profile once the vault is open; ``pacing`` is for a desk of its own.
    ``hint`` is a line above the table; ``ways`` are those that lead on from here. Colours, keys and
    motion are as ``config`` says, whose keys are known to be right.
    """

    TITLE = "optout-tui"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", keys.QUIT.name, show=False, priority=True, id="quit-anywhere"),
        Binding(
            "ctrl+c", "interrupt", keys.INTERRUPT.name, show=False, priority=True, id="interrupt"
        ),
    ]

    def __init__(
        self,
        path: Path,
        site: Callable[[], "SiteProfile"],
        browser: str | None,
        *,
        desk: "Desk | None" = None,
        hint: str = "",
        ways: Ways | None = None,
        pacing: Pacing | None = None,
        config: Config | None = None,
    ) -> None:
        self._config = config or Config()
        theme = "ansi" if os.environ.get("NO_COLOR") else self._config.theme
        # Here Textual decides for good how it leaves colours out; later the theme alone counts.
        super().__init__(
            driver_class=LastingDriver,
            ansi_color=THEMES[theme].ansi,
            lock_seconds=60 * self._config.lock_after,
        )
        self.set_reactive(App.ansi_color, None)
        self.theme = theme
        self._path, self._site, self._browser = path, site, browser
        self._desk = desk
        self._hint = hint
        self._ways = ways or Ways(in_app=True, has_window=has_display())
        self._pacing = pacing or Pacing()
        self._calls: Calls | None = None
        self._running_loop: asyncio.AbstractEventLoop | None = None
        self._is_to_end = self._is_ending = False

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes that were measured; Textual itself falls back to one of this name."""
        return {**THEMES, "textual-dark": THEMES["dark"]}

    def on_load(self) -> None:
        """Be ready to end well when the system says so, before the screen is taken on."""
        keep_off_screen(self._handle_exception)
        self._running_loop = asyncio.get_running_loop()
        if self._is_to_end:
            self.call_later(self.action_interrupt)

    def end_soon(self) -> None:
        """Interrupt it, from a handler of signals; at its start if it doesn't run yet."""
        self._is_to_end = True
        if self._running_loop:
            with suppress(RuntimeError):  # the loop is closed: all is done
                self._running_loop.call_soon_threadsafe(self.action_interrupt)

    def on_mount(self) -> None:
        """Have keys and motion as the config says."""
        self.set_keymap(self._config.keys)
        if not self._config.motion:
            self.animation_level = "none"

    @on(events.DescendantFocus)
    def hold_cursor_still(self, event: events.DescendantFocus) -> None:
        """Let no cursor blink where nothing is to move by itself."""
        if isinstance(event.widget, Input) and self.animation_level == "none":
            event.widget.cursor_blink = False

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen. The accounts, slow to import, come when there are any."""
        return self.unlocking() if self._desk is None else self._accounts(self._desk)

    def unlocking(self, *, is_locked: bool = False) -> Screen[None]:
        """Return a screen that opens the list, or makes it."""
        title = said.LOCKED_TITLE if is_locked else self.TITLE
        return UnlockScreen(self._path, self._site, self._browser, self._pacing, title or "")

    @on(Unlocked)
    def show_accounts(self, message: Unlocked) -> None:
        """Lay the accounts over the unlock screen."""
        note("Unlocked")
        self._unlocked = message.desk
        self.idleness.touch()
        self.push_screen(self._accounts(message.desk))
        if older := message.desk.was_newer:
            from optout_tui.wording import older_words  # noqa: PLC0415 (seldom needed)

            words = older_words(older)
            self.notify(words, severity="warning", timeout=30, markup=False)

    @on(QueueTold)
    def call_person(self, message: QueueTold) -> None:
        """Call whoever looks elsewhere, as the config says."""
        if self._calls is None:
            from optout_tui.notifying import Calls  # noqa: PLC0415 (events are slow to import)

            self._calls = Calls(self._config, self.bell, self._say_problem)
        self._calls.hear(message.event)

    @work
    async def action_leave(self) -> None:
        """Quit once the browser is closed; a queue at work is asked about first."""
        if self.is_at_work:
            from optout_tui.screens.asking import AskOfWork  # noqa: PLC0415 (see first screen)

            asked = AskOfWork(
                said.QUIT_AT_WORK, self.left_by_ending, lambda: self.is_at_work, said.QUIT_NOW
            )
            if not await self.push_screen_wait(asked):
                return
        await self._end(0)

    def action_interrupt(self) -> None:
        """Quit at once: the browser is closed, what is known is saved; once is enough."""
        if not self._is_ending:
            self._interrupt()

    @work(group="ending")
    async def _interrupt(self) -> None:
        await self._end(ExitCode.INTERRUPTED)

    def notify(self, message: str, **particulars: Any) -> None:
        """Say something for a while, once at a time; it is text only, and no terminal obeys it."""
        shown = "\n".join(map(harmless, message.split("\n")))
        for one in [one for one in self._notifications if one.message == shown]:
            self._unnotify(one)
        super().notify(shown, **{**particulars, "markup": False})

    def _say_problem(self, sentence: str) -> None:
        self.notify(sentence, severity="error", markup=False)

    def _accounts(self, desk: "Desk") -> Screen[None]:
        from optout_tui.screens.accounts import AccountsScreen  # noqa: PLC0415 (slow to import)

        screen = AccountsScreen(desk, self._ways, self._hint)
        screen.pane.saved_filters = self._config.filters
        return screen

    async def _end(self, code: int) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        await self.stop_work()
        if self._calls:
            self._calls.stop()
        said = ""
        if self._unlocked:
            said = self._unlocked.farewell()
            self._unlocked.close()
        self.exit(return_code=code, message=Text(said) if said else None)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the keys do, and the themes; no screenshot, which would hold names."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.tooltip and not binding.action.endswith("command_palette"):
                yield SystemCommand(
                    binding.description,
                    keys.with_key(binding.tooltip, self.get_key_display(binding)),
                    partial(self._run_bound, active.node, binding.action),
                )
        for name in THEMES:
            yield SystemCommand(keys.colours(name), keys.COLOURS_TIP, partial(self._dye, name))

    def _dye(self, theme: str) -> None:
        self.theme = theme

    @work
    async def _run_bound(self, node: DOMNode, action: str) -> None:
        await self.run_action(action, node)

    def look_at_clock(self) -> None:
        """Lock if it is time; end where the terminal is gone, should nobody have said so."""
        if isinstance(self._driver, LastingDriver) and self._driver.is_hung_up:
            self.action_interrupt()
        else:
            super().look_at_clock()

    def let_go_of_terminal(self) -> None:
        """Let no thread of the driver outlive the app, however that ended."""
        if isinstance(self._driver, LastingDriver):
            self._driver.let_go()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Show a sentence where there is no room for more; all goes on behind it."""
        is_drawn = renderable is not None
        super()._display(
            screen, notice(self.size) if is_drawn and is_cramped(self.size) else renderable
        )

    def _handle_exception(self, error: Exception) -> None:
        """End with one line instead of a traceback, which would print what is in memory."""
        super()._handle_exception(error)
        self._return_code = ExitCode.BUG

    def _fatal_error(self) -> None:
        error = sys.exc_info()[1] or self._exception
        if error:
            note_error(error, is_bug=True)
        line = bug_line(error) if error else BUG
        self._exit_renderables.append(Text(last_words(line)))
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End with one line, whatever an error would like to show of itself.

        Where the terminal is gone, reading from it failed: that is no bug.
        """
        del renderables
        if isinstance(self._driver, LastingDriver) and not self._driver.has_terminal:
            self.action_interrupt()
        else:
            self._fatal_error()
