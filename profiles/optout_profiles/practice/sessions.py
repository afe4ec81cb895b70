"""Who is signed in to the practice site, who was, and who is still being asked something.

Sessions live in memory and end with the site.
"""

import secrets
import time

from msgspec import Struct

from optout_profiles.accounts import Cookie
from optout_profiles.practice import places

YEAR = 365 * 24 * 3600
COOKIE = "li_at"


class SignedIn(Struct, frozen=True):
    """One session; an unproved one still has its member's challenge before it."""

    handle: str
    is_proved: bool


class Asked(Struct, frozen=True):
    """A challenge that was put to a member, and where they go once they have met it."""

    handle: str
    then: str
    at: float

    @property
    def waited(self) -> float:
        """Seconds since it was asked."""
        return time.monotonic() - self.at


class Sessions:
    """Sessions by the value of their cookie, and challenges by the end of their address."""

    def __init__(self) -> None:
        self._signed_in: dict[str, SignedIn] = {}
        self._dead: dict[str, str] = {}
        self._asked: dict[str, Asked] = {}

    def begin(self, handle: str, *, is_proved: bool = False) -> str:
        """Sign a member in; return the cookie's value."""
        token = secrets.token_urlsafe(24)
        self._signed_in[token] = SignedIn(handle, is_proved)
        return token

    def find(self, token: str | None) -> SignedIn | None:
        """Return the session that a cookie stands for, if it is alive."""
        return self._signed_in.get(token or "")

    def find_dead(self, token: str | None) -> str | None:
        """Return whose dead session a cookie stands for."""
        return self._dead.get(token or "")

    def end(self, token: str) -> None:
        """Forget a session, alive or dead."""
        self._signed_in.pop(token, None)
        self._dead.pop(token, None)

    def kill(self, token: str) -> None:
        """Let a session die, but remember whose it was."""
        if session := self._signed_in.pop(token, None):
            self._dead[token] = session.handle

    def kill_all(self, handle: str) -> None:
        """Let every session of a member die."""
        for token, session in list(self._signed_in.items()):
            if session.handle == handle:
                self.kill(token)

    def ask(self, handle: str, then: str) -> str:
        """Put a challenge to a member, in place of an earlier one; return its id."""
        self._asked = {key: asked for key, asked in self._asked.items() if asked.handle != handle}
        challenge_id = places.CHALLENGE_IDS_BEGIN + secrets.token_urlsafe(12)
        self._asked[challenge_id] = Asked(handle, then, time.monotonic())
        return challenge_id

    def asked(self, challenge_id: str) -> Asked | None:
        """Return a challenge that still stands."""
        return self._asked.get(challenge_id)

    def met(self, challenge_id: str) -> None:
        """Take a challenge away."""
        self._asked.pop(challenge_id, None)


def cookies_for(token: str, host: str) -> tuple[Cookie, ...]:
    """Return the cookies of a session, as a browser would hold them."""
    expires = float(int(time.time()) + YEAR)
    return (
        Cookie(COOKIE, token, host, expires=expires, httpOnly=True),
        Cookie("JSESSIONID", f'"ajax:{token[:16]}"', host),
        Cookie("bcookie", '"v=2&practice"', host, expires=expires),
    )


def header(cookie: Cookie) -> str:
    """Return a cookie as the value of a ``Set-Cookie`` header."""
    age = f"; Max-Age={YEAR}" if cookie.expires > 0 else ""
    http_only = "; HttpOnly" if cookie.httpOnly else ""
    return f"{cookie.name}={cookie.value}; Path=/{age}; SameSite=Lax{http_only}"
