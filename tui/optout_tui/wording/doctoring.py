"""What the doctor says of this machine and of a service, and what stands in its bundle."""

from optout_tui.wording.words import counted

VAULT_FOLDER = "vault's folder"
DATA_FOLDER = "data folder"
STATE_FOLDER = "state folder"
CONFIG_FOLDER = "config folder"
A_PLACE = "<a place>"


def not_writable(folder: object) -> str:
    """Return that nothing can be kept in a folder."""
    return f"{folder} can't be written to"


def look_at(folder: object) -> str:
    """Return what to do about it."""
    return f"Look at {folder}."


def others_may_look(folder: object) -> str:
    """Return that a folder is open to others."""
    return f"{folder} (others may look into it)"


def finding(sign: str, name: str, words: str) -> str:
    """Return a line on one finding."""
    return f"{sign}  {name}: {words}"


def ended_there(words: str, todo: str) -> str:
    """Return what stopped a look at a service, and what to do, if there is anything."""
    return f"It ended there: {words}. → {todo}" if todo else f"It ended there: {words}."


def lines_missing(number: int) -> str:
    """Return that a profile is not right any more."""
    return f"{counted(number, 'line')} of the profile not found: `checked` stays as it is."


def all_found(day: str, profile_id: str) -> str:
    """Return that a profile is right, and where that may be noted."""
    return (
        "All that runs need was found. Whoever saw it too may set "
        f"`checked = {day}` in the profile “{profile_id}”."
    )


def bundle_exists(file: object) -> str:
    """Return that a bundle takes nothing's place."""
    return f"{file} is there already; nothing was written."


def bundle_written(file: object, lines: int) -> str:
    """Return what is in a bundle."""
    return (
        f"{file} holds versions, what the doctor found, and {lines} lines of the log: ids "
        "and outcomes, no names, addresses or sign-ins. Look at it before you send it."
    )
