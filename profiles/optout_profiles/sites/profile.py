"""The shape of a service profile.

Owns the records that a profile is decoded into, and the addresses built from them.
Knows nothing of files (``loader``) or pages.
"""

from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Challenge(StrEnum):
    """What a service may ask of a person; the keys of ``[challenges]``."""

    CODE_BY_EMAIL = "code_by_email"
    CODE_BY_SMS = "code_by_sms"
    CODE = "code"
    AUTHENTICATOR = "authenticator"
    APP_APPROVAL = "app_approval"
    CAPTCHA = "captcha"


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Source(_Part, frozen=True):
    """Where a fact of the profile comes from, and how sure it is (V, 2nd or G)."""

    what: str
    source: str
    status: str


class SettingPlace(_Part, frozen=True):
    """Where the setting is.

    A switch is whatever matches ``switches``; it is the setting when the value of
    ``key_attribute`` is exactly ``key``. ``related`` are keys of other settings of the service
    that are known to be none of ours.
    """

    path: str
    switches: str
    key_attribute: str
    key: str
    related: tuple[str, ...]
    older_switches: str = ""


class CategoryPlace(_Part, frozen=True):
    """The page that lists the settings; ``row_words`` are the setting's name by language."""

    path: str
    settings_links: str
    row_words: dict[str, str]


class Members(_Part, frozen=True):
    """How to see who is signed in: links whose path is ``path_prefix`` plus the handle."""

    links: str
    navigation: str
    path_prefix: str


class SignedIn(_Part, frozen=True):
    """How being signed in, signed out, asked and refused are told apart."""

    cookie: str
    signed_out_segments: tuple[str, ...]
    challenge_segments: tuple[str, ...]
    refusal_statuses: tuple[int, ...]
    restricted_words: tuple[str, ...]


class SignInPage(_Part, frozen=True):
    """The sign-in page in all its shapes; of what a selector finds only the visible counts.

    ``submit`` is the button of a form. Without a form it is a button that says one of
    ``submit_words``, else the last one; never one that has one of ``other_providers`` in it.
    ``chooser`` offers somebody's account, perhaps another person's; ``other_account_path`` leads
    past it. ``problem`` is where the page says what was wrong, here and at a ``code_field``.
    """

    path: str
    name_field: str
    password_field: str
    submit: str
    submit_words: tuple[str, ...]
    other_providers: tuple[str, ...]
    chooser: str
    other_account_path: str
    problem: str
    code_field: str


class SiteProfile(_Part, frozen=True):
    """What we know of one service; ``id`` is the file's stem.

    ``checked`` is the day on which a person saw all of it on the live service, and absent while
    nobody has. ``read_again_after`` are seconds after the change, one for each fresh reading;
    ``steady_for`` is how long, in seconds, a page must stay as it is to be believed.
    """

    name: str
    origin: str
    hosts: tuple[str, ...]
    sign_in_hosts: tuple[str, ...]
    read_again_after: tuple[float, ...]
    steady_for: float
    sources: tuple[Source, ...]
    setting: SettingPlace
    category: CategoryPlace
    members: Members
    signed_in: SignedIn
    sign_in: SignInPage
    challenges: dict[Challenge, str]
    checked: date | None = None
    id: str = ""

    @property
    def host(self) -> str:
        """The host of the origin, to which the session's cookies belong."""
        return urlsplit(self.origin).hostname or ""

    @property
    def is_live(self) -> bool:
        """Whether this is a service out there, not one on this machine."""
        return not is_loopback(self.host)

    def address(self, path: str) -> str:
        """Return the address of a path of this service."""
        return self.origin + path


def is_loopback(host: str) -> bool:
    """Say whether a host name can only be this machine."""
    return host in LOOPBACK_NAMES or (
        host.startswith("127.") and all(part.isdigit() for part in host.split("."))
    )
