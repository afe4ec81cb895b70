"""Signing in to the practice site: the page, the password, and what some are asked then."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from optout_profiles.practice import pages, places
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply, Request, page, redirect, told
from optout_profiles.practice.log import Log
from optout_profiles.practice.members import REMEMBERED, Member
from optout_profiles.practice.sessions import Sessions, cookies_for, header
from optout_profiles.practice.sign_in_pages import PROBLEMS, SignInShape, classic, sign_in_page

WRONG_CODE = '<p class="problem" role="alert">That is not the code. Look at it once more.</p>'


class Entrance:
    """Everything that a visitor without a session can do."""

    def __init__(
        self,
        members: Sequence[Member],
        conducts: Mapping[str, Conduct],
        sessions: Sessions,
        log: Log,
        shape: SignInShape,
    ) -> None:
        self._by_login = {member.login: member for member in members}
        self._conducts = conducts
        self._sessions = sessions
        self._log = log
        self._shape = shape

    def show_form(self, request: Request) -> Reply:
        """Answer with the sign-in page."""
        shape = shape_in(request.query, self._shape)
        return page(sign_in_page(shape, inside(request.query.get("session_redirect", ""))))

    def take_password(self, request: Request) -> Reply:
        """Sign in, or say what is wrong: to a script in words, else in the form shown again."""
        form = form_in(request)
        login, then = form.get("session_key", ""), inside(form.get("session_redirect", ""))
        member = self._by_login.get(login.strip().lower())
        if member and member.password == form.get("session_password"):
            self._log.count("sign_ins")
            return self._accept(member.handle, form, then)
        self._log.count("failed_sign_ins")
        if member:
            self._log.count("wrong_passwords")
        problem = "password" if member else "username"
        if is_scripts(form):
            return told(problem=PROBLEMS[problem])
        return page(classic(then, login, problem))

    def take_pick(self, request: Request) -> Reply:
        """Sign in whom the chooser offers."""
        self._log.count("chooser_picks")
        form = form_in(request)
        return self._let_in(REMEMBERED.handle, form, inside(form.get("session_redirect", "")))

    def leave(self) -> Reply:
        """Send somebody to another provider."""
        self._log.count("other_provider_clicks")
        return redirect(f"http://{places.STRANGERS_HOST}/")

    def challenge(self, handle: str, then: str) -> str:
        """Put their challenge to somebody; return its address."""
        return f"{self._conducts[handle].challenges_at}{self._sessions.ask(handle, then)}/"

    def answer_challenge(self, request: Request) -> Reply:
        """Show a challenge, or take what was given for it."""
        challenge_id = request.path.rstrip("/").rpartition("/")[2]
        asked, form = self._sessions.asked(challenge_id), form_in(request)
        if not asked:
            return go_on(form, places.LOGIN)
        conduct = self._conducts[asked.handle]
        if request.method == "GET":
            return page(pages.frame("A quick check", conduct.challenge or ""))
        if conduct.asks_for_code:
            self._log.count("code_tries")
        if conduct.passes(form.get("code", ""), asked.waited):
            self._sessions.met(challenge_id)
            return self._let_in(asked.handle, form, asked.then, is_proved=True)
        if is_scripts(form):
            return told()
        problem = WRONG_CODE if conduct.asks_for_code else ""
        return page(pages.frame("A quick check", problem + (conduct.challenge or "")))

    def _accept(self, handle: str, form: Mapping[str, str], then: str) -> Reply:
        if self._conducts[handle].asks(places.FEED, is_proved=False):
            return go_on(form, self.challenge(handle, then))
        return self._let_in(handle, form, then)

    def _let_in(
        self, handle: str, form: Mapping[str, str], then: str, *, is_proved: bool = False
    ) -> Reply:
        self._log.count("sign_ins_done")
        token = self._sessions.begin(handle, is_proved=is_proved)
        return go_on(form, then, tuple(map(header, cookies_for(token, ""))))


def shape_in(query: Mapping[str, str], usual: SignInShape) -> SignInShape:
    """Return the shape that an address asks for; declining the chooser asks for the form."""
    shape = next((one for one in SignInShape if one == query.get("shape")), usual)
    is_declined = shape is SignInShape.CHOOSER and query.get("fromSignIn") == "true"
    return SignInShape.CLASSIC if is_declined else shape


def form_in(request: Request) -> dict[str, str]:
    """Return the fields of a form that was sent."""
    return dict(parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True))


def is_scripts(form: Mapping[str, str]) -> bool:
    """Say whether a page's script has sent this, and shows itself what comes of it."""
    return form.get("by") == "script"


def go_on(form: Mapping[str, str], path: str, cookies: tuple[str, ...] = ()) -> Reply:
    """Send whoever sent this form to a path of the site."""
    return told(go=path, cookies=cookies) if is_scripts(form) else redirect(path, cookies)


def inside(path: str) -> str:
    """Return the path if it stays on this site, else the feed's."""
    is_inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_inside and path.isascii() else places.FEED
