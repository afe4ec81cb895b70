"""What the main screen says: its dialogs' titles, what came of its deeds, the list and its sum."""

from pathlib import Path

from optout_profiles.text import cleaned
from optout_tui.wording.words import counted

RANGE_LIMIT = 16
"""How much of a label the first line holds beside its counts."""

NEW = "New account"
EDIT = "Edit account"
TAKE_OFF = "Take {accounts} off the list?"
GO_TOO = "Their sign-ins, history and evidence go too."
FORGET = "Forget the sign-in of {accounts}?"
NONE_FORGOTTEN = "None was kept."
MARK_TITLE = "Mark of those shown"
SORT_TITLE = "Sort by"
AT_WORK = "A queue is at work. x stops it after this account."

EMPTY = "No accounts yet. Press n for the first one, ? for help."
TOUR = """\
No accounts yet.

n  adds one; I takes many in, from a CSV or a password manager's export
s  signs one in: the sign-in is kept, encrypted, and no password
c  reads the setting; a marks all of them, m by state, space one
o  switches it off, one after another; each is proved by two more readings
w  writes the status report; ? shows every key
"""
"""What a first start shows in the place of the list."""

NO_MATCH = "No account fits the filter. esc shows all."
WRONG_FILTER = "No account is shown until the filter is right. esc shows all."
FILTER_EXAMPLE = "ada setting:on -group:family; esc shows all"

NEEDS_ME = "a person is needed"
NO_SESSION = "no sign-in is kept"
NOT_CHECKED = "not checked for 30 days"
AS_ADDED = "as they were added"

LABEL = "Account"
GROUP = "Group"
HOLDER = "Holder"
SETTING = "AI training"
SINCE = "Since"
READ = "Checked"
SESSION = "Sign-in"
OUTCOME = "Newest try"
NOW_SIGNED_IN = "now signed in"
DUE = "Due, note"


def way_to_sign_in(way: str) -> str:
    """Return how a new account is signed in."""
    return f"To sign it in: {way}"


def forgotten(sessions: int) -> str:
    """Return how many sign-ins were wiped."""
    return f"{counted(sessions, 'sign-in')} forgotten."


def removed_since(account_id: str) -> str:
    """Return what an account is called that is no longer in the list."""
    return f"{account_id}, removed since"


def taken_in(accounts: int) -> str:
    """Return how many accounts an import brought."""
    return f"{counted(accounts, 'account')} taken in."


def report_written(file: Path) -> str:
    """Return where the report is, the name whole: a long folder is broken anywhere."""
    return f"The report is in {file.name}\nin {file.parent}"


def list_written(file: Path) -> str:
    """Return where the exported list is."""
    return f"The list is in {file.name}\nin {file.parent}"


def of_group(group: str) -> str:
    """Return what marking a group is called in the menu."""
    return f"the group {group}"


def choice_line(words: str, accounts: int) -> str:
    """Return a choice of the menu of marks, with how many it marks."""
    return f"{words}: {counted(accounts, 'account')}"


def service(name: str, host: str | None) -> str:
    """Return which service it is about; with a host it is a practice site."""
    return f"{name} at {host}" if host else name


def total(accounts: int, shown: int | None, marked: int, unseen: int) -> str:
    """Return how many accounts there are; ``shown`` is None for all of them.

    So many of the marked ones are hidden by the filter.
    """
    of_these = "" if shown is None else f", {shown:,} shown"
    return f"{counted(accounts, 'account')}{of_these}{_marks(marked, unseen)}"


def short_total(accounts: int, shown: int | None, marked: int, unseen: int) -> str:
    """Return the same numbers with fewer words: "6 of 16 marked"."""
    if shown is not None:
        return f"{shown:,} of {accounts:,} shown{_marks(marked, unseen)}"
    return f"{marked:,} of {accounts:,} marked" if marked else counted(accounts, "account")


def range_from(label: str) -> str:
    """Return that a range of marks is being drawn, and how it ends."""
    return f"range from {cleaned(label, RANGE_LIMIT)}, v ends it"


def needing(accounts: int) -> str:
    """Return how many accounts wait for a person."""
    return f"{accounts:,} {'needs' if accounts == 1 else 'need'} you"


def authority_over(state: str) -> str:
    """Return that a holder's authority has ended."""
    return f"! authority {state}"


def due_on(day: object, *, is_over: bool) -> str:
    """Return when an account is due."""
    return f"! due {day}" if is_over else f"due {day}"


def _marks(marked: int, unseen: int) -> str:
    out_of_sight = f" ({unseen:,} not shown)" if unseen else ""
    return f", {marked:,} marked{out_of_sight}" if marked else ""
