"""What the main screen's menus offer: accounts to mark by how they stand, columns to sort by.

Pure: lines of menus. What is marked is said in the language of filters, so that there is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from optout_profiles.accounts import Account
from optout_profiles.listing.fields import Sight
from optout_profiles.outcomes import Setting
from optout_tui.config_filters import filter_typed
from optout_tui.wording import SIGNS
from optout_tui.wording import accounts as said

STATES = {
    "o": Setting.ON,
    "f": Setting.OFF,
    "u": Setting.UNKNOWN,
    "c": Setting.NEVER_CHECKED,
    "n": Setting.NOT_OFFERED,
}
OTHERS = {
    "p": ("needs:me", said.NEEDS_ME),
    "s": ("session:none", said.NO_SESSION),
    "t": ("checked:>30d", said.NOT_CHECKED),
}
MOST_SAVED = 9
"""Saved filters have the keys 1 to 9."""

SORTS = {
    "label": "a",
    "group": "g",
    "holder": "h",
    "setting": "t",
    "since": "i",
    "session": "s",
    "read": "r",
    "outcome": "n",
    "due": "d",
}
"""The key of each column."""

AS_ADDED = "as-added"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: the key that chooses it, what it answers, and what it says."""

    key: str
    answer: str
    words: str


def quoted(words: str) -> str:
    """Return words as one value of a filter; nothing where they have both kinds of quotes."""
    return next((f"{quote}{words}{quote}" for quote in "\"'" if quote not in words), "")


def mark_choices(
    accounts: list[Account], sight: Sight, saved: Mapping[str, str], group: str | None
) -> list[Choice]:
    """Return what can be marked among these, each with how many; its answer is a filter.

    ``group`` is that of the account under the cursor.
    """
    choices = []
    for key, text, words in _marks(saved, group):
        number = len(filter_typed(text, saved).among(accounts, sight))
        if number:
            choices.append(Choice(key, text, said.choice_line(words, number)))
    return choices


def sort_choices(
    columns: Sequence[tuple[str, str]], sorted_by: str | None, *, reverse: bool
) -> list[Choice]:
    """Return a line for each column, given as id and title; once more turns it round."""
    choices = []
    for id_, title in columns:
        arrow = (" ▼" if reverse else " ▲") if id_ == sorted_by else ""
        choices.append(Choice(SORTS[id_], id_, title + arrow))
    return [*choices, Choice("0", AS_ADDED, said.AS_ADDED)]


def _marks(saved: Mapping[str, str], group: str | None) -> Iterator[tuple[str, str, str]]:
    for key, setting in STATES.items():
        yield key, f'setting:"{setting.value}"', f"{SIGNS[setting]} {setting.value}"
    for key, (text, words) in OTHERS.items():
        yield key, text, words
    if group and (value := quoted(group)):
        yield "g", f"group:{value}", said.of_group(group)
    for number, name in zip(range(1, MOST_SAVED + 1), saved, strict=False):
        yield str(number), f"@{name}", f"@{name}"
