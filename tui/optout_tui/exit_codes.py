"""The exit codes, never renumbered. Imports next to nothing: every command needs them."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command tells the one who called it."""

    AS_WANTED = 0
    NOT_AS_WANTED = 1
    USAGE = 2
    PERSON_NEEDED = 3
    VAULT = 4
    NO_BROWSER = 5
    NOT_UNDERSTOOD = 6
    REFUSED = 7
    BUG = 70
    INTERRUPTED = 130
