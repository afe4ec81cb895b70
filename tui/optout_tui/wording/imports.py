"""What is told of an import, in the app and on the command line."""

from collections.abc import Iterable, Iterator

from optout_profiles.accounts import Account
from optout_profiles.authority import authority_words
from optout_profiles.listing.entries import Brought, Source
from optout_profiles.listing.importing import Plan, Rejected, Twin
from optout_profiles.text import cleaned
from optout_tui.wording.words import NAME_LIMIT, counted, names_of

NAMES = {
    "label": "name",
    "login": "login",
    "member": "member",
    "group": "group",
    "objection": "objection",
    "holder": "holder",
    "note": "note",
    "tags": "tags",
    "due": "due",
    "authority_given": "authority",
    "authority_until": "its last day",
    "authority_withdrawn": "its withdrawal",
    "authority_note": "its note",
}
TITLE = "Take accounts in from a file"
FILE_EXAMPLE = "for example ~/clients.csv"
FILE = "A CSV, an exported list, or a password manager's export"
FILE_KEYS = "enter: next, at last read it · esc: leave"
WHICH_FILE = "Which file?"
PREVIEW_KEYS = "↓ ↑ page down, page up: read · esc: leave"
BARRED_BY_REJECTED = "Nothing is taken in: what is rejected has to be mended in the file first."
NOTHING_NEW = "There is nothing new in it."

NUMBERED = {Source.CSV: "row", Source.PASSWORDS: "row", Source.TOML: "account"}


def place_words(brought: Brought, number: int) -> str:
    """Return where in the file an entry stands, as the file's own program numbers it."""
    return f"{_noun(brought)} {number:,}"


def account_words(account: Account) -> str:
    """Return what a new account is to be: its name, and all else that the file tells of it."""
    day = account.objection_filed_on
    told = (
        account.login and f"signs in with {account.login}",
        account.member and f"member {account.member}",
        account.group and f"group {account.group}",
        account.holder and f"holder {account.holder}",
        account.tags and f"tags {' '.join(account.tags)}",
        account.due and f"due {account.due}",
        day and f"objection filed on {day}",
        account.authority and f"authority {authority_words(account.authority)}",
        account.note and f"note {account.note}",
    )
    rest = "; ".join(cleaned(part) for part in told if part)
    return f"{account.label} ({rest})" if rest else account.label


def twin_words(brought: Brought, twin: Twin) -> str:
    """Return why an entry is taken for one that is there."""
    other = twin.other
    at = cleaned(other.label, NAME_LIMIT) + (
        f" in {place_words(brought, twin.row)}" if twin.row else f" ({other.id}) in the list"
    )
    return f"there already: the same {twin.like} as {at}"


def rejection_words(rejected: Rejected) -> str:
    """Return why an entry can't be taken."""
    return f"rejected: {rejected.reason[:1].lower()}{rejected.reason[1:]}"


def sum_words(brought: Brought, plan: Plan) -> str:
    """Return what becomes of all entries: so many came, and so many of each kind."""
    parts = (
        f"{len(plan.new):,} new",
        f"{len(plan.twins):,} there already",
        f"{len(plan.rejected):,} rejected",
    )
    came = counted(len(brought.entries) + brought.elsewhere, _noun(brought))
    more = f", {brought.elsewhere:,} of other services" if brought.elsewhere else ""
    return f"{came} in {brought.source}: {', '.join(parts)}{more}."


def columns_words(brought: Brought) -> Iterator[str]:
    """Yield which column of a sheet was taken for what."""
    if told := [
        f"{NAMES[name]} from “{cleaned(brought.columns[name], NAME_LIMIT)}”"
        for name in NAMES
        if name in brought.columns
    ]:
        yield f"Read: {', '.join(told)}."


def left_out_words(brought: Brought) -> Iterator[str]:
    """Yield what of the file nobody reads."""
    if brought.source is Source.BITWARDEN:
        yield "Passwords and codes in it were left out."
    elif brought.secrets:
        were = "was" if brought.secrets == 1 else "were"
        yield f"{counted(brought.secrets, 'column')} with secrets {were} left out."
    if brought.unused:
        yield f"Not used: {names_of(brought.unused)}."


def new_words(account: Account) -> str:
    """Return that an entry is to be a new account."""
    return f"new: {account_words(account)}"


def entry_line(brought: Brought, number: int, words: str) -> str:
    """Return a line on one entry."""
    return f"{place_words(brought, number)}: {words}"


def more_entries(number: int) -> str:
    """Return how many entries have no line."""
    return f"and {number:,} more"


def take_in(accounts: int) -> str:
    """Ask whether the new accounts are taken in."""
    return f"Take {counted(accounts, 'account')} in?"


def encoding_label(encodings: Iterable[str]) -> str:
    """Return what the field for the encoding is called."""
    return f"Written in (optional): {', '.join(encodings)}"


def unknown_encoding(encodings: Iterable[str]) -> str:
    """Return which encodings there are."""
    return f"It is one of {', '.join(encodings)}."


def not_text(encoding: str) -> str:
    """Return that a file is written in another encoding, and which ones to try."""
    return (
        f"The file is not text in {encoding.upper()}. Older spreadsheets save in "
        "cp1252, some in utf-16."
    )


def refused(problem: str) -> str:
    """Return why a file can't be taken in."""
    return f"It can't be taken in: {problem}"


def _noun(brought: Brought) -> str:
    return NUMBERED.get(brought.source, "item")
