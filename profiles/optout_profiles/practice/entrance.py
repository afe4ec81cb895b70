"""Signing in to the practice site: the form, the password, and what some are asked then."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from optout_profiles.practice import pages, places
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply, Request, page, redirect
from optout_profiles.practice.log import Log
from optout_profiles.practice.members import Member
from optout_profiles.practice.sessions import Sessions, cookies_for, header


class Entrance:
    """Everything that a visitor without a session can do."""

    def __init__(
        self,
        members: Sequence[Member],
        conducts: Mapping[str, Conduct],
        sessions: Sessions,
        log: Log,
    ) -> None:
        self._by_login = {member.login: member for member in members}
        self._conducts = conducts
        self._sessions = sessions
        self._log = log

    def show_form(self, request: Request) -> Reply:
        """Answer with the form."""
        return page(pages.sign_in(inside(request.query.get("session_redirect", ""))))

    def take_password(self, request: Request) -> Reply:
        """Sign in, or show the form again with what is wrong."""
        form = form_in(request)
        login, then = form.get("session_key", ""), inside(form.get("session_redirect", ""))
        member = self._by_login.get(login.strip().lower())
        is_right = member is not None and member.password == form.get("session_password")
        self._log.count_sign_in(is_right=is_right)
        if not member or not is_right:
            return page(pages.sign_in(then, login, "password" if member else "username"))
        if self._conducts[member.handle].challenge:
            return self.challenge(member.handle, then)
        return self._let_in(member.handle, then)

    def challenge(self, handle: str, then: str) -> Reply:
        """Send somebody to their challenge."""
        return redirect(places.CHALLENGES + self._sessions.ask(handle, then))

    def answer_challenge(self, request: Request) -> Reply:
        """Show a challenge, or take what was given for it."""
        challenge_id = request.path.removeprefix(places.CHALLENGES)
        asked = self._sessions.asked(challenge_id)
        if not asked:
            return redirect(places.LOGIN)
        conduct = self._conducts[asked.handle]
        if request.method == "POST" and conduct.passes(form_in(request).get("code", "")):
            self._sessions.met(challenge_id)
            return self._let_in(asked.handle, asked.then)
        return page(pages.frame("A quick check", conduct.challenge or ""))

    def _let_in(self, handle: str, then: str) -> Reply:
        token = self._sessions.begin(handle, is_proved=True)
        return redirect(then, tuple(map(header, cookies_for(token, ""))))


def form_in(request: Request) -> dict[str, str]:
    """Return the fields of a form that was sent."""
    return dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))


def inside(path: str) -> str:
    """Return the path if it stays on this site, else the feed's."""
    is_inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_inside and path.isascii() else places.FEED
