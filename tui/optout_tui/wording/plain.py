"""What plain mode asks and says; what commands say there is theirs."""

from collections.abc import Iterable

from optout_tui.wording.words import counted

NO_TERMINAL = (
    "The questions of --plain need a terminal. Without one name a command: `optout-tui list`, "
    "`optout-tui check`, or to try it out `optout-tui demo --plain`."
)
WHOM = (
    "Numbers of the list such as 1 3 5-7, a filter such as setting:on -group:family, or all. "
    "Enter alone leaves it as it is: "
)
ALL = "all"
NO_MATCH = "No account fits the filter."
ENTER_OPENS = "Press enter to open it by the keyring: "
STOPPED = "Stopped. Nothing that was saved is lost."
NOBODY = "No account is chosen. 2 chooses some."
WHAT_NOW = "What now? A number, 0 quits, 12 tells them again: "
SIGN_IN_WAY = "1 in a browser's window, 2 typed here, 0 not at all: "
NOT_LIVE = "This is no live service: there is nothing to ask."

QUIT = "0: quit"
LIST = "list the chosen accounts, or all"
CHOOSE = "choose accounts, by number or filter"
CHECK = "check: read the setting"
PREVIEW = "preview: all of an opt-out but the click"
OPT_OUT = "opt out: switch the setting off, and prove it"
UNDO = "undo: put back what was switched off"
SIGN_IN = "sign in"
REPORT = "write the status report"
ADD = "add an account"
REMOVE = "remove accounts from the list"
RULES = "the service's rules, and who clicks"
MENU_AGAIN = "tell these again"

LABEL = "Name in the list, enter alone leaves: "
DETAILS = {
    "login": "Signs in with, enter for none: ",
    "member": "Member's page, the end of …/in/…, enter for none: ",
    "group": "Group, enter for none: ",
    "holder": "Holder, if that is not the name, enter for none: ",
    "note": "Note, one line, enter for none: ",
}
"""By the detail's name, in the order in which they are asked."""


def make_list(path: object) -> str:
    """Ask whether a list is made."""
    return f"There is no list yet at {path}. Make one, encrypted?"


def menu_line(number: int, words: str) -> str:
    """Return a line of the menu."""
    return f"{number}: {words}"


def number_wanted(most: int) -> str:
    """Return what is wrong with an answer that is no number of the menu."""
    return f"A number from 0 to {most}, please."


def out_of_list(typed: str, accounts: int) -> str:
    """Return what is wrong with numbers that the list doesn't have."""
    return f"“{typed}”: the list has {counted(accounts, 'account')}."


def who_clicks(ways: list[str]) -> str:
    """Ask who clicks."""
    named = ", ".join(f"{place} {way}" for place, way in enumerate(ways, 1))
    return f"Who clicks? {named}, 0 leaves it open: "


def where_to(usual: object) -> str:
    """Ask where the report goes."""
    return f"Where to? Enter alone is {usual}: "


def added(label: str, number: int) -> str:
    """Return that an account was added, and which number it has."""
    return f"{label} is number {number} of the list."


def counts(accounts: int, states: Iterable[tuple[str, int]]) -> str:
    """Return how many accounts there are, and how many stand how."""
    told = ", ".join(f"{count:,} {state}" for state, count in states)
    return f"{counted(accounts, 'account')}{': ' if told else ''}{told}."


def list_all(accounts: int) -> str:
    """Ask whether so many accounts are listed."""
    return f"List all {accounts:,}? 2 chooses some. Type yes to list them, enter leaves: "


def at_site(name: str, host: str) -> str:
    """Return that this is no live service."""
    return f"This is {name} at {host}, no live service."


def only_read(why: str) -> str:
    """Return that the list can't be changed now."""
    return f"{why} Until then the list can be read here, not changed: 1, 2 and 8 work."


def backwards(typed: str) -> str:
    """Return what is wrong with a row of numbers that ends before it begins."""
    return f"{typed} runs backwards."


def none_chosen(accounts: int) -> str:
    """Return that no account of the list is chosen."""
    return f"{counted(accounts, 'account')} in the list, none chosen."


def chosen(number: int, accounts: int, names: str) -> str:
    """Return which accounts of the list are chosen."""
    return f"Chosen: {number:,} of {counted(accounts, 'account')}: {names}."
