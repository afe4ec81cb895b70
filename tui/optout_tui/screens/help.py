"""Every key and what it does, and what the signs mean."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

WHAT_IT_MEANS = """\
The setting says whether LinkedIn may train content-generating AI with what a member writes.
✓ off: read as off on the page; after a change twice, in fresh contexts
! on: read as on
- not offered: the right page, without the setting
? unknown: a newer try failed; what was read before stands beside it
○ never checked

{sign-in} signs in: in a browser's window, or typed here where none can be shown. {guided} opens \
the setting in a window, for the holder to click. {rules} tells the service's rules, and who \
clicks when {opt-out} is pressed.

{filter} shows only the accounts that have every word: in their name, holder, login, member, \
group or note. group:family tag:vip setting:on checked:>30d session:none due:<7d authority:ended \
needs:me ask for one thing, - before one is not, and quotes keep words together: \
-setting:"not offered". @name stands for a filter that the config has. {clear-filter} shows all \
again.

Switching it off does not undo training that has happened. What turns it on again later can't be \
seen from here: check again from time to time.
"""


class HelpScreen(ModalScreen[None]):
    """Shows what the keys of another screen do; esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss(None)", "Back", id="help.back")
    ]

    def __init__(self, explained: Screen[None]) -> None:
        super().__init__()
        self._explained = explained

    def compose(self) -> ComposeResult:
        """Lay out the keys and what the signs mean."""
        lines = Text()
        for does, keys in self._deeds().items():
            lines.append(f"{' '.join(keys):<18}", "bold").append(f"{does}\n")
        with VerticalScroll(classes="dialog"):
            yield Static(Text.assemble(("Keys and signs", "bold"), "  esc: back\n"), markup=False)
            yield Static(lines, markup=False)
            yield Static(Text(WHAT_IT_MEANS.format_map(self._keys())), markup=False)

    def _keys(self) -> dict[str, str]:
        """Return the first key of each deed by its id, as the person has it."""
        keys: dict[str, str] = {}
        for one in self._explained.active_bindings.values():
            keys.setdefault(one.binding.id or "", self.app.get_key_display(one.binding))
        return keys

    def _deeds(self) -> dict[str, list[str]]:
        """Return the keys by what they do: the screen's own first, then those of its parts."""
        active = self._explained.active_bindings.values()
        deeds: dict[str, list[str]] = {}
        for one in _own_first(active, self._explained):
            if one.binding.tooltip:
                key = self.app.get_key_display(one.binding)
                deeds.setdefault(one.binding.tooltip, []).append(key)
        return deeds


def _own_first(active: Iterable[ActiveBinding], screen: Screen[None]) -> list[ActiveBinding]:
    return sorted(active, key=lambda one: one.node is not screen)
