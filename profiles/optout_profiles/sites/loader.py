"""Service profiles, read strictly.

Owns every rule that a profile's file must keep. An unknown key, a missing one or a value that
doesn't fit is a ``ProfileError`` that names file and key.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec.structs import replace

from optout_profiles.errors import ProfileError
from optout_profiles.sites.profile import (
    ALL_RELATED,
    RelatedSetting,
    SettingPlace,
    SiteProfile,
    is_loopback,
)
from optout_profiles.text import cleaned

NAME = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
HOST = re.compile(rf"{NAME}|::1")
ORIGIN = re.compile(rf"(?P<scheme>https?)://(?:{NAME}|\[::1\])(?::(?P<port>[0-9]{{1,5}}))?")
"""As a browser writes it; no page would be taken for the service's else."""

USUAL_PORTS = {"http": 80, "https": 443}

PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+/?")
"""Without . and .., which a browser takes out of an address."""

ADDRESS_IN_SITE = re.compile(rf"{PATH.pattern}(?:\?[A-Za-z0-9_]+=[A-Za-z0-9_]+)?")
"""A path, perhaps with one plain question."""

LINK = re.compile(rf"https://{NAME}{PATH.pattern}")
"""An address elsewhere, for a person to open."""

KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")
SETTING_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")
NAME_LIMIT = 60
"""Both stand in lines of a terminal and in reports."""

LONGEST_WAIT = 30
LONGEST_REST = 3
"""Seconds; an account has 60 for the whole of its run."""

REFUSALS = frozenset({429, 999})
"""Those for which there are words; any other would be told as 999."""

MAY_BE_EMPTY = frozenset({"setting.older_switches", "routes.change"})
"""Empty where the service never had another markup, or a route has no such button."""

SIZE_LIMIT = 256 * 1024
"""Bytes; a profile is a few kilobytes."""


def built_in_profile(site_id: str = "linkedin") -> SiteProfile:
    """Return a profile that comes with the program."""
    name = f"{site_id}.toml"
    text = files("optout_profiles.sites").joinpath(name).read_bytes()
    return profile_from(text, name)


def load_profile(file: Path) -> SiteProfile:
    """Return the profile in a file; raises ``ProfileError``."""
    try:
        with file.open("rb") as opened:
            text = opened.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ProfileError(file, "", error.strerror or "it can't be read") from error
    if len(text) > SIZE_LIMIT:
        raise ProfileError(file, "", "it is far too large for a profile")
    return profile_from(text, file)


def profile_from(text: bytes, file: Path | str) -> SiteProfile:
    """Return the profile that a TOML text describes; ``file`` names it and gives its id."""
    try:
        profile = msgspec.toml.decode(text, type=SiteProfile)
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at ")
        key = place.rpartition("$")[2].strip("`.")
        raise ProfileError(file, key or "top level", problem) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError(file, "", f"it is not TOML: {error}") from error
    except RecursionError:
        raise ProfileError(file, "", "it is nested far too deeply for a profile") from None
    if profile.setting.related:
        raise ProfileError(file, "setting.related", "it is not said here: [[related]] says it")
    others = tuple(one.key for one in profile.related)
    named = replace(profile, id=Path(file).stem, setting=replace(profile.setting, related=others))
    _refuse_names(named, file)
    _refuse_what_types_allow(named, file)
    return named


def _refuse_names(profile: SiteProfile, file: Path | str) -> None:
    if not ID.fullmatch(profile.id):
        problem = "the file's name must be plain letters, digits, dots and hyphens, 61 at most"
        raise ProfileError(cleaned(str(file)), "", problem)
    if not profile.name or profile.name != cleaned(profile.name, NAME_LIMIT):
        problem = f"it must be one plain line of 1 to {NAME_LIMIT} signs"
        raise ProfileError(file, "name", problem)


def _refuse_what_types_allow(profile: SiteProfile, file: Path | str) -> None:
    _refuse_empty_words(profile, file)
    _refuse_hosts(profile, file)
    _refuse_paths(profile, file)
    _refuse_times(profile, file)
    _refuse_keys(profile, file)
    _refuse_names_of_settings(profile, file)
    _refuse_links(profile, file)
    _refuse_routes(profile, file)
    if not set(profile.signed_in.refusal_statuses) <= REFUSALS:
        problem = f"only {' and '.join(map(str, sorted(REFUSALS)))} are known to be refusals"
        raise ProfileError(file, "signed_in.refusal_statuses", problem)


def _refuse_empty_words(profile: SiteProfile, file: Path | str) -> None:
    """Refuse words that are none: as a selector they fail, and as a text every page has them."""
    for key, words in _words_in(msgspec.to_builtins(profile)):
        if not words.strip() and key not in MAY_BE_EMPTY:
            raise ProfileError(file, key, "it must not be empty")


