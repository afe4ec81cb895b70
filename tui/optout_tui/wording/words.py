"""The words that all areas share: those made from an enum, a time or a count."""

import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.text import cleaned

if TYPE_CHECKING:
    from optout_profiles.accounts import Known
    from optout_profiles.vault.sightings import Older

NAME_LIMIT = 40
"""How much of a label a sentence holds."""

MANY = 10
"""From how many accounts on their number is typed to agree, not "yes"."""


def counted(number: int, noun: str) -> str:
    """Return "1 account", "2 accounts", "10,000 accounts"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def agreement(accounts: int) -> str:
    """Return what has to be typed to agree to something: for many accounts, how many they are.

    A paste that holds "yes" knows no number.
    """
    return str(accounts) if accounts >= MANY else "yes"


def is_agreed(typed: str, accounts: int) -> bool:
    """Say whether this agrees; a number may be typed as it is shown, "1,000"."""
    return typed.strip().lower().replace(",", "") == agreement(accounts)


def names_of(labels: Sequence[str], shown: int = 8) -> str:
    """Return the first names in one sentence, long ones cut, and how many more there are."""
    more = len(labels) - shown
    listed = ", ".join(cleaned(label, NAME_LIMIT) for label in labels[:shown])
    return f"{listed} and {more:,} more" if more > 0 else listed


def nobody_words(group: str | None, *, is_filtered: bool = False) -> str:
    """Return why a selection is empty."""
    if is_filtered:
        return "No account fits the filter."
    return (
        "The list has no accounts." if group is None else f"No account is in the group “{group}”."
    )


def sitting_words(taken: int, left: int, without_sign_in: int = 0) -> str:
    """Return what is told where a sitting takes only some of the accounts that are meant."""
    words = f"At most {taken:,} in this sitting: {counted(left, 'account')} left for another one."
    if without_sign_in:
        words += f" No sign-in is kept of {counted(without_sign_in, 'account')}: these come last."
    return words


def outcome_name(outcome: Outcome, reason: Reason | None) -> str:
    """Return how a run ended, as cells and counts say it."""
    was_fetched = outcome is not Outcome.NOT_UNDERSTOOD or reason is not Reason.NETWORK
    return outcome.value if was_fetched else "page not fetched"


def ends_in_words(ends: Iterable[tuple[Outcome, Reason | None]]) -> str:
    """Return how runs ended, counted: "2 turned off, 1 did not stick"."""
    counts = Counter(outcome_name(*end) for end in ends)
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def preview_words(ends: Sequence[tuple[Outcome, Reason | None]]) -> str:
    """Return what an opt-out would come to: "would switch off 4, already off 9, cannot 2 (…)"."""
    outcomes = [outcome for outcome, _ in ends]
    told = (Outcome.IS_ON, Outcome.ALREADY_OFF)
    others = [end for end in ends if end[0] not in told]
    why = f" ({ends_in_words(others)})" if others else ""
    would, already = (outcomes.count(one) for one in told)
    return f"would switch off {would:,}, already off {already:,}, cannot {len(others):,}{why}"


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


def standing_words(known: "Known") -> str:
    """Return what may be claimed of a setting now, an older fact beside it."""
    if known.failed_try and known.fact:
        return f"unknown (was {known.fact.setting.value})"
    return known.standing.value


def setting_of(label: str, related: str | None) -> str:
    """Return what a line is about: an account, and its setting where it is not the main one."""
    return label if related is None else f"{label}, {related}"


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


def aged(at: datetime) -> str:
    """Return a time, with how long ago it was: "2 h ago, 2026-11-24 10:15 UTC"."""
    return f"{ago(at, datetime.now(UTC))}, {moment(at)} UTC"


def duration(seconds: float) -> str:
    """Return a length of time as a person says it: "8 s", "3 min", "2 h 10 min"."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def clock(seconds: float) -> str:
    """Return what is left of a time as a clock shows it: "9:41"."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    return f"{minutes}:{rest:02}"


def asked_words(reason: Reason | None, *, in_window: bool) -> str:
    """Return what a person has to do now, and where; ``reason`` is what the service asks for."""
    where = "in the browser's window" if in_window else "here"
    match reason:
        case None:
            return f"sign in {where}"
        case Reason.APP_APPROVAL:
            return "approve it in the service's app, on the holder's phone"
        case Reason.CAPTCHA:
            return "solve the captcha in the browser's window"
    if name := CODES.get(reason):
        return f"type {name} {where}"
    return "answer what the service asks in the browser's window"


def other_member_words(label: str, member: str) -> tuple[str, str]:
    """Return what is asked where somebody else has signed in, and what yes means."""
    return (
        f"Keep the sign-in of {member} for {cleaned(label, NAME_LIMIT)}?",
        f"The list has somebody else there. With yes the row is {member}'s from now on, and what "
        "is known of the other member is dropped. With no nothing is kept.",
    )


CODES = {
    Reason.CODE_BY_EMAIL: "the code that the service sent by e-mail",
    Reason.CODE_BY_SMS: "the code that the service sent by text message",
    Reason.CODE: "the code that the service asks for",
    Reason.AUTHENTICATOR: "the code of the authenticator app",
}
"""What a code is, where one is asked for."""


def moment(at: datetime) -> str:
    """Return a time in UTC as it stands in lists."""
    return at.strftime("%Y-%m-%d %H:%M")


def older_words(older: "Older") -> str:
    """Return the warning that a list is an older copy of one that was open here before."""
    saved, seen = (f"{one:%Y-%m-%d %H:%M:%S} UTC" for one in (older.saved_at, older.seen_at))
    start = f"Warning: this list is an older copy. It was saved {saved}; "
    if older.newer:
        return (
            f"{start}a newer one, saved {seen}, was open at {older.newer}. To go on with that one, "
            f"say --vault {shlex.quote(str(older.newer))}; whatever is saved here from now on is "
            "this list's own, and is not in the other one."
        )
    return (
        f"{start}one that was saved {seen} was open here before. Whoever didn't put it there "
        "should look for the newer one; `optout-tui restore` takes a copy in without this warning."
    )


def system_words(error: OSError) -> str:
    """Return what the system said against something, and of which file."""
    named = f"{error.filename}: " if error.filename else ""
    return f"{named}{error.strerror or type(error).__name__}"
