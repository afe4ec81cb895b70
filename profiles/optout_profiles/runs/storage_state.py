"""A session saved elsewhere, as Playwright writes it.

Owns what is taken from such a file and what is refused. Tries nothing out.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from optout_profiles.accounts import Cookie
from optout_profiles.errors import SessionRefused
from optout_profiles.sites import SiteProfile

STATE_LIMIT = 4 * 1024 * 1024
"""Bytes of a storage state; a large one has some hundred kilobytes."""

SAME_SITE = frozenset({"Strict", "Lax", "None"})


class _StorageState(Struct, frozen=True):
    cookies: tuple[Cookie, ...]


def cookies_from(file: Path, site: SiteProfile) -> tuple[Cookie, ...]:
    """Return the service's cookies in a storage state, as Playwright saves one.

    Raises ``SessionRefused``: not readable, not a storage state, or not this service's.
    """
    try:
        with file.open("rb") as opened_file:
            text = opened_file.read(STATE_LIMIT + 1)
        state = msgspec.json.decode(text, type=_StorageState)
    except OSError as error:
        raise SessionRefused(file, error.strerror or "it can't be read") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        problem = "this is not a saved sign-in (a storage state in JSON, as Playwright writes it)"
        raise SessionRefused(file, problem) from None
    ours = tuple(cookie for cookie in state.cookies if _belongs(cookie, site.host))
    for cookie in ours:
        if problem := _misfit(cookie, site.host):
            raise SessionRefused(file, problem)
    if not any(cookie.name == site.signed_in.cookie for cookie in ours):
        problem = f"it holds no sign-in at {site.name} ({site.host})"
        raise SessionRefused(file, problem)
    return ours


def _belongs(cookie: Cookie, host: str) -> bool:
    domain = cookie.domain.lstrip(".").lower()
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _misfit(cookie: Cookie, host: str) -> str:
    """Say what no browser would take of a cookie; its words are not repeated."""
    if cookie.sameSite not in SAME_SITE:
        return "a cookie's sameSite in it is none of Strict, Lax and None"
    if not cookie.path.startswith("/"):
        return "a cookie's path in it doesn't begin with /"
    domain = cookie.domain.lstrip(".").lower()
    if domain != host and "." not in domain:
        return "a cookie in it would belong to far more than the service"
    return ""
