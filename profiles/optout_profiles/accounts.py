"""What an account is: whose, where, what is known of its settings, and since when.

Owns the records that the vault keeps. Knows nothing of files, pages or screens.
All times are in UTC, to the second.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from optout_profiles.authority import Authority
from optout_profiles.errors import HandleRefused, UsageError
from optout_profiles.outcomes import CONCLUSIVE, UNTOUCHED, Outcome, Reason, Setting
from optout_profiles.text import cleaned

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No sign that is mistaken for another one when read aloud or typed."""


HANDLE = re.compile(r"[\w%.-]{1,200}")
MEMBER_PAGE = re.compile(
    r"(?:(?:https?://)?[\w.-]*(?::\d+)?/)?in/([^/?#\s]+)(?:[/?#].*)?", re.IGNORECASE
)


class BrowserKind(StrEnum):
    """Which kind of browser made a session; a session moved to another kind may die."""

    HEADLESS = "headless"
    VISIBLE = "visible"
    IMPORTED = "imported"


class Fact(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What a page said of the setting, when, and on which site (``origin``).

    ``route`` names the way by which the setting was found; "" for its own address.
    ``evidence_sha256`` is the digest of what is kept of the page.
    """

    setting: Setting
    read_at: datetime
    origin: str
    route: str = ""
    evidence_sha256: str | None = None


class Attempt(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The newest run on an account; ``seen_member`` is who was signed in instead."""

    run_id: str
    at: datetime
    outcome: Outcome
    reason: Reason | None = None
    seen_member: str | None = None


class Known(
    Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False
):
    """What is known of one setting of an account.

    ``fact`` is the last thing that a page proved and ``outcome`` how that run ended; ``since`` is
    when the setting was first read to be so, with nothing else read in between.
    ``last_try`` is the newest run that tells anything: one that ended by choice before it changed
    anything leaves all as it was. A failed run never replaces a fact.

    ``changing_run`` is the run that switched the setting off, or may have: it stands, whatever
    came later, until a page reads on. ``changed_at`` is when that was proved, absent where it
    never was, and ``by_person`` says that a person did it in a guided run. ``tried_at`` is when
    the newest run ended that was no preview.
    """

    fact: Fact | None = None
    since: datetime | None = None
    outcome: Outcome | None = None
    last_try: Attempt | None = None
    tried_at: datetime | None = None
    changing_run: str | None = None
    changed_at: datetime | None = None
    by_person: bool = False

    @property
    def setting(self) -> Setting:
        """The last fact, however old; else whether a page was ever to be read."""
        if self.fact:
            return self.fact.setting
        has_looked = self.last_try and self.last_try.reason is not Reason.NO_SESSION
        return Setting.UNKNOWN if has_looked else Setting.NEVER_CHECKED

    @property
    def failed_try(self) -> Attempt | None:
        """The newest run, if it set out to read the setting and could not."""
        tried = self.last_try
        return tried if tried and tried.outcome not in CONCLUSIVE | UNTOUCHED else None

    @property
    def standing(self) -> Setting:
        """What may be claimed now: a fact is unknown as soon as a newer try has failed."""
        return Setting.UNKNOWN if self.fact and self.failed_try else self.setting


class Account(Known, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One person's sign-in at a service, and what is known of its settings.

    What is known of the main setting is its own; ``related`` holds the same for each other
    setting that was ever read, by its name. The rest is as a person said: ``holder`` whose sign-in
    it is, where the label isn't that; ``due`` the day by which it is to be looked at again;
    ``objection_filed_on`` when the holder objected to what the setting doesn't cover.
    """

    id: str
    label: str
    added_at: datetime
    login: str | None = None
    member: str | None = None
    group: str | None = None
    related: Mapping[str, Known] = field(default_factory=dict)
    objection_filed_on: date | None = None
    holder: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    due: date | None = None
    authority: Authority | None = None

    def known(self, related: str | None) -> Known:
        """Return what is known of a related setting by its name, or of the main one."""
        return self if related is None else self.related.get(related, NOTHING_KNOWN)


NOTHING_KNOWN = Known()
"""What is known of a setting that nobody has tried to read."""


class Cookie(Struct, frozen=True, forbid_unknown_fields=False):
    """One cookie of a session; ``expires`` in seconds since 1970, -1 for none.

    Named as in Playwright's storage state, so that such files decode as they are.
    """

    name: str
    value: str
    domain: str
    path: str = "/"
    expires: float = -1
    httpOnly: bool = False  # noqa: N815
    secure: bool = False
    sameSite: str = "Lax"  # noqa: N815

    def __repr__(self) -> str:
        return f"Cookie({self.name!r}, ***)"


class Session(Struct, frozen=True, forbid_unknown_fields=True):
    """A saved sign-in: a secret. Read right after a page proved to be signed in."""

    account_id: str
    member: str
    origin: str
    made_by: BrowserKind
    proved_at: datetime
    cookies: tuple[Cookie, ...]

    def __repr__(self) -> str:
        return f"Session({self.account_id!r}, ***)"


def now() -> datetime:
    """Return the time in UTC, cut to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def new_id(length: int = 6) -> str:
    """Return a fresh random id."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(length))


def new_account(
    label: str,
    *,
    login: str | None = None,
    member: str | None = None,
    group: str | None = None,
) -> Account:
    """Return an account with a fresh id; see ``edited``."""
    return edited(Account(new_id(), "", now()), label, login=login, member=member, group=group)


def edited(
    account: Account,
    label: str,
    *,
    login: str | None = None,
    member: str | None = None,
    group: str | None = None,
) -> Account:
    """Return the account with these texts in place of its own, cleaned; empty ones become absent.

    With another member it is another account: what was known of the first one is dropped, that
    they objected, and their authority. Raises ``HandleRefused``, and ``UsageError`` where no label
    is left.
    """
    if not cleaned(label):
        raise UsageError("An account needs a name.")
    handle = member_handle(member or "") or None
    if account.member and (handle is None or not is_same_member(handle, account.member)):
        said = {name: getattr(account, name) for name in ("holder", "note", "tags", "due")}
        account = Account(account.id, "", account.added_at, **said)
    return replace(
        account,
        label=cleaned(label),
        login=cleaned(login or "") or None,
        member=handle,
        group=cleaned(group or "") or None,
    )


def member_handle(text: str) -> str:
    """Return the handle in what a person typed: the handle, or the address of the member's page.

    An address is never gone to: only its handle is taken. What is percent-encoded comes out plain
    where that is a handle too, and the same one. Raises ``HandleRefused``.
    """
    typed = cleaned(text, 400)
    address = MEMBER_PAGE.fullmatch(typed)
    handle = address[1] if address else typed
    if handle and not HANDLE.fullmatch(handle):
        raise HandleRefused(cleaned(text, 60))
    return _decoded(handle)


def _decoded(handle: str) -> str:
    """Return a handle as a person reads it, unless that would be another one."""
    try:
        plain = unquote(handle, errors="strict")
    except UnicodeDecodeError:
        return handle
    is_one = HANDLE.fullmatch(plain) and "%" not in plain and cleaned(plain, 400) == plain
    return plain if is_one else handle


def is_same_member(one: str, other: str) -> bool:
    """Compare two handles as addresses do: percent-encoded or not, letters in any case."""
    return plain_handle(one) == plain_handle(other)


def plain_handle(handle: str) -> str:
    """Return what is the same of all the ways to write a handle; see ``is_same_member``."""
    try:
        text = unquote(handle, errors="strict")
    except UnicodeDecodeError:
        text = handle
    return "".join(map(_small, text))


def _small(sign: str) -> str:
    """Lower a letter, unless it would become another script's, or two: K (Kelvin) is not k."""
    low = sign.lower()
    return low if len(low) == 1 and low.isascii() == sign.isascii() else sign
