"""What is said of queues: what they do, what is left of one, and what becomes of its accounts."""

from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import Kind, Step
from optout_profiles.text import cleaned
from optout_tui.sequels import Deed
from optout_tui.wording.words import NAME_LIMIT, asked_words, clock, counted, duration

DEEDS = {
    Kind.CHECK: "check",
    Kind.PREVIEW: "preview",
    Kind.OPT_OUT: "opt out",
    Kind.GUIDED: "guided",
    Kind.UNDO: "undo",
}

WHAT_IS_LEFT = {
    Outcome.SIGN_IN_NEEDED: "sign in with s",
    Outcome.PERSON_NEEDED: "the holder is asked something: sign in anew with s",
    Outcome.WRONG_PERSON: "somebody else is signed in: sign in as the right person with s",
    Outcome.NOT_UNDERSTOOD: "the page was not understood: r tries again, the details tell more",
    Outcome.TOO_SLOW: "it took too long: r tries again",
    Outcome.BROWSER_GONE: "the browser ended: r tries again",
    Outcome.NOT_VERIFIED: "changed, and not verified: r looks again",
    Outcome.DID_NOT_STICK: "it did not stick: r tries again",
    Outcome.REFUSED: "the service refused: leave it alone for some hours",
}
"""What a person may do after a queue, by how an account ended."""
CLICK_TOO = ", b lets you click"
HELP = """\
What is to come is changed while the queue is at work; what is dropped or skipped stays as it is.
Once it has ended, s signs in the accounts that need it, b opens a window for those whose \
switch-off did not stick, and r tries again what failed. esc goes back to the list.
"""

DONE_TITLE = "Done"
TOO_LATE = "Nothing can be skipped now: once the switch was clicked, the proof is waited for."
SKIPPED = "It is skipped."
HAS_ENDED = "The queue has ended."
IS_OVER = f"{HAS_ENDED} Esc, then start another one from the list."
NOTHING_TO_ADD = "No account is marked in the list that is not in this queue."
NOBODY_IS_MEANT = {
    Deed.RETRY: "Nothing failed that could be tried again.",
    Deed.SIGN_IN: f"{HAS_ENDED} None of its accounts needs to sign in.",
    Deed.CLICK: f"{HAS_ENDED} There is no account in it whose switch-off did not stick.",
}
"""What is said where an ended queue has no account that a deed is for."""
RETRIED_AT_END = "What failed is tried again at the end."
PAUSED = "paused; p goes on"
BETWEEN = "the next account"
STARTING = "starting the browser"
BROKE_OFF = "broke off"
NOTHING_DONE = "nothing was done"


OFFERED_AGAIN = "The app offers to go on with it when it is opened."


def cut_short_words(kind: Kind, done: int, at_hand: str, left: int) -> str:
    """Return what is told of a queue that was cut short; nothing where it had done all."""
    if not (at_hand or left):
        return ""
    cut = f", 1 cut off ({cleaned(at_hand, NAME_LIMIT)}: not verified)" if at_hand else ""
    return f"The last queue ({DEEDS[kind]}) was cut short: {done:,} done{cut}, {left:,} left to do."


def to_come(accounts: int) -> str:
    """Return how many are to come, as a heading."""
    return f"To come: {accounts:,}" if accounts else "Nobody is to come"


def dropped(label: str) -> str:
    """Return that an account is left out of a queue."""
    return f"{label} is left out, and stays as it is."


def added(accounts: int) -> str:
    """Return how many more are to come."""
    return f"{counted(accounts, 'marked account')} more to come."


def place_of(kind: Kind, number: int, total: int) -> str:
    """Return where a queue is."""
    return f"{DEEDS[kind].capitalize()} {number} of {total}"


def next_begins(seconds: float) -> str:
    """Return when the next account begins."""
    return f"the next account begins in {clock(seconds)}; . goes on at once"


def turn_of(label: str, seconds_left: float) -> str:
    """Return that a person has their turn, and how long it is theirs."""
    return f"{label}: {Step.YOUR_TURN.value}, {clock(seconds_left)} left"


def at_step(label: str, step: Step, patience: float | None) -> str:
    """Return at which step an account is, and in how many seconds it is given up, if soon."""
    given_up = "" if patience is None else f", given up in {clock(patience)}"
    return f"{label}: {step.value}{given_up}"


def your_turn(reason: Reason | None) -> str:
    """Return what a person has to do in a window; ``reason`` is what the service asks for."""
    if reason is None:
        return "Please sign in if it asks, then switch the setting off in the window."
    return f"Please {asked_words(reason, in_window=True)}."


def progress(done: int, to_come: int, *, is_pausing: bool, seconds: float | None) -> str:
    """Return how far a queue is, and in how many seconds it may end, where that is known."""
    if is_pausing:
        return f"{done} done, {to_come} to come · pausing after this account"
    about = "" if seconds is None else f", about {duration(seconds)}"
    return f"{done} done, {to_come} to come{about}"


def ended(kind: Kind, end: str | None, done: int, total: int) -> str:
    """Return how a queue ended, and what it left; one without an end was ended by an error."""
    left = counted(total - done, "account")
    rest = f" · {left} {'not begun' if end else 'left'}" if done < total else ""
    return f"{DEEDS[kind].capitalize()} {end or BROKE_OFF}: {done} of {total}{rest}"


def todo_line(accounts: int, what: str) -> str:
    """Return how many accounts need the same."""
    return f"{counted(accounts, 'account')}: {what}"
