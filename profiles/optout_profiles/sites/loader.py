"""Service profiles, read strictly.

Owns every rule that a profile's file must keep. An unknown key, a missing one or a value that
doesn't fit is a ``ProfileError`` that names file and key.
"""

import re
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec.structs import replace

from optout_profiles.errors import ProfileError
from optout_profiles.sites.profile import SiteProfile, is_loopback
from optout_profiles.text import cleaned

NAME = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
HOST = re.compile(rf"{NAME}|::1")
ORIGIN = re.compile(rf"https?://(?:{NAME}|\[::1\])(?::[0-9]{{1,5}})?")
"""As a browser writes it; no page would be taken for the service's else."""

PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+/?")
"""Without . and .., which a browser takes out of an address."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")
NAME_LIMIT = 60
"""Both stand in lines of a terminal and in reports."""

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
    named = replace(profile, id=Path(file).stem)
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
    if not ORIGIN.fullmatch(profile.origin):
        problem = "it must be a scheme and a host, such as https://www.linkedin.com"
        raise ProfileError(file, "origin", problem)
    host = profile.host
    if profile.origin.startswith("http:") and not is_loopback(host):
        raise ProfileError(file, "origin", "http is only for this machine; elsewhere it is https")
    for key, hosts in (("hosts", profile.hosts), ("sign_in_hosts", profile.sign_in_hosts)):
        for name in hosts:
            if not HOST.fullmatch(name):
                raise ProfileError(file, key, f"“{name}” is not a plain host name")
        if host not in hosts:
            raise ProfileError(file, key, f"the origin's own host, {host}, is missing")
    _refuse_paths(profile, file)
    if len(profile.read_again_after) < 2 or list(profile.read_again_after) != sorted(
        seconds for seconds in profile.read_again_after if 0 <= seconds <= 60
    ):
        problem = "it must be at least two numbers of seconds up to 60, the smaller first"
        raise ProfileError(file, "read_again_after", problem)
    if not 0 <= profile.steady_for <= 10:
        raise ProfileError(file, "steady_for", "it must be a number of seconds up to 10")
    setting = profile.setting
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.:-]*", setting.key) or setting.key in setting.related:
        raise ProfileError(file, "setting.key", "it must be the plain key of our setting only")
    if not re.fullmatch(r"[a-z][a-z-]*", setting.key_attribute):
        raise ProfileError(file, "setting.key_attribute", "it must be an attribute's plain name")


def _refuse_paths(profile: SiteProfile, file: Path | str) -> None:
    paths = {
        "setting.path": profile.setting.path,
        "category.path": profile.category.path,
        "members.path_prefix": profile.members.path_prefix,
        "sign_in.path": profile.sign_in.path,
    }
    for key, path in paths.items():
        if not PATH.fullmatch(path):
            raise ProfileError(file, key, f"“{path}” is not a plain path such as /login")
