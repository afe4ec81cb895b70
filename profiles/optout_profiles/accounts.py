"""What an account is: whose, where, what is known of its setting, and since when.

Owns the records that the vault keeps. Knows nothing of files, pages or screens.
All times are in UTC, to the second.
"""

import re
import secrets
from datetime import UTC, datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.errors import HandleRefused
from optout_profiles.text import cleaned

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No sign that is mistaken for another one when read aloud or typed."""


HANDLE = re.compile(r"[\w%.-]{1,200}")
MEMBER_PAGE = re.compile(r"(?:https?://)?[\w.-]*(?::\d+)?/in/([^/?#\s]+)(?:[/?#].*)?")


class Setting(StrEnum):
    """What is known of the AI-training setting; only a page read makes the first three."""

    ON = "on"
    OFF = "off"
    NOT_OFFERED = "not offered"
    UNKNOWN = "unknown"
    NEVER_CHECKED = "never checked"


class Outcome(StrEnum):
    """How a run on one account ended."""

    IS_ON = "on"
    ALREADY_OFF = "already off"
    TURNED_OFF = "turned off"
    NOT_VERIFIED = "changed but not verified"
    DID_NOT_STICK = "did not stick"
    NOT_OFFERED = "not offered"
    SIGN_IN_NEEDED = "sign-in needed"
    PERSON_NEEDED = "a person is needed"
    WRONG_PERSON = "wrong person signed in"
    NOT_UNDERSTOOD = "page not understood"
    REFUSED = "refused by the service"
    TOO_SLOW = "too slow"
    BROWSER_GONE = "browser gone"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


CONCLUSIVE = frozenset(
    {
        Outcome.IS_ON,
        Outcome.ALREADY_OFF,
        Outcome.TURNED_OFF,
        Outcome.DID_NOT_STICK,
        Outcome.NOT_OFFERED,
    }
)
"""Outcomes that leave a fact behind."""

UNTOUCHED = frozenset({Outcome.SKIPPED, Outcome.CANCELLED})
"""Outcomes of runs that ended by choice before they changed anything: they tell nothing."""


class Reason(StrEnum):
    """Why a run could not say more than it did."""

    NO_SESSION = "no sign-in is kept for it"
    NOT_ACCEPTED = "the service did not accept the address or the password"
    SIGNED_OUT = "the service asked to sign in"
    SIGNED_OUT_AFTERWARDS = "the service asked to sign in during the second look"
    HTTP_STATUS = "the page answered with an error"
    OTHER_ADDRESS = "the service sent us to another page"
    OTHER_HOST = "the page led to another host"
    NETWORK = "the page could not be fetched"
    BROWSER_ENDED = "the browser ended"
    NO_SWITCH = "the setting is not on its page"
    SEVERAL_SWITCHES = "more than one switch has the setting's name"
    UNKNOWN_SWITCH = "the page has a switch that is not known"
    STATE_UNREADABLE = "the switch shows no clear state"
    NO_MEMBER = "the page names no member"
    SEVERAL_MEMBERS = "the page names several members"
    OTHER_MEMBER = "the page names another member"
    UNREADABLE = "the page could not be read or operated"
    SWITCH_STAYED = "the switch did not move when clicked"
    TURNED_BACK = "it was on again when the page was read again"
    READINGS_DISAGREE = "two readings after the change disagreed"
    TOO_MANY_REQUESTS = "the service answered 429, too many requests"
    REQUEST_DENIED = "the service answered 999, request denied"
    RESTRICTED = "the service has restricted the account"
    CAPTCHA = "the service shows a captcha"
    CODE_BY_EMAIL = "a code sent by e-mail"
    CODE_BY_SMS = "a code sent by text message"
    CODE = "a code"
    AUTHENTICATOR = "a code from an authenticator app"
    APP_APPROVAL = "an approval in the service's app"
    OTHER_CHALLENGE = "a question of the service"
    DEADLINE = "the time for one account ran out"
    INTERRUPTED = "the program ended during the run"


REFUSALS = frozenset(
    {Reason.TOO_MANY_REQUESTS, Reason.REQUEST_DENIED, Reason.RESTRICTED, Reason.CAPTCHA}
)
"""Reasons after which a service is to be left alone: they end a queue."""


class BrowserKind(StrEnum):
    """Which kind of browser made a session; a session moved to another kind may die."""

    HEADLESS = "headless"
    VISIBLE = "visible"
    IMPORTED = "imported"


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """What a page said of the setting, when, and on which site (``origin``)."""

    setting: Setting
    read_at: datetime
    origin: str


class Attempt(Struct, frozen=True, forbid_unknown_fields=True):
    """The newest run on an account; ``seen_member`` is who was signed in instead."""

    run_id: str
    at: datetime
    outcome: Outcome
    reason: Reason | None = None
    seen_member: str | None = None


class Account(Struct, frozen=True, forbid_unknown_fields=True):
    """One person's sign-in at a service, and what is known of its setting.

    ``fact`` is the last thing that a page proved and ``outcome`` how that run ended;
    ``last_try`` is the newest run that tells anything: one that ended by choice before it changed
    anything leaves the account as it was. A failed run never replaces a fact.
    """

    id: str
    label: str
    added_at: datetime
    login: str | None = None
    member: str | None = None
    group: str | None = None
    fact: Fact | None = None
    outcome: Outcome | None = None
    last_try: Attempt | None = None
    changed_at: datetime | None = None

    @property
    def setting(self) -> Setting:
        """The last fact, however old; else whether anybody ever tried."""
        if self.fact:
            return self.fact.setting
        return Setting.UNKNOWN if self.last_try else Setting.NEVER_CHECKED

    @property
    def failed_try(self) -> Attempt | None:
        """The newest run, if it set out to read the setting and could not."""
        tried = self.last_try
        return tried if tried and tried.outcome not in CONCLUSIVE | UNTOUCHED else None

    @property
    def standing(self) -> Setting:
        """What may be claimed now: unknown as soon as a newer try has failed."""
        return Setting.UNKNOWN if self.failed_try else self.setting


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
    """Return an account with a fresh id, its texts cleaned; empty ones become absent."""
    return edited(Account(new_id(), "", now()), label, login=login, member=member, group=group)


def edited(
    account: Account,
    label: str,
    *,
    login: str | None = None,
    member: str | None = None,
    group: str | None = None,
) -> Account:
    """Return the account with these texts in place of its own, cleaned."""
    return replace(
        account,
        label=cleaned(label) or "(no name)",
        login=cleaned(login or "") or None,
        member=member_handle(member or "") or None,
        group=cleaned(group or "") or None,
    )


def member_handle(text: str) -> str:
    """Return the handle in what a person typed: the handle, or the address of the member's page.

    An address is never gone to: only its handle is taken. Raises ``HandleRefused``.
    """
    typed = cleaned(text, 400)
    address = MEMBER_PAGE.fullmatch(typed)
    handle = address[1] if address else typed
    if handle and not HANDLE.fullmatch(handle):
        raise HandleRefused(cleaned(text, 60))
    return handle
