"""Which column of a sheet says what.

Owns the names that columns have in the files of people and of password managers.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from optout_profiles.errors import ImportRefused
from optout_profiles.text import cleaned

NAMES = {
    "label": ("label", "name", "full name", "title", "account", "holder", "person", "client"),
    "login": (
        *("login", "username", "user name", "login username", "login name", "user"),
        *("email", "e-mail", "mail", "email address", "e-mail address"),
    ),
    "member": (
        *("member", "handle", "member handle", "linkedin", "linkedin url", "linkedin profile"),
        *("profile", "profile url", "member page"),
    ),
    "group": ("group", "folder", "grouping", "team"),
    "objection": ("objection filed on", "objection", "objection filed"),
    "holder": ("holder", "account holder", "owner"),
    "note": ("note",),
    "tags": ("tags", "tag", "labels"),
    "due": ("due", "due on", "due date", "follow up"),
    "authority_given": ("authority given on", "authority given", "authority"),
    "authority_until": ("authority until",),
    "authority_withdrawn": ("authority withdrawn on", "authority withdrawn"),
    "authority_note": ("authority note",),
}
"""What a column may be called, the surest first, in small letters; _ stands for a blank.

"Notes" is left to be named by the person: such columns hold anything, secrets too.
"""
BESIDE_SECRETS = ("label", "login", "member", "group", "objection")
"""What is found by its name in a sheet that has a column with secrets."""
URLS = ("url", "login uri", "website", "web site", "uri")
SECRETS = frozenset(
    {
        *("password", "login password", "pass", "passphrase", "passcode", "pin", "secret"),
        *("totp", "login totp", "otp", "otpauth", "one time password", "one-time password"),
        *("recovery code", "recovery codes", "security answer", "cookie", "session", "token"),
    }
)


class Columns(Struct, frozen=True):
    """The places of a sheet's columns by what they say, and what the others are.

    With a ``url`` the sheet is a password manager's: it has rows of other services too. They are
    ``called`` by their titles, or by their numbers where no title was known: what stands in a
    first line that has no titles may be a password.
    """

    places: Mapping[str, int]
    url: int | None
    secrets: int
    unused: tuple[str, ...]
    called: tuple[str, ...]

    @property
    def has_names(self) -> bool:
        """Whether each account has a name: of a password manager's, logins do."""
        is_passwords = self.url is not None
        return "label" in self.places or (is_passwords and "login" in self.places)


def columns_of(header: Sequence[str], mapped: Mapping[str, str] | None = None) -> Columns:
    """Return what the columns are by their names, or as ``mapped`` says: field to column.

    A column is mapped by its name, else by its number from 1; "" is for none. Raises
    ``ImportRefused``.
    """
    plain = [_plain(title) for title in header]
    secret = {place for place, title in enumerate(plain) if title in SECRETS}
    places = _found(plain, BESIDE_SECRETS if secret else tuple(NAMES))
    is_known = bool(secret) or any(place is not None for place in places.values())
    by_hand = mapped or {}
    for field, column in by_hand.items():
        places[field] = _place(header, plain, field, column)
    known = {field: place for field, place in places.items() if place is not None}
    if wrong := secret & set(known.values()):
        raise ImportRefused(f"the column “{header[min(wrong)]}” holds secrets and is not read.")
    url = _first(plain, URLS) if secret else None
    used = {*known.values(), *secret, url}
    is_titled = is_known or any(one.strip() and _plain(one) in plain for one in by_hand.values())
    called = tuple(
        title if is_titled else f"column {place}" for place, title in enumerate(header, 1)
    )
    unused = tuple(called[at] for at, title in enumerate(header) if title and at not in used)
    return Columns(known, url, len(secret), unused, called)


def _found(plain: Sequence[str], fields: Sequence[str]) -> dict[str, int | None]:
    """Return the places of fields by the columns' names; a lone column "holder" is the label's."""
    places = {field: _first(plain, NAMES[field]) for field in fields}
    if places.get("holder") == places["label"]:
        places["holder"] = None
    return places


def _plain(title: str) -> str:
    return " ".join(title.casefold().replace("_", " ").split())


def _first(plain: Sequence[str], names: Sequence[str]) -> int | None:
    return next((plain.index(name) for name in names if name in plain), None)


def _place(header: Sequence[str], plain: Sequence[str], field: str, column: str) -> int | None:
    wanted = cleaned(column)
    if not wanted:
        return None
    if _plain(wanted) in plain:
        return plain.index(_plain(wanted))
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:6]) <= len(header):
        return int(wanted) - 1
    raise ImportRefused(
        f"there is no column “{wanted}” for {field}. Name it as in the first line, or by its "
        f"number: there are {len(header)}."
    )