def _words_in(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its key; those of a list all have the list's."""
    match value:
        case str():
            yield key, value
        case dict():
            for name, inner in value.items():
                yield from _words_in(inner, f"{key}.{name}".removeprefix("."))
        case list() | tuple():
            for inner in value:
                yield from _words_in(inner, key)


def _refuse_hosts(profile: SiteProfile, file: Path | str) -> None:
    origin = ORIGIN.fullmatch(profile.origin)
    if not origin or not _is_as_written_by_browsers(origin["scheme"], origin["port"]):
        problem = "it must be a scheme and a host, such as https://www.linkedin.com"
        raise ProfileError(file, "origin", problem)
    host = profile.host
    if origin["scheme"] == "http" and not is_loopback(host):
        raise ProfileError(file, "origin", "http is only for this machine; elsewhere it is https")
    for key, hosts in (("hosts", profile.hosts), ("sign_in_hosts", profile.sign_in_hosts)):
        for name in hosts:
            if not HOST.fullmatch(name):
                raise ProfileError(file, key, f"“{name}” is not a plain host name")
        if host not in hosts:
            raise ProfileError(file, key, f"the origin's own host, {host}, is missing")


def _is_as_written_by_browsers(scheme: str, port: str | None) -> bool:
    """Say whether a browser keeps this port in an address; it drops the scheme's own."""
    if port is None:
        return True
    number = int(port)
    return port == str(number) and 0 < number < 65536 and number != USUAL_PORTS[scheme]


def _refuse_times(profile: SiteProfile, file: Path | str) -> None:
    times = profile.read_again_after
    fit = all(0 <= seconds <= LONGEST_WAIT for seconds in times)
    if len(times) < 2 or not fit or not all(one < later for one, later in pairwise(times)):
        problem = f"it must be at least two seconds up to {LONGEST_WAIT}, each after the one before"
        raise ProfileError(file, "read_again_after", problem)
    if not 0 < profile.steady_for <= LONGEST_REST:
        problem = f"it must be more than 0 and at most {LONGEST_REST} seconds"
        raise ProfileError(file, "steady_for", problem)


def _refuse_keys(profile: SiteProfile, file: Path | str) -> None:
    setting = profile.setting
    if not KEY.fullmatch(setting.key) or setting.key in setting.related:
        raise ProfileError(file, "setting.key", "it must be the plain key of our setting only")
    keys = [one.key for one in profile.related]
    if not all(map(KEY.fullmatch, keys)) or len(set(keys)) < len(keys):
        raise ProfileError(file, "related.key", "each must be a plain key, and of one setting only")
    if not re.fullmatch(r"[a-z][a-z-]*", setting.key_attribute):
        raise ProfileError(file, "setting.key_attribute", "it must be an attribute's plain name")


def _refuse_routes(profile: SiteProfile, file: Path | str) -> None:
    names = [route.name for route in profile.routes]
    if len(set(names)) < len(names):
        raise ProfileError(file, "routes.name", "two routes have one name")
    for route in profile.routes:
        if not route.links:
            raise ProfileError(file, "routes.links", f"the route “{route.name}” has none")
        for name in (*route.links, *filter(None, [route.change])):
            if not profile.words.get(name):
                raise ProfileError(file, "routes.links", f"[words.{name}] is missing")


def _refuse_names_of_settings(profile: SiteProfile, file: Path | str) -> None:
    named: tuple[SettingPlace | RelatedSetting, ...] = (profile.setting, *profile.related)
    names = [one.name for one in named]
    if not all(map(SETTING_NAME.fullmatch, names)) or len(set(names)) < len(names):
        problem = "each must be small letters with hyphens, and of one setting only"
        raise ProfileError(file, "related.name", problem)
    if ALL_RELATED in names:
        raise ProfileError(file, "related.name", f"“{ALL_RELATED}” stands for all of them")
    if any(one.title != cleaned(one.title, NAME_LIMIT) for one in named):
        problem = f"each must be one plain line of at most {NAME_LIMIT} signs"
        raise ProfileError(file, "related.title", problem)


def _refuse_links(profile: SiteProfile, file: Path | str) -> None:
    links = (*profile.help.about, profile.help.objection) if profile.help else ()
    for link in links:
        here = re.escape(profile.origin) + PATH.pattern
        if not LINK.fullmatch(link) and not re.fullmatch(here, link):
            raise ProfileError(file, "help", f"“{cleaned(link)}” is not a plain https address")


def _refuse_paths(profile: SiteProfile, file: Path | str) -> None:
    paths = {
        "setting.path": profile.setting.path,
        "category.path": profile.category.path,
        "home_path": profile.home_path,
        "members.path_prefix": profile.members.path_prefix,
        "sign_in.path": profile.sign_in.path,
    }
    reporting = (("reporting_paths", one) for one in profile.reporting_paths)
    settings = [profile.setting.path, *(one.path for one in profile.related)]
    if len(set(settings)) < len(settings):
        raise ProfileError(file, "related.path", "each setting must have a page of its own")
    for key, path in (*paths.items(), *reporting, *(("related.path", one) for one in settings)):
        if not PATH.fullmatch(path):
            raise ProfileError(file, key, f"“{path}” is not a plain path such as /login")
    if not ADDRESS_IN_SITE.fullmatch(profile.sign_in.other_account_path):
        problem = "it is not a plain path, with or without a question such as ?other=true"
        raise ProfileError(file, "sign_in.other_account_path", problem)
