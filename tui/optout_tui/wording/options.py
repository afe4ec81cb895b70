"""What each option of the command line is for, as its command's help tells."""

from collections.abc import Iterable

COMMON = "common options"
YES = "do not ask"
VAULT = "the encrypted list (OPTOUT_TUI_VAULT)"
PASSPHRASE_FILE = (
    "its first line is the passphrase; - is standard input (OPTOUT_TUI_PASSPHRASE_FILE)"
)
PROFILE = "another service profile (OPTOUT_TUI_PROFILE)"
BROWSER = "a browser's path, program or channel (OPTOUT_TUI_BROWSER)"
JSON = "results as JSON"
PLAIN = "lines instead of the app"
NO_CONFIG = "leave the config out this time"
QUIET = "results only, no talk"
NO_MOUSE = "leave the mouse to the terminal"
ACCOUNTS = "an id, else an exact label, member or login"
ALL = "every account of the list"
GROUP = "every account of this group"
FILTER = (
    "only accounts that fit, as 'setting:on -group:family checked:>30d \"ada l\"'; "
    "one that begins with - as --filter=-group:family; @name is one that the config has"
)
LABEL = "the name in the list"
LOGIN = "the address that the holder signs in with"
MEMBER = "the end of …/in/HANDLE/"
DETAIL_GROUP = "a word to select several accounts by"
HOLDER = "whose sign-in it is, where the label isn't that"
NOTE = "a line for yourself"
DUE = "by when it is to be looked at again"
AUTHORITY_GIVEN = "when the holder gave their permission"
AUTHORITY_UNTIL = "its last day"
AUTHORITY_WITHDRAWN = "when the holder took it back"
AUTHORITY_NOTE = "where it is written, say"
EVIDENCE_SETTING = "print only what was kept of this setting, byte for byte"
TAG = "a word; may be given again"
VISIBLE = "show the browser's window"
SECONDS = "how long a person has for one account (600)"

APPLY_GUIDED = "a person clicks, in a window"
APPLY_AUTOMATIC = "the tool clicks"
APPLY_PREVIEW = "come as far as the click, and change nothing"

BACKUP_FILE = "where the copy is written; a new file"
BACKUP_WITH_SESSIONS = "sign-ins too: each opens an account"

BROWSER_DEED = "bring a browser"

CHECK_RELATED = "read the other settings too"
CHECK_YES = "do not ask (a check never asks)"

DOCTOR_BUNDLE = "write what helps with a bug report to a new file: no names, no sign-ins"

EDIT_UNTAG = "take a tag away"
EDIT_OBJECTION_FILED = "the day, as 2026-11-24, on which the holder objected to other AI training"
EDIT_OBJECTION_NOT_FILED = "take that day away"

EXPORT_OUTPUT = "the file"
EXPORT_FORMAT = "csv or toml (by default as the file's ending says, else csv)"

IMPORT_ENCODING = "what the file is written in (by default utf-8)"
IMPORT_YES = "take them in"

KEYRING_REMOVE = "the keyring opens it no more"

DOCTOR_LIVE = "look instead, signed in as this account, whether the service is as its profile says"
DOCTOR_VISIBLE = "with --live: show the window"

PASSPHRASE_NEW_FILE = (
    "its first line is the new passphrase; - is standard input, after the old one's line"
)

PRACTICE_PORT = "0, the default, takes a free one"
PRACTICE_WRITE_PROFILE = "write a file there with which other commands come here: --profile FILE"
PRACTICE_SIGN_IN = "the shape of the sign-in page"
PRACTICE_ALL_MEMBERS = "a member for every behaviour too: codes, approvals, captchas, refusals …"

RECOVERY_REMOVE = "take the code away"
RECOVERY_YES = "let it count without typing it back"

REPORT_OUTPUT = "the report's file"
REPORT_FORMAT = "toml, json or csv (by default as the file's ending says, else toml)"
REPORT_PSEUDONYMS = "leave out labels and groups"

RESTORE_FILE = "a copy, as `backup` writes it"

SIGN_IN_TERMINAL = "ask here for address and password"
SIGN_IN_STORAGE_STATE = "a sign-in saved by Playwright"

TERMS_CHOOSE = "keep this answer"

UNDO_AUTOMATIC = "though the list's answer is that a person clicks"

NO_SECONDS = "it must be a number of seconds, one day at most"
NO_NUMBER = "it must be a whole number from 1"


def pause(twin: str) -> str:
    """Return what the pause is, and its twin in the environment."""
    return f"wait between two accounts; 30 on a live service ({twin})"


def at_most(twin: str) -> str:
    """Return what a sitting is, and its twin in the environment."""
    return f"no more accounts than this in one sitting: those untried for longest ({twin})"


def setting(every: str) -> str:
    """Return which settings can be named, and the word for all of them."""
    return f"this one instead of ai-training, also several times; {every} is every other"


def import_map(fields: Iterable[str]) -> str:
    """Return how columns are named, and what they may be."""
    return f"where in a CSV something stands, by a column's name or number: {', '.join(fields)}"


def refused(problem: str, twin: str, words: str | None) -> str:
    """Return what is wrong with a value; ``words`` is there where the environment has it."""
    return f"{problem}; {twin} is “{words}”" if words else problem
