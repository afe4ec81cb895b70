"""The holder's recorded permission: since when, until when, withdrawn when.

Owns what such a record says on a given day. One that was never made forbids nothing: only an end
does.
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from optout_profiles.outcomes import Reason


class AuthorityState(StrEnum):
    """What a record of authority comes to on a day."""

    NONE = "none"
    VALID = "valid"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class Authority(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """That the holder lets somebody act for them; ``until`` is its last day."""

    given_on: date
    until: date | None = None
    withdrawn_on: date | None = None
    note: str | None = None


BARS = {
    AuthorityState.ENDED: Reason.AUTHORITY_ENDED,
    AuthorityState.WITHDRAWN: Reason.AUTHORITY_WITHDRAWN,
}
"""What keeps runs away from an account."""


def authority_state(authority: Authority | None, day: date) -> AuthorityState:
    """Return what the record says on a day; withdrawn counts before ended."""
    if authority is None:
        return AuthorityState.NONE
    if authority.withdrawn_on and authority.withdrawn_on <= day:
        return AuthorityState.WITHDRAWN
    if authority.until and authority.until < day:
        return AuthorityState.ENDED
    return AuthorityState.VALID


def bar(authority: Authority | None, day: date) -> Reason | None:
    """Return why nothing may be done for the holder on that day, None where it may."""
    return BARS.get(authority_state(authority, day))


def authority_words(authority: Authority, day: date | None = None) -> str:
    """Return the record in one clause: "given 2026-11-01, until 2027-11-01".

    Where it has run out by a ``day`` that is given, that is said too: ", ended".
    """
    words = f"given {authority.given_on}"
    if authority.until:
        words += f", until {authority.until}"
    if authority.withdrawn_on:
        words += f", withdrawn {authority.withdrawn_on}"
    if day and authority_state(authority, day) is AuthorityState.ENDED:
        words += f", {AuthorityState.ENDED}"
    return words
