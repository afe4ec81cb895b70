"""The face's English, made at the last moment: every word that a person reads there.

Owns the words, one module an area; those that all areas share are had from here. Text in, text
out: knows nothing of where it is shown. Stays light, so that a screen waits only for its own.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optout_tui.wording.words import (
        CODES,
        MANY,
        NAME_LIMIT,
        SIGNS,
        aged,
        ago,
        agreement,
        asked_words,
        clock,
        counted,
        duration,
        ends_in_words,
        is_agreed,
        moment,
        names_of,
        nobody_words,
        older_words,
        other_member_words,
        outcome_name,
        outcome_words,
        preview_words,
        setting_of,
        sitting_words,
        standing_words,
        system_words,
    )

__all__ = [
    "CODES",
    "MANY",
    "NAME_LIMIT",
    "SIGNS",
    "aged",
    "ago",
    "agreement",
    "asked_words",
    "clock",
    "counted",
    "duration",
    "ends_in_words",
    "is_agreed",
    "moment",
    "names_of",
    "nobody_words",
    "older_words",
    "other_member_words",
    "outcome_name",
    "outcome_words",
    "preview_words",
    "setting_of",
    "sitting_words",
    "standing_words",
    "system_words",
]

if not TYPE_CHECKING:

    def __getattr__(name):
        """Load the shared words once one is asked for: what the help says is had without them."""
        if name not in __all__:
            raise AttributeError(name)
        return getattr(import_module("optout_tui.wording.words"), name)
