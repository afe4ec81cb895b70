"""The person beside a queue, before a browser's window: what they have to do, and what they say.

Owns the turn that is awaited. Draws nothing.
"""

from collections.abc import Callable

from textual.widget import Widget

from optout_profiles.outcomes import Reason
from optout_profiles.secret import Secret
from optout_tui.screens.asking import AskScreen
from optout_tui.widgets.queue_lines import Turn
from optout_tui.wording import other_member_words


class Beside:
    """What a run calls its attendant; ``told`` is called with each change of the ``turn``.

    Asks on the screen of ``strip``; ``label`` names the account at hand.
    """

    def __init__(self, strip: Widget, told: Callable[[], None], label: Callable[[], str]) -> None:
        self._strip, self._told, self._label = strip, told, label
        self._has_given_up = False
        self.turn: Turn | None = None

    def give_up(self) -> None:
        """End the turn that is awaited; nothing happens where none is."""
        self._has_given_up = self.turn is not None

    async def code(self, reason: Reason, *, was_wrong: bool) -> Secret[str] | None:
        """Return none: a code is typed in the window."""
        del reason, was_wrong
        return None

    def waits(self, reason: Reason | None, seconds_left: float) -> bool:
        """Show what has to be done; False once it was given up."""
        is_over, self._has_given_up = self._has_given_up, False
        self.turn = None if is_over else Turn(reason, seconds_left)
        self._told()
        return not is_over

    async def confirms(self, member: str) -> bool:
        """Ask whether somebody else is kept for the row."""
        asked = AskScreen(*other_member_words(self._label(), member))
        return await self._strip.app.push_screen_wait(asked)
