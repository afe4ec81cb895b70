"""What commands say of runs: before a queue, during it, and of signing in."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from optout_profiles.outcomes import Reason
from optout_tui.wording.words import (
    asked_words,
    clock,
    counted,
    duration,
    outcome_words,
)

if TYPE_CHECKING:
    from optout_profiles.outcomes import Outcome

NOTHING_TO_PUT_BACK = "There is nothing to put back."
NOTHING_DONE = "Nothing was done."
THE_SETTING = "the setting"
WOULD_SWITCH_OFF = "on; would be switched off"

IN_THE_WINDOW = "sign in if you are asked to, then switch it off, in the browser's window"
GUIDED_UNDO = (
    "The list's answer is that a person clicks, and an undo is the tool's own click. "
    "Switch it on by hand, or say --automatic."
)
SHOWN = "These runs are shown in a window."
GUIDED_NEEDS_WINDOW = (
    "There is no display for a browser's window, which a guided run needs. --automatic lets the "
    "tool click this time; `optout-tui terms` changes who clicks."
)
LEAVE_VISIBLE_OUT = "There is no display for a browser's window. Leave --visible out."
NOT_SHOWN = "No display for a window: a service may end sign-ins that were made in one."

CODE = "Code: "
PASSWORD = "Password: "
ONE_PERSONS = "A storage state holds one person's sign-in: name one account."
OPEN_WINDOW = "Only a browser's window can go on here. Open one?"
BOTH_NEEDED = "An address and a password are needed. Nothing was sent."
MOVED = "A service often ends a sign-in that was moved; trying this one out …"

HINT = "Practice: nothing here is real. a marks all, o opts out, w writes the report."
NO_BROWSER_YET = "There is no browser yet; bringing one. This happens once."
SIGNING_IN = "Signing in, one after another …"
OPTING_OUT = "Opting out, one after another …"
THE_REPORT = "The report:"


def to_do(deed: str) -> str:
    """Return what accounts are named for."""
    return f"to {deed}"


def open_setting(which: str, service: str, accounts: int) -> str:
    """Ask before a person switches off, in a window."""
    whom = f"at {service} for {counted(accounts, 'account')}"
    return f"Open {which} {whom}, one after another, for you to switch it off?"


def switch_off(which: str, service: str, accounts: int) -> str:
    """Ask before an opt-out."""
    return f"Switch {which} off at {service} for {counted(accounts, 'account')}?"


def switch_back_on(which: str, service: str, accounts: int) -> str:
    """Ask before an undo."""
    return f"Switch {which} back on at {service} for {counted(accounts, 'account')}?"


def check_again(account_id: str, *, with_related: bool) -> str:
    """Return what to do about an account that a kill has cut off."""
    return f"Check it again: {account_id}{' --related' if with_related else ''}"


def left_to_do(account_ids: Sequence[str], shown: int = 8) -> str:
    """Return which accounts of a queue were not begun."""
    more = " …" if len(account_ids) > shown else ""
    return f"Left to do: {' '.join(account_ids[:shown])}{more}"


def answer_needed(service: str, guided: str, automatic: str) -> str:
    """Return that nobody said who clicks, and how that is said."""
    return (
        f"Before the first change on {service} somebody has to read the page of "
        f"`optout-tui terms` and to answer who clicks: `{guided}` or `{automatic}`."
    )


def rules_are_told(service: str) -> str:
    """Return where a service's rules are."""
    return f"What {service}'s rules say of this: optout-tui terms"


def no_setting(name: str, service: str, names: Iterable[str], every: str) -> str:
    """Return that a service has no such setting, and which it has."""
    return (
        f"“{name}” is no setting of {service}'s profile. It has: {', '.join(names)}; "
        f"{every} stands for all but the first."
    )


def beginning(number: int, total: int, label: str) -> str:
    """Return which account is at hand."""
    return f"{number} of {total}: {label} …"


def ended(label: str, words: str) -> str:
    """Return how a run or a sign-in ended."""
    return f"{label}: {words}"


def todo(words: str) -> str:
    """Return what to do about the line above."""
    return f"    → {words}"


def refused(not_begun: int) -> str:
    """Return that a service's refusal has ended a queue."""
    return f"The service refused: {counted(not_begun, 'account')} not begun."


def removed_meanwhile(account_id: str) -> str:
    """Return that an account went during its queue."""
    return f"Account {account_id} was removed meanwhile."


def summary(accounts: int, settings: int | None, came: str, left: int) -> str:
    """Return what came of a queue; ``settings`` counts those of all accounts, where several."""
    of = "" if settings is None else f", {counted(settings, 'setting')}"
    rest = f" {counted(left, 'account')} left for another sitting." if left else ""
    return f"{counted(accounts, 'account')}{of}: {came or 'none'}.{rest}"


def next_begins(seconds: float, *, can_skip: bool) -> str:
    """Return when the next account begins."""
    more = "; enter goes on at once" if can_skip else ""
    return f"The next one begins in {duration(seconds)}{more}."


def now_do(reason: Reason) -> str:
    """Return what a person has to do at the terminal."""
    return f"Now {asked_words(reason, in_window=False)}."


def clock_line(seconds_left: float, todo: str) -> str:
    """Return how long a person has for what."""
    return f"{clock(seconds_left)} left: {todo}"


def other_member(member: str) -> str:
    """Ask whether somebody else is kept for an account."""
    return (
        f"Signed in is {member}, not the account's member. From now on it is {member}? "
        "Type yes to keep it: "
    )


def signed_in_as(label: str, member: str) -> str:
    """Return that an account is signed in."""
    return f"{label}: signed in as {member}"


def sentence(reason: Reason) -> str:
    """Return what a service said."""
    return f"{reason.value.capitalize()}."


def try_again(reason: Reason) -> str:
    """Return what a service said, and how one leaves."""
    return f"{sentence(reason)} Enter alone gives up."


def why_window(outcome: "Outcome", reason: Reason | None) -> str:
    """Return what came that only a window can show."""
    return f"{outcome_words(outcome, reason)}."


def login(known: str) -> str:
    """Ask for an address; enter alone takes the known one."""
    return f"Email or phone [{known}]: " if known else "Email or phone: "


def practice_site(origin: str, accounts: int) -> str:
    """Return where the practice site is."""
    return f"Practice site at {origin}/, {counted(accounts, 'account')}."
