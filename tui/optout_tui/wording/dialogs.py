"""What the small dialogs say: questions, menus, files to write, the help."""

from collections.abc import Sequence

from optout_tui.wording.words import agreement, names_of

HAS_ENDED = "The work has ended meanwhile."
NOT_AGREED = "Nothing was done: it was not answered as asked."
NOTHING_TO_ANSWER = "enter or esc: back"
STATUS_REPORT = "Write the status report to"
REPORT_ENDINGS = ".toml, .json or .csv"
THE_LIST = "Write the list to"
LIST_ENDINGS = ".csv or .toml"
MENU_KEYS = "a key, or arrows and enter; esc: back"
DETAILS_KEYS = "esc: back to the list, where the keys are that are named here"

HELP_TITLE = "Keys and signs"
HELP_KEYS = "esc: back"
WHAT_IT_MEANS = """\
The setting says whether LinkedIn may train content-generating AI with what a member writes.
✓ off: read as off two times, each in a fresh browser session
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
"""With the keys by the ids of what they do."""


def invitation(accounts: int) -> str:
    """Return how a question about so many accounts is answered."""
    return f"type {agreement(accounts)} and press enter; esc leaves everything as it is"


def who_is_meant(labels: Sequence[str], hidden: int) -> str:
    """Return particulars that name accounts, ``hidden`` of them out of sight."""
    unseen = f"{hidden:,} of them not shown by the filter.\n" if hidden else ""
    return unseen + names_of(labels)


def write_keys(endings: str) -> str:
    """Return the keys of the dialog for a file, and how its name may end."""
    return f"enter: write · esc: leave · {endings}"
