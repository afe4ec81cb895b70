"""English, made at the last moment.

Owns every word that is made from an enum, a time or a count. Knows nothing of where it is shown.
"""

from collections.abc import Sequence
from datetime import datetime

from optout_profiles.accounts import Account
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.events import Kind

WHAT_TO_DO = {
    Outcome.SIGN_IN_NEEDED: "sign it in: optout-tui sign-in {id} --terminal",
    Outcome.WRONG_PERSON: "sign in as the right person: optout-tui sign-in {id} --terminal",
    Outcome.PERSON_NEEDED: "the holder has to answer it in a browser, then sign in here again",
    Outcome.NOT_VERIFIED: "check it again: optout-tui check {id}",
    Outcome.DID_NOT_STICK: (
        "try again later, or switch it off by hand: Settings & Privacy → Data privacy"
    ),
    Outcome.REFUSED: "leave the service alone for some hours, then go on",
    Outcome.NOT_UNDERSTOOD: "look at the page by hand; it may have changed",
    Outcome.TOO_SLOW: "try again later",
    Outcome.BROWSER_GONE: "try again; optout-tui doctor looks at the browser",
}
"""What a person can do about an outcome; an outcome that is not here needs nothing."""

DEEDS = {Kind.CHECK: "check", Kind.OPT_OUT: "opt out"}


def counted(number: int, noun: str) -> str:
    """Return "1 account", "2 accounts", "10,000 accounts"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def names_of(labels: Sequence[str], shown: int = 8) -> str:
    """Return the first names in one sentence, and how many more there are."""
    more = len(labels) - shown
    listed = ", ".join(labels[:shown])
    return f"{listed} and {more:,} more" if more > 0 else listed


def nobody_words(group: str | None) -> str:
    """Return why a selection is empty."""
    return (
        "The list has no accounts." if group is None else f"No account is in the group “{group}”."
    )


def outcome_words(outcome: Outcome, reason: Reason | None, seen_member: str | None = None) -> str:
    """Return how a run ended, in one clause."""
    match outcome:
        case Outcome.TURNED_OFF:
            return "turned off, and off in two fresh readings"
        case Outcome.ALREADY_OFF:
            return "already off"
        case Outcome.NOT_UNDERSTOOD if reason is Reason.NETWORK:
            return reason.value
        case Outcome.IS_ON:
            return "on"
        case Outcome.NOT_OFFERED:
            return "not offered to this account"
        case Outcome.WRONG_PERSON if seen_member:
            return f"wrong person signed in ({seen_member}); nothing was touched"
        case Outcome.PERSON_NEEDED if reason:
            return f"a person is needed: {reason.value}"
    return f"{outcome.value}: {reason.value}" if reason else outcome.value


def advice(outcome: Outcome, account_id: str, reason: Reason | None = None) -> str:
    """Return what to do next, or nothing."""
    match outcome, reason:
        case Outcome.NOT_UNDERSTOOD, Reason.NETWORK:
            return "look at the internet connection, then try again"
        case _, Reason.NOT_ACCEPTED:
            return "check the address and the password, then try once more"
    return WHAT_TO_DO.get(outcome, "").format(id=account_id)


def standing_words(account: Account) -> str:
    """Return what may be claimed of an account now, an older fact beside it."""
    if account.failed_try and account.fact:
        return f"unknown (was {account.fact.setting.value})"
    return account.standing.value


SIGNS = {
    Setting.OFF: "✓",
    Setting.ON: "!",
    Setting.NOT_OFFERED: "-",
    Setting.UNKNOWN: "?",
    Setting.NEVER_CHECKED: "○",
}
"""One sign each, so that no state is told by colour alone."""


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago something was: "just now", "5 min ago", "3 h ago", "12 days ago"."""
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)} h ago"
    return f"{int(seconds // 86400)} days ago"


def duration(seconds: float) -> str:
    """Return a length of time as a person says it: "8 s", "3 min", "2 h 10 min"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def moment(at: datetime) -> str:
    """Return a time in UTC as it stands in lists."""
    return at.strftime("%Y-%m-%d %H:%M")
