"""What the commands on the list say, and what is said where they can't be done."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from optout_tui.wording.accounts import GO_TOO
from optout_tui.wording.words import counted, moment

NO_LINES = (
    "Without a command this opens the app, which is no JSON. Name a command: "
    "`optout-tui list`, `optout-tui check`, or to try it out `optout-tui demo --plain`."
)
NO_TERMINAL = "The app needs a terminal. `optout-tui --help` lists the commands."
INTERRUPTED = "Interrupted. Nothing that was saved is lost."
YES_NEEDED = "Without a terminal to ask at, this needs --yes."
NO_TEXT = "What was typed is not text in UTF-8."
EMPTY_FILTER = "The filter is empty, and would fit every account. Leave it out for that."
DAY_NEEDED = "A day is needed, as 2026-11-24; --objection-not-filed takes one away."
AUTHORITY_GIVEN_NEEDED = (
    "An authority needs the day on which it was given: --authority-given DAY, as 2026-11-24."
)
NOTHING_REMOVED = "Nothing was removed."
NOTHING_FORGOTTEN = "Nothing was forgotten."
MEND_FIRST = "Nothing was imported: what is rejected has to be mended first."
YES_TAKES_IN = "Nothing was imported so far: --yes takes the new ones in."
READ_BEFORE_POSTING = "Read it before you post it: a page can hold more than can be told apart."
PRACTICE_END = "Ctrl-C ends it."

TO_REMOVE = "to remove"
TO_FORGET = "whose sign-ins to forget"
TO_SIGN_IN = "to sign in"

LIST_TITLES = ("id", "label", "group", "AI training", "read (UTC)", "sign-in", "newest try")
NO_SESSION = "none"


def go_on(question: str, agreement: str) -> str:
    """Return a question with what has to be typed."""
    return f"{question} Type {agreement} to go on: "


def defaults_instead(problem: object) -> str:
    """Ask whether the app opens without the config."""
    return f"{problem} Open with the defaults this time?"


def name_accounts(deed: str) -> str:
    """Return that a command has to be told which accounts it is about."""
    return f"Name the accounts {deed}, or a --group, a --filter, or --all."


def same_person(id_: str, label: str) -> str:
    """Return that another account may be the same."""
    return f"Note: {id_} ({label}) has the same member or login."


def same_label(id_: str, label: str) -> str:
    """Return that another account is called the same."""
    return f"Note: {id_} is called {label} too."


def total(accounts: int) -> str:
    """Return how many accounts were listed."""
    return f"{counted(accounts, 'account')}."


def list_written(accounts: int, file: object) -> str:
    """Return where the exported list is."""
    return f"{counted(accounts, 'account')} written to {file}"


def report_written(file: object) -> str:
    """Return where the report is."""
    return f"The report is in {file}"


def remove(accounts: int) -> str:
    """Ask whether accounts are taken off the list."""
    return f"Remove {counted(accounts, 'account')} from the list? {GO_TOO}"


def forget(sign_ins: int) -> str:
    """Ask whether sign-ins are wiped."""
    return f"Forget {counted(sign_ins, 'sign-in')}?"


def forgotten(label: str) -> str:
    """Return that an account's session was wiped."""
    return f"{label}: sign-in forgotten"


def none_to_forget(accounts: int) -> str:
    """Return how many accounts had no session."""
    return f"{counted(accounts, 'account')} had no sign-in kept."


def no_evidence(label: str) -> str:
    """Return that no evidence is kept."""
    return f"None is kept of {label}: no setting of it was read."


def no_evidence_of(name: str, label: str, names: Sequence[str]) -> str:
    """Return that no evidence is kept of a setting, and of which ones there is some."""
    there = f"There is some of {', '.join(names)}." if names else "No setting of it was read."
    return f"None is kept of “{name}” of {label}. {there}"


def digest(sha256: str) -> str:
    """Return the heading of one setting's evidence, a comment in TOML."""
    return f"# sha256 {sha256}"


def no_history(label: str) -> str:
    """Return that no run is remembered."""
    return f"No run of {label} is remembered."


def past_run(at: datetime, run_id: str, about: str, words: str) -> str:
    """Return a line on a run."""
    return f"{moment(at)}  {run_id}  {about}: {words}"


def no_outline(label: str) -> str:
    """Return that no outline is kept."""
    return f"None is kept of {label}: no page of it was not understood."


def outline_heading(version: str, at: datetime, related: str | None) -> str:
    """Return by what and when a page was read, and for which setting."""
    about = f", setting {related}" if related else ""
    return f"optout-tui {version}, {moment(at)} UTC{about}"


def no_mapping(words: str, fields: Iterable[str]) -> str:
    """Return that a mapping is none."""
    return f"“{words}” is no FIELD=COLUMN; a field is one of {', '.join(fields)}."


def become(words: str, *, is_taken: bool) -> str:
    """Return that an account was added, or would be."""
    return f"added: {words}" if is_taken else f"new: {words}"


def answer_before(words: str) -> str:
    """Return the answer that was given before."""
    return f"Before: {words}"


def practice_profile(file: object) -> str:
    """Return how other commands come to the practice site."""
    return f"Other commands come here with --profile {file}."
