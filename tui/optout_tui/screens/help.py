"""Every key and what it does, and what the signs mean."""

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from optout_tui.wording import dialogs as said
from optout_tui.wording import keys


class HelpScreen(ModalScreen[None]):
    """Shows what the keys of another screen do, and ``meaning`` below; esc goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss(None)", keys.BACK.name, id="help.back")
    ]

    def __init__(self, explained: Screen[Any], meaning: str = said.WHAT_IT_MEANS) -> None:
        super().__init__()
        self._explained, self._meaning = explained, meaning

    def compose(self) -> ComposeResult:
        """Lay out the keys and what the signs mean."""
        lines = Text()
        for does, by in self._deeds().items():
            lines.append(f"{' '.join(by):<18}", "bold").append(f"{does}\n")
        with VerticalScroll(classes="dialog"):
            yield Static(
                Text.assemble((said.HELP_TITLE, "bold"), f"  {said.HELP_KEYS}\n"), markup=False
            )
            yield Static(lines, markup=False)
            yield Static(Text(self._meaning.format_map(self._keys())), markup=False)

    def _keys(self) -> dict[str, str]:
        """Return the first key of each deed by its id, as the person has it."""
        named: dict[str, str] = {}
        for one in self._explained.active_bindings.values():
            named.setdefault(one.binding.id or "", self.app.get_key_display(one.binding))
        return named

    def _deeds(self) -> dict[str, list[str]]:
        """Return the keys by what they do: the screen's own first, then those of its parts."""
        active = self._explained.active_bindings.values()
        deeds: dict[str, list[str]] = {}
        for one in _own_first(active, self._explained):
            if one.binding.tooltip:
                key = self.app.get_key_display(one.binding)
                deeds.setdefault(one.binding.tooltip, []).append(key)
        return deeds


def _own_first(active: Iterable[ActiveBinding], screen: Screen[Any]) -> list[ActiveBinding]:
    return sorted(active, key=lambda one: one.node is not screen)
