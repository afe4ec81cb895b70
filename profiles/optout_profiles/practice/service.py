"""What the practice site answers to whom: requests in, replies out, no sockets.

Owns the members' stored settings and the sessions. Safe to call from many threads.
"""

import json
from collections.abc import Sequence

from optout_profiles.practice import pages, places
from optout_profiles.practice.assets import ASSETS
from optout_profiles.practice.behaviours import CONDUCTS
from optout_profiles.practice.conduct import Pace
from optout_profiles.practice.entrance import Entrance, form_in
from optout_profiles.practice.exchange import (
    JSON,
    Reply,
    Request,
    page,
    plain,
    redirect,
    to_sign_in,
)
from optout_profiles.practice.log import Log
from optout_profiles.practice.member_pages import MEMBER_PAGES
from optout_profiles.practice.members import REMEMBERED, Member
from optout_profiles.practice.sessions import COOKIE, Sessions, SignedIn
from optout_profiles.practice.sign_in_pages import SignInShape
from optout_profiles.practice.welcome import welcome

OPEN_PAGES = frozenset({places.LOGIN, places.SIGNED_OUT, places.LOGIN_SUBMIT})
CHALLENGES = (places.CHALLENGES, places.CHALLENGES_V2)


class Service:
    """The whole site but its sockets."""

    def __init__(
        self, members: Sequence[Member], pace: Pace, port: int, shape: SignInShape
    ) -> None:
        self.log = Log()
        self.sessions = Sessions()
        self.conducts = {
            member.handle: CONDUCTS[member.behaviour](member, pace, port)
            for member in (*members, REMEMBERED)
        }
        self._members = tuple(members)
        self._entrance = Entrance(members, self.conducts, self.sessions, self.log, shape)

    def member_of(self, request: Request) -> str | None:
        """Return the handle of whoever is signed in."""
        session = self.sessions.find(request.cookies.get(COOKIE))
        return session.handle if session else None

    def session_from_elsewhere(self, handle: str) -> str:
        """Sign a member in without the form; return the cookie's value, which may be dead."""
        token = self.sessions.begin(handle)
        if self.conducts[handle].has_dead_cookies:
            self.sessions.kill(token)
        return token

    def answer(self, request: Request) -> Reply:
        """Answer one request, and count it."""
        if request.path in ASSETS:
            return ASSETS[request.path]
        if request.path.startswith(places.WRITES) and request.method == "PUT":
            return self._write(request)
        if request.method == "GET":
            return self._answer_get(request)
        return self._answer_sent(request)

    def _answer_sent(self, request: Request) -> Reply:
        if request.path.startswith(CHALLENGES):
            return self._entrance.answer_challenge(request)
        match request.path:
            case places.LOGIN_SUBMIT:
                return self._entrance.take_password(request)
            case places.CHOOSER_PICK:
                return self._entrance.take_pick(request)
            case places.END_SESSIONS:
                return self._end_sessions(request)
        return plain("There is nothing to send here.", 405)

    def _end_sessions(self, request: Request) -> Reply:
        handle = form_in(request).get("handle", "")
        if handle not in self.conducts:
            return plain("There is no such member.", 404)
        self.sessions.kill_all(handle)
        return plain("Their sessions have ended.")

    def _answer_get(self, request: Request) -> Reply:
        match request.path:
            case places.LOGOUT:
                self.sessions.end(request.cookies.get(COOKIE, ""))
                return redirect("/")
            case places.OTHER_PROVIDER:
                return self._entrance.leave()
            case "/":
                return page(welcome(self._members))
            case places.LOG:
                return Reply(body=json.dumps(self.log.counts()).encode(), kind=JSON)
        known = self._known_path(request.path)
        if not known:
            return page(pages.message("Not found", "There is no such page here."), 404)
        self.log.count_page(known, self.member_of(request))
        return self._answer_page(request)

    def _known_path(self, path: str) -> str | None:
        """Return the path as the log has it; ``None`` where there is no page."""
        if path.startswith(CHALLENGES):
            return next(place for place in CHALLENGES if path.startswith(place))
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
        token = request.cookies.get(COOKIE)
        dead = self.sessions.find_dead(token)
        if dead and self.conducts[dead].dies_in_a_loop:
            return redirect(request.path)
        session = self.sessions.find(token)
        if request.path.startswith(CHALLENGES):
            return self._entrance.answer_challenge(request)
        if request.path in OPEN_PAGES:
            return redirect(places.FEED) if session else self._entrance.show_form(request)
        if not session:
            return to_sign_in(request.path)
        return self._answer_member(request, session)

    def _answer_member(self, request: Request, session: SignedIn) -> Reply:
        conduct = self.conducts[session.handle]
        if conduct.asks(request.path, is_proved=session.is_proved):
            return redirect(self._entrance.challenge(session.handle, request.path))
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
        return Reply(body=b"{}", kind=JSON)
