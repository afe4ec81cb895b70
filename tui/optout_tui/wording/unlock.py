"""What the first screen says, and what is said of the lock."""

from optout_profiles.errors import WrongPassphrase
from optout_tui.wording.strength import how_random

WELCOME = (
    "There is no list yet. It will be encrypted with a passphrase that you choose now.\n"
    "Nobody can restore it: keep it well. Four or five unrelated words do.\n"
    "`optout-tui recovery` makes a code for the day it is forgotten."
)
PASSPHRASE = "Passphrase"
EMPTY_FIELD = "passphrase"
AGAIN = "The same again"
DIFFERENT = "The two passphrases differ. Type the same again, or go back with shift+tab."
OPENING = "Opening …"

CAPS_LOCK = "Is Caps Lock on? A recovery code goes into the same field."
"""A hint once a passphrase was wrong."""

NOT_HERE = "This list was unlocked before the app began, and can't be locked here. q closes it."
LOCKED_TITLE = "optout-tui: locked"
LOCKED = "Locked. The passphrase opens it again."
LOCK_AT_WORK = "A browser is at work and keeps the list open. Stop it now and lock?"
QUIT_AT_WORK = "A browser is at work. Stop it now and quit?"
LOCK_NOW = "Lock now?"
QUIT_NOW = "Quit now?"
LEFT_UNFINISHED = "The account at hand is left unfinished; check it again later."
NONE_AT_HAND = "No account is at hand. What has not begun stays as it is."


def keys(*, is_new: bool) -> str:
    """Return the keys of the first screen."""
    made_up = "ctrl+g: make one up · " if is_new else ""
    return f"enter: go on · {made_up}ctrl+q: quit"


def made_up(passphrase: str, bits: int) -> str:
    """Return a passphrase that was made up, and how good it is."""
    return f"{passphrase}: write it down\n{how_random(bits)}"


def wrong(error: WrongPassphrase) -> str:
    """Return that a passphrase is wrong, and what may be the reason where nothing else is told."""
    return str(error) if error.is_mistyped_code else f"{error} {CAPS_LOCK}"


def missing(strength: str) -> str:
    """Return that a passphrase is too short."""
    return f"{strength} characters"


def why_open(spell: str) -> str:
    """Return why the list is not locked though nobody is there, and when it will be."""
    return (
        f"Untouched for {spell}. The list stays open while a browser is at work, "
        f"and locks {spell} after its end."
    )
