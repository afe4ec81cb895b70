"""What is wrong with the config: its keys, its filters, and how it is written."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

NO_PLAIN_FILE = "it has to be a plain file."
SOMEBODY_ELSES = "it belongs to somebody else, and it could name a command that is run as you."
TOO_LARGE = "it is far too large for a config."
TOO_DEEP = "it is nested far too deeply for a config."
NO_UTF8 = "this is no text in UTF-8."
UNREADABLE = "it is unreadable"
FILTER_IN_FILTER = "a saved filter can't stand in another one."

YES_OR_NO = "true or false"
TABLE = "a table of its own"
WHOLE_NUMBER = "a whole number from 1"
MINUTES = "minutes, from 0 (never) to 1440"
COMMAND = 'a program and its words, as ["notify-send", "optout-tui"]'
NONE_SAVED = "none"


def no_key_id(id_: str, known: Sequence[str]) -> str:
    """Return that nothing has this id, and which one is meant, or all of them."""
    if close := get_close_matches(id_, known, n=1):
        return f"“{id_}” is no key that can be chosen. Is “{close[0]}” meant?"
    return f"“{id_}” is no key that can be chosen. Those are {', '.join(known)}."


def would_be_both(key: str, one: str, other: str) -> str:
    """Return that two deeds would be on one key."""
    return f"{key} would be both {one} and {other}."


def is_reserved(key: str, id_: str) -> str:
    """Return that a key has to stay what it is."""
    return f"{key} is needed to find one's way; {id_} can't have it."


def is_typed(key: str, id_: str) -> str:
    """Return that a key is a letter where letters are typed."""
    return f"{key} is typed where {id_} is; ctrl+s or f2 would do."


def no_key(given: str) -> str:
    """Return that there is no such key, and what some are called."""
    return (
        f"“{given}” is no key. There are a, A, ?, space, f2, pageup, ctrl+o and the like, "
        "several with commas between."
    )


def never_comes(given: str, comes: str) -> str:
    """Return that a terminal sends another key for this one."""
    return f"“{given}” never comes: it is {comes}."


def no_filter(name: str, saved: Iterable[str]) -> str:
    """Return that no filter is saved by this name, and which are."""
    there = ", ".join(f"@{one}" for one in saved) or NONE_SAVED
    return f"no filter is saved as “{name}”. Saved: {there}; quote other @."


def not_right(file: object, line: int, problem: str) -> str:
    """Return what is wrong with the config, on which line, and the way around it."""
    place = f", line {line}" if line else ""
    return f"The config is not right. {file}{place}: {problem} (--no-config leaves it out.)"


def seconds(most: float) -> str:
    """Return what a pause takes."""
    return f"seconds, from 0 to {most:.0f}"


def one_of(names: Iterable[str]) -> str:
    """Return what takes one of some words."""
    return " or ".join(f'"{name}"' for name in names)


def no_toml(problem: str) -> str:
    """Return that a file can't be read as TOML."""
    return f"this is no TOML: {problem}."


def others_may_write(file: object) -> str:
    """Return that somebody else could have written a file, and how that is mended."""
    return f"others may write to it, and it could name a command: chmod go-w {file}"


def unread(reason: str | None) -> str:
    """Return why the system doesn't let a file be read."""
    return f"{reason or UNREADABLE}."


def unknown(name: str, known: Iterable[str]) -> str:
    """Return that the config has no such key, and which it has."""
    return f"there is no “{name}”. There are {', '.join(known)}."


def takes(name: str, what: str) -> str:
    """Return what a key of the config takes."""
    return f"{name} takes {what}."


def no_filter_name(name: str) -> str:
    """Return that a filter can't be called so."""
    return f"“{name}” can't be a filter's name: small letters, digits, - and _."


def takes_filter(name: str) -> str:
    """Return that a filter's name takes a filter."""
    return f'{name} takes a filter in quotes, as "setting:on -group:family".'


def filter_problem(name: str, column: int, problem: str) -> str:
    """Return what is wrong with a saved filter, and where."""
    return f"{name}, at column {column} of the filter: {problem}"


def takes_key(name: str) -> str:
    """Return that the id of a deed takes a key."""
    return f'{name} takes a key in quotes, as "ctrl+o", or several, as "o,f2".'
