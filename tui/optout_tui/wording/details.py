"""What the details say of one account: what each line is called, and how a value is told."""

from datetime import datetime

from optout_profiles.accounts import BrowserKind
from optout_tui.wording.words import counted, moment

AI_TRAINING = "AI training"
SINCE = "since"
LAST_READ = "last read"
READ_AT = "read at"
FOUND_BY = "found by"
EVIDENCE = "evidence"
SWITCHED_OFF = "switched off"
NEWEST_TRY = "newest try"
WHAT_TO_DO = "what to do"
DUE = "due"
AUTHORITY = "authority"
SIGN_IN = "sign-in"
SIGNING_IN = "signing in"
HOLDER = "holder"
MEMBER = "member"
LOGIN = "signs in with"
GROUP = "group"
TAGS = "tags"
NOTE = "note"
ID = "id"

MADE_BY = {
    BrowserKind.HEADLESS: "typed here",
    BrowserKind.VISIBLE: "made in a window",
    BrowserKind.IMPORTED: "taken over from elsewhere",
}
"""How a session came about."""

OTHER_SETTINGS = "Other settings"
NONE_READ = "none was read yet: C reads them"
NO_WAY_IN = "none was read yet: once it is signed in, C reads them"
UNPROVED = "by a run that ended before it was proved"
HISTORY = "What was done"
COVERAGE = "What the setting covers"


def due(day: object, *, is_over: bool) -> str:
    """Return when an account is to be looked at again."""
    return f"{day} (over)" if is_over else f"{day}"


def signed_in_since(way: str) -> str:
    """Return that what the newest try lacked is there now."""
    return f"it is signed in since: {way}" if way else ""


def none_kept(way: str) -> str:
    """Return that no session is kept, and how one is made, if there is a way."""
    return f"none ({way})" if way else "none"


def evidence(readings: int, digest: str) -> str:
    """Return how often a page was read, and the beginning of the evidence's digest."""
    return f"{counted(readings, 'reading')}, sha256 {digest}…"


def kept(member: str, made_by: BrowserKind, proved: str) -> str:
    """Return whose a session is, how it came about, and when it was proved."""
    return f"{member}, {MADE_BY[made_by]}; proved {proved}"


def failed(words: str) -> str:
    """Return that signing in has failed since the app began."""
    return f"failed in this sitting: {words}"


def authority(words: str, note: str | None, over: str | None) -> str:
    """Return the holder's permission, its note, and why nothing is run, if it is ``over``."""
    noted = f" ({note})" if note else ""
    return f"{words}{noted}" + (f"; {over}: nothing is run" if over else "")


def changed(at: datetime, *, by_person: bool) -> str:
    """Return when a setting was switched off, and that a person did it."""
    return f"{moment(at)} UTC, by a person" if by_person else f"{moment(at)} UTC"


def related_change(words: str) -> str:
    """Return that a related setting was switched off."""
    return f"switched off {words}"


def older_runs(number: int) -> str:
    """Return how many runs are not listed, and where they are."""
    return f"and {number} before: optout-tui history tells them"


def not_covered(words: str) -> str:
    """Return what the setting doesn't cover."""
    return f"not covered: {words}"


def objection(day: object) -> str:
    """Return whether an objection was filed, and when."""
    filed = f"filed on {day}" if day else "not filed (e notes the day)"
    return f"objection to that: {filed}"
