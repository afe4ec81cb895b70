"""The shape of a service profile.

Owns the records that a profile is decoded into, and the addresses built from them.
Knows nothing of files (``loader``) or pages.
"""

from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

ALL_RELATED = "all-related"
"""What stands for every related setting where settings are named."""

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
    ``key_attribute`` is exactly ``key``. ``related`` are the keys of the service's other settings,
    known to be none of ours; no file says them here, they come from the profile's ``related``.
    ``older_switches`` are of the older markup, without a key, whose only state is a word.
    """

    name: str
    title: str
    path: str
    switches: str
    key_attribute: str
    key: str
    related: tuple[str, ...] = ()
    older_switches: str = ""
    older_on: str = "On"
    older_off: str = "Off"


class RelatedSetting(_Part, frozen=True):
    """Another setting of the service on the same pattern, and how sure that is."""

    name: str
    title: str
    path: str
    key: str
    source: str
    status: str


class CategoryPlace(_Part, frozen=True):
    """The page that lists the settings."""

    path: str
    settings_links: str


class Route(_Part, frozen=True):
    """A way to the setting that members describe, for when its address doesn't show it.

    ``links`` are names of ``words`` in the order in which they are met; any of them may be
    missing on the way. ``change`` names the button that shows the switch, where there is one.
    """

    name: str
    links: tuple[str, ...]
    change: str = ""


class Members(_Part, frozen=True):
    """How to see who is signed in: links whose path is ``path_prefix`` plus the handle.

    ``aliases``, in lower case, stand for whoever looks and are nobody's handle; where the
    navigation has one, no handle in it says who that is.
    """

    links: str
    navigation: str
    path_prefix: str
    aliases: tuple[str, ...] = ()


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


class Help(_Part, frozen=True):
    """Where the service explains the setting, and what the setting doesn't cover.

    ``covers_too`` and ``not_covered`` are for people to read; ``objection`` is where one objects
    to the latter.
    """

    about: tuple[str, ...]
    covers_too: str
    not_covered: str
    objection: str


class SiteProfile(_Part, frozen=True):
    """What we know of one service; ``id`` is the file's stem.

    ``checked`` is the day on which a person saw all of it on the live service, and absent while
    nobody has. ``read_again_after`` are seconds after the change, one for each fresh reading;
    ``steady_for`` is how long, in seconds, a page must stay as it is to be believed. ``words``
    are what links say, by name and language, for finding a way, never for reading the state;
    those of ``row`` name the setting. ``home_path`` is where a route begins at the latest.
    To ``reporting_hosts`` and to what begins like ``reporting_paths`` its pages report about their
    visitors, or listen for news: nothing that shows a setting comes from there.
    ``setting`` is the main one, unless the profile is ``focused`` on one that is ``related``.
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
    home_path: str
    reporting_paths: tuple[str, ...]
    reporting_hosts: tuple[str, ...]
    words: dict[str, dict[str, str]]
    routes: tuple[Route, ...] = ()
    related: tuple[RelatedSetting, ...] = ()
    help: Help | None = None
    checked: date | None = None
    id: str = ""

    @property
    def host(self) -> str:
        """The host of the origin, to which the session's cookies belong."""
        return urlsplit(self.origin).hostname or ""

    def is_near(self, host: str) -> bool:
        """Say whether a host is of a domain of ours, and so may hold the service's data."""
        return any(_domain(host) == _domain(own) for own in self.hosts)

    @property
    def is_live(self) -> bool:
        """Whether this is a service out there, not one on this machine."""
        return not is_loopback(self.host)

    @property
    def setting_names(self) -> tuple[str, ...]:
        """What the setting is called, in every language that is known."""
        names = dict.fromkeys(("row", *(route.links[-1] for route in self.routes)))
        return tuple(words for name in names for words in self.words.get(name, {}).values())

    @property
    def focus(self) -> str | None:
        """The name of the related setting that this is focused on, None for the main one."""
        names = {one.name for one in self.related}
        return self.setting.name if self.setting.name in names else None

    def focused(self, related: str | None) -> "SiteProfile":
        """Return the profile with a related setting in place of the main one; None changes nothing.

        Nobody knows where the settings' list has its row, so that it is never *not offered*, and
        no other way leads to it. Raises ``KeyError``.
        """
        if related is None:
            return self
        other = {one.name: one for one in self.related}[related]
        place = replace(
            self.setting,
            name=other.name,
            title=other.title,
            path=other.path,
            key=other.key,
            related=tuple({self.setting.key, *self.setting.related} - {other.key}),
        )
        unlisted = replace(self.category, settings_links="")
        return replace(self, setting=place, category=unlisted, words={}, routes=())

    def address(self, path: str) -> str:
        """Return the address of a path of this service."""
        return self.origin + path


def _domain(host: str) -> tuple[str, ...]:
    """Return the last two labels of a host's name; of an address all that there is."""
    labels = tuple(host.split("."))
    return labels if labels[-1].isdecimal() else labels[-2:]


def is_loopback(host: str) -> bool:
    """Say whether a host name can only be this machine."""
    return host in LOOPBACK_NAMES or (
        host.startswith("127.") and all(part.isdigit() for part in host.split("."))
    )
