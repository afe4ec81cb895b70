"""What commands say of passphrases, codes and copies of the list."""

from optout_tui.wording.strength import how_random
from optout_tui.wording.words import counted

QUESTION = "Passphrase: "
NEW = "New passphrase: "
OF_COPY = "Passphrase of the copy: "
OF_LIST = "Passphrase of the list: "
AGAIN = "The same again: "
MAKE_ONE_UP = "Enter alone makes one up."
DIFFERENT = "The two passphrases differ. Nothing was made."

LIST_MADE = "The list is made. Keep the passphrase well: nobody can restore it."
RECOVERY_MAKES = "`optout-tui recovery` makes a code to print, for the day it is forgotten."
CHANGED = "The passphrase is changed. The old one opens the list no more."
CODE_ENDED = "Nor does the recovery code, which was made for the old key."
RECOVERY_RENEWS = "`optout-tui recovery` makes a new one."
COPIES = (
    "The old passphrase still opens the files named now, one of them made just before the change. "
    "Remove them once the new passphrase is proven."
)

KEYRING_OPENS = "The keyring opens the list now; the passphrase still does too."
KEYRING_ENDED = "The keyring opens the list no more."

TERMINAL_NEEDED = "Without a terminal to type a part of it back at, this needs --yes."
OLD_COPIES = (
    "Copies of the list made before still open by it; `optout-tui passphrase` makes a new key."
)
CODE_BEFORE_ENDED = f"The code from before opens the list no more. {OLD_COPIES}"
CODE_REMOVED = f"The recovery code opens the list no more. {OLD_COPIES}"
NO_CODE = "The list has no recovery code."
KEEP_ELSEWHERE = "or write it down, and keep it where the list is not."
WRONG_GROUP = "That is not what it says."
CODE_VOID = "The code does not count: it opens nothing."
ONLY_PASSPHRASE = "The passphrase is changed; the list has no recovery code now."
CODE_COUNTS = "It counts now, wherever the passphrase is asked for."

NOTHING_CHANGED = "Nothing was changed."
YES_NEEDED = "Nothing was changed: without a terminal to ask at, this needs --yes."
SAME_FILE = "The copy and the list are the same file."
PUT_IN_PLACE = "Put the copy in the list's place?"
LEAVES_CLOSED = "Another passphrase opens the present list. Enter alone leaves it closed."


def nobody_to_ask(option: str) -> str:
    """Return that a passphrase has to be given in a file."""
    return f"There is no terminal to ask for a passphrase. Give one by {option} FILE (or -)."


def made_up(passphrase: str, bits: int) -> str:
    """Return a passphrase that was made up."""
    return f"Write it down now ({how_random(bits)}): {passphrase}"


def is_as_good_as(strength: str) -> str:
    """Return how good a passphrase is."""
    return f"It is {strength}."


def too_short(strength: str) -> str:
    """Return that a passphrase is too short, before it is asked for again."""
    return f"It is {strength} characters. Once more."


def others_may_read(file: object) -> str:
    """Return that a passphrase's file is open to others."""
    return f"Warning: others may read {file}. `chmod 600 {file}` closes it."


def not_text(file: object) -> str:
    """Return that a passphrase's file is none."""
    return f"{file} is not text."


def without_keyring(problem: object) -> str:
    """Return that the keyring could not be given the new secret."""
    return f"{problem} It opens the list no more; the passphrase does."


def left_in_keyring(problem: object) -> str:
    """Return that the keyring could not be made to forget."""
    return f"{problem} A secret that opens older copies may be left in it."


def code_shown(bits: int) -> str:
    """Return what the next line is; ``KEEP_ELSEWHERE`` goes on."""
    return f"This is the recovery code ({how_random(bits)}). It is shown once: print it"


def type_group(number: int, groups: int) -> str:
    """Ask for a part of a code."""
    return f"Type group {number} of {groups} from what you wrote down: "


def copy_written(accounts: int, sessions: int | None) -> str:
    """Return what a copy holds; ``sessions`` is None where they were left out."""
    kept = "no sign-ins" if sessions is None else counted(sessions, "sign-in")
    return f"Written and compared: {counted(accounts, 'account')}, {kept}."


def no_file(file: object) -> str:
    """Return that there is no such copy."""
    return f"There is no file {file}."


def kept_aside(file: object) -> str:
    """Return where the list is that a copy has replaced."""
    return f"The list from before is kept: {file}"
