"""A field for a passphrase: shows dots, gives nothing to the clipboard; and how good one is."""

from typing import Any

from textual.widgets import Input

SHORTEST = 12
"""The fewest characters of a new passphrase, as the vault asks for."""


class PassphraseInput(Input):
    """An ``Input`` that hides what is typed and can't be copied from."""

    def __init__(self, **widget: Any) -> None:
        super().__init__(password=True, **widget)

    def action_copy(self) -> None:
        """Refuse: a terminal's clipboard is read by whoever wants to."""

    def action_cut(self) -> None:
        """Refuse."""


def strength(passphrase: str) -> str:
    """Return how good a new passphrase is, in words; by length and variety only."""
    length, variety = len(passphrase), len(set(passphrase))
    if length < SHORTEST:
        return f"too short: {SHORTEST - length} more"
    if variety < 6:
        return "weak: too few different characters"
    if length < 16:
        return "fair: longer is better"
    return "good" if length < 24 else "very good"
