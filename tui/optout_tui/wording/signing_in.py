"""What is said while accounts are signed in, in a window or typed here."""

from optout_profiles.outcomes import Reason
from optout_tui.wording.words import CODES, asked_words, clock

NOT_KEPT = "What you type goes into the service's page once and is kept nowhere."
WRONG_CODE = "The service did not accept that code."
SOMETHING_MISSING = "Nothing was sent: something is missing."
LOGIN = "Email or phone"
PASSWORD = "Password"
CODE_KEYS = "enter: go on · esc: leave out · ctrl+x: stop"

DEAD_DISPLAY = "There is no display for a browser's window."
CLOSING = "Closing the browser …"
OPENING_WINDOW = "Opening a window …"
AT_WORK = "Signing in …"


def title(label: str, place: int, count: int) -> str:
    """Return whom it is about, the how manieth of how many."""
    return f"Sign in: {label} ({place} of {count})" if count > 1 else f"Sign in: {label}"


def please(reason: Reason | None, *, in_window: bool) -> str:
    """Return what a person is asked to do."""
    return f"Please {asked_words(reason, in_window=in_window)}."


def time_left(seconds: float) -> str:
    """Return how long there is."""
    return f"{clock(seconds)} left"


def sentence(reason: Reason) -> str:
    """Return what the service said as a sentence."""
    return f"{reason.value[0].upper()}{reason.value[1:]}."


def code_label(reason: Reason) -> str:
    """Return what the field for a code is called."""
    name = CODES.get(reason, CODES[Reason.CODE])
    return f"{name[0].upper()}{name[1:]}"


def form_keys(*, has_window: bool) -> str:
    """Return the keys of the form for address and password."""
    window = " · ctrl+o: in a window instead" if has_window else ""
    return f"enter: next, at last sign in · esc: leave out · ctrl+x: stop{window}"


def waiting_keys(*, in_window: bool) -> str:
    """Return the keys while something is waited for."""
    typing = " · t: type it here instead" if in_window else ""
    return f"esc: give this one up · ctrl+x: stop{typing}"


def open_window(label: str) -> str:
    """Ask whether a window is opened."""
    return f"Open a window for {label}?"


def why_window(reason: Reason) -> str:
    """Return why a window is needed."""
    return f"{sentence(reason)} Only a browser's window can show it."
