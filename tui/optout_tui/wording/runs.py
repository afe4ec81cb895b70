"""What is asked before runs are started from the main screen, and why some can't be."""

from optout_profiles.runs.events import Kind
from optout_profiles.text import cleaned
from optout_tui.wording.words import NAME_LIMIT, counted

QUESTIONS = {
    Kind.OPT_OUT: "Switch AI training off for {accounts}?",
    Kind.GUIDED: "Open the setting of {accounts} in a window, for you to click?",
    Kind.UNDO: "Switch AI training back on for {accounts}?",
}
LOOKING_QUESTIONS = {
    (Kind.CHECK, False): "Read the setting of {accounts}?",
    (Kind.CHECK, True): "Read all settings of {accounts}?",
    (Kind.PREVIEW, False): "Preview switching AI training off for {accounts}?",
}
"""What is asked of many accounts, by whether more than the main setting is read."""
GUIDED_UNDO = (
    "The list's answer is that a person clicks: switch it on by hand. R changes who clicks."
)
NOTHING_SWITCHED_OFF = "No run of this list has switched any of these off."
WHAT_UNDO_NEEDS = "z puts back what o or b has switched off for the marked accounts."
NO_WINDOW = "There is no display for a browser's window, which a guided run needs."
NO_WINDOW_AS_ANSWERED = f"{NO_WINDOW} R changes who clicks."
LEFT_OPEN = (
    "Nothing was read. What LinkedIn's rules say goes for reading too: R shows them, and asks."
)
NO_QUEUE = "There was no queue yet: o, c, b or P starts one."
STOP_QUEUE = "Stop the queue? The current account is finished first."
WHAT_STOPPING_LEAVES = "What has not begun stays as it is."
NOT_LIVE = "This is no live service: there is nothing to ask."
LEFT_STAYS_MARKED = "With no, what is left stays marked."


def read_first(label: str) -> str:
    """Return that the account that a kill cut off is read before anything is clicked."""
    return f"{cleaned(label, NAME_LIMIT)} is read first."


def go_on_with(accounts: int) -> str:
    """Ask whether a queue that was cut short is gone on with."""
    return f"Go on with {counted(accounts, 'account')}?"


def signed_in(done: int, meant: int, not_begun: int) -> str:
    """Return how many of several accounts were signed in."""
    rest = f"; {counted(not_begun, 'account')} not begun" if not_begun else ""
    return f"Signed in: {done} of {meant}{rest}."


def signed_in_as(label: str, member: str | None) -> str:
    """Return that one account was signed in."""
    return f"{label}: signed in as {member}"


def sign_in_failed(label: str, words: str, todo: str) -> str:
    """Return how signing one account in ended, and what to do, if there is anything."""
    return f"{label}: {words} → {todo}" if todo else f"{label}: {words}"


def without_sign_in(count: int, chosen: int) -> str:
    """Return that nothing can be done at the service for some accounts, or for all of them."""
    if chosen == 1:
        return "No sign-in is kept of it: no page is opened. s signs it in."
    which = "any of these" if count == chosen else f"{count:,} of these {chosen:,}"
    return f"No sign-in is kept of {which}: no page is opened for those. s signs them in."


def left_out(needing: int, chosen: int) -> str:
    """Return that of several accounts only those are signed in that need it."""
    kept = f"A sign-in is kept of {chosen - needing:,} of {chosen:,}"
    return f"{kept}: signing in the {f'other {needing:,}' if needing > 1 else 'other one'} only."
