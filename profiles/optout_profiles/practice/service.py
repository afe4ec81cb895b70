"""What the practice site answers to whom: requests in, replies out, no sockets.

Owns the members' stored settings and the sessions. Safe to call from many threads.
"""

from collections.abc import Sequence

from optout_profiles.practice import pages, places
from optout_profiles.practice.assets import ASSETS
from optout_profiles.practice.behaviours import CONDUCTS
from optout_profiles.practice.conduct import Pace
from optout_profiles.practice.entrance import Entrance, form_in
from optout_profiles.practice.exchange import (
    Reply,
    Request,
    as_json,
    page,
    plain,
    redirect,
    to_sign_in,
)
from optout_profiles.practice.log import Log
from optout_profiles.practice.member_pages import member_page
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
            return self._answer_asset(request)
        if request.path.startswith(places.DATA):
            return self._answer_data(request)
        if request.method == "GET":
            return self._answer_get(request)
        return self._answer_sent(request)

    def _answer_asset(self, request: Request) -> Reply:
        usual = ASSETS[request.path]
        conduct = self.conducts.get(self.member_of(request) or "")
        return conduct.script(usual) if conduct and request.path == places.SCRIPT else usual

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
        self.log.count_missing(self.member_of(request))
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
                return as_json(self.log.counts())
        handle = self.member_of(request)
        known = self._known_path(request.path, handle)
        if not known:
            self.log.count_missing(handle)
            return page(pages.message("Not found", "There is no such page here."), 404)
        self.log.count_page(known, handle)
        return self._answer_page(request)

    def _known_path(self, path: str, handle: str | None) -> str | None:
        """Return the path as the log has it; ``None`` where there is no page for this visitor."""
        if path.startswith(CHALLENGES):
            return next(place for place in CHALLENGES if path.startswith(place))
        conduct = self.conducts[handle or REMEMBERED.handle]
        if path in OPEN_PAGES or member_page(path, conduct) or self._profile(path) is not None:
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
        if request.path == places.SETTING:
            request.stay(conduct.answers_in)
        if shown := member_page(request.path, conduct):
            return shown()
        return page(pages.profile(self._profile(request.path) or "", conduct.around()))

    def _answer_data(self, request: Request) -> Reply:
        key = request.path.removeprefix(places.DATA)
        session = self.sessions.find(request.cookies.get(COOKIE))
        if not session:
            return plain("Sign in first.", 401)
        conduct = self.conducts[session.handle]
        match request.method:
            case "GET" if key in conduct.stored:
                request.stay(conduct.data_in)
                return conduct.data(key)
            case "PUT" if key in places.KEYS and request.body in {b"true", b"false"}:
                self.log.count_write(key, session.handle)
                if request.stay(conduct.saves_in):
                    conduct.save(key, is_on=request.body == b"true")
                return conduct.saved()
        self.log.count_missing(session.handle)
        return plain("There is no such setting.", 400)
