"""The practice site as a whole: it starts, it stops, and it can be asked what it knows."""

from collections.abc import Sequence
from threading import Thread
from types import TracebackType
from typing import Self

import msgspec
import tomli_w
from msgspec.structs import replace

from optout_profiles.accounts import Cookie
from optout_profiles.errors import PracticePortTaken
from optout_profiles.practice.conduct import Pace
from optout_profiles.practice.members import SAMPLE_MEMBERS, Member
from optout_profiles.practice.server import HOST, Server
from optout_profiles.practice.service import Service
from optout_profiles.practice.sessions import cookies_for
from optout_profiles.practice.sign_in_pages import SignInShape
from optout_profiles.sites import SiteProfile, built_in_profile

STEADY_FOR = 0.05
READ_AGAIN_AFTER = (0.1, 0.3)
"""Seconds; ``Pace.reverting`` lies between them."""


class PracticeSite:
    """A service of our own on loopback, from entering the context to leaving it.

    ``sign_in`` is the sign-in page's shape; ``?shape=`` in its address asks for another once.
    The port is taken when it is made (0 finds a free one); raises ``PracticePortTaken``.
    Leaving ends every connection and every thread, also under an endless page.
    """

    def __init__(
        self,
        members: Sequence[Member] = SAMPLE_MEMBERS,
        port: int = 0,
        pace: Pace = Pace(),  # noqa: B008
        sign_in: SignInShape = SignInShape.CLASSIC,
    ) -> None:
        self.members = tuple(members)
        try:
            self._server = Server(port)
        except (OSError, OverflowError) as error:
            raise PracticePortTaken(
                port, getattr(error, "strerror", None) or "no such port"
            ) from error
        self._service = Service(self.members, pace, self._server.port, sign_in)
        self._server.service = self._service
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.02,), name="practice site", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.end_connections()
        self._server.server_close()
        self._thread.join()

    @property
    def origin(self) -> str:
        """Its address, such as ``http://127.0.0.1:8137``."""
        return f"http://{self._server.authority}"

    @property
    def profile(self) -> SiteProfile:
        """LinkedIn's profile, moved here: the same places and keys on another origin."""
        return replace(
            built_in_profile("linkedin"),
            id="practice",
            name="Practice site",
            origin=self.origin,
            hosts=(HOST,),
            sign_in_hosts=(HOST,),
            read_again_after=READ_AGAIN_AFTER,
            steady_for=STEADY_FOR,
            sources=(),
            checked=None,
        )

    @property
    def profile_text(self) -> str:
        """The same as TOML, for a file that leads other programs here."""
        told = msgspec.to_builtins(self.profile)
        for ours in ("id", "checked"):
            del told[ours]
        del told["setting"]["related"]  # said by the related settings themselves
        return tomli_w.dumps(told)

    def log(self) -> dict[str, object]:
        """Return what has reached the site so far, as ``/practice/log`` does."""
        return self._service.log.counts()

    def is_off(self, handle: str) -> bool:
        """Say whether a member's setting is stored as off, whatever their pages show."""
        return not self._service.conducts[handle].is_on

    def stored(self, handle: str) -> dict[str, bool]:
        """Return what is stored for a member by key, related settings too; True is on."""
        return dict(self._service.conducts[handle].stored)

    def cookies(self, handle: str) -> tuple[Cookie, ...]:
        """Return a fresh session of a member, without the form and without its challenge met.

        It is dead already where the member's behaviour says so.
        """
        return cookies_for(self._service.session_from_elsewhere(handle), HOST)

    def end_sessions(self, handle: str) -> None:
        """Let every session of a member die, as a POST to ``/practice/end-sessions`` does."""
        self._service.sessions.kill_all(handle)
