"""What the practice site answers to whom: requests in, replies out, no sockets.

Owns the members' stored settings and the sessions. Safe to call from many threads.
"""

import json
from collections.abc import Sequence

from optout_profiles.practice import pages, places
from optout_profiles.practice.assets import ASSETS
from optout_profiles.practice.behaviours import CONDUCTS
from optout_profiles.practice.conduct import Pace
from optout_profiles.practice.entrance import Entrance
from optout_profiles.practice.exchange import Reply, Request, page, plain, redirect, to_sign_in
from optout_profiles.practice.log import Log
from optout_profiles.practice.member_pages import MEMBER_PAGES
from optout_profiles.practice.members import Member
from optout_profiles.practice.sessions import COOKIE, Sessions, SignedIn
from optout_profiles.practice.welcome import welcome

OPEN_PAGES = frozenset({places.LOGIN, places.SIGNED_OUT, places.LOGIN_SUBMIT})


class Service:
    """The whole site but its sockets."""

    def __init__(self, members: Sequence[Member], pace: Pace, port: int) -> None:
        self.log = Log()
        self.sessions = Sessions()
        self.conducts = {
            member.handle: CONDUCTS[member.behaviour](member, pace, port) for member in members
        }
        self._members = tuple(members)
        self._entrance = Entrance(members, self.conducts, self.sessions, self.log)

    def member_of(self, request: Request) -> str | None:
        """Return the handle of whoever is signed in."""
        session = self.sessions.find(request.cookies.get(COOKIE))
        return session.handle if session else None

    def answer(self, request: Request) -> Reply:
        """Answer one request, and count it."""
        if request.path in ASSETS:
            return ASSETS[request.path]
        if request.path.startswith(places.WRITES) and request.method == "PUT":
            return self._write(request)
        if request.method == "GET":
            return self._answer_get(request)
        if request.path == places.LOGIN_SUBMIT:
            return self._entrance.take_password(request)
        if request.path.startswith(places.CHALLENGES):
            return self._entrance.answer_challenge(request)
        return plain("There is nothing to send here.", 405)

    def _answer_get(self, request: Request) -> Reply:
        match request.path:
            case places.LOGOUT:
                self.sessions.end(request.cookies.get(COOKIE, ""))
                return redirect("/")
            case "/":
                return page(welcome(self._members))
            case places.LOG:
                return Reply(body=json.dumps(self.log.counts()).encode(), kind="application/json")
        known = self._known_path(request.path)
        if not known:
            return page(pages.message("Not found", "There is no such page here."), 404)
        self.log.count_page(known, self.member_of(request))
        return self._answer_page(request)

    def _known_path(self, path: str) -> str | None:
        """Return the path as the log has it; ``None`` where there is no page."""
        if path.startswith(places.CHALLENGES):
            return places.CHALLENGES
        if path in OPEN_PAGES or path in MEMBER_PAGES or self._profile(path) is not None:
            return path
        return None

    def _profile(self, path: str) -> str | None:
        handle = path.removeprefix(places.PROFILES).removesuffix("/")
        if not path.startswith(places.PROFILES):
            return None
        if handle in self.conducts:
            return self.conducts[handle].member.name
        return dict(pages.NEIGHBOURS).get(handle)

    def _answer_page(self, request: Request) -> Reply:
        session = self.sessions.find(request.cookies.get(COOKIE))
        if request.path.startswith(places.CHALLENGES):
            return self._entrance.answer_challenge(request)
        if request.path in OPEN_PAGES:
            return redirect(places.FEED) if session else self._entrance.show_form(request)
        if not session:
            return to_sign_in(request.path)
        return self._answer_member(request, session)

    def _answer_member(self, request: Request, session: SignedIn) -> Reply:
        conduct = self.conducts[session.handle]
        if conduct.challenge and not session.is_proved:
            return self._entrance.challenge(session.handle, request.path)
        if request.path == places.SETTING and conduct.ends_session:
            self.sessions.end(request.cookies[COOKIE])
            return to_sign_in(request.path)
        if request.path in MEMBER_PAGES:
            return MEMBER_PAGES[request.path](conduct)
        return page(pages.profile(self._profile(request.path) or "", conduct.people()))

    def _write(self, request: Request) -> Reply:
        key = request.path.removeprefix(places.WRITES)
        session = self.sessions.find(request.cookies.get(COOKIE))
        if not session:
            return plain("Sign in first.", 401)
        if key not in places.KEYS or request.body not in {b"true", b"false"}:
            return plain("There is no such setting.", 400)
        conduct = self.conducts[session.handle]
        self.log.count_write(key, session.handle)
        if request.stay(conduct.saves_in):
            conduct.save(key, is_on=request.body == b"true")
        return Reply(body=b"{}", kind="application/json")
