"""The three shapes of the practice site's sign-in page, as HTML.

Ids, roles and autocomplete words are LinkedIn's; everything else is the practice site's own.
Each holds captchas that nobody can see.
"""

import secrets
from enum import StrEnum
from html import escape
from urllib.parse import quote

from optout_profiles.practice import places
from optout_profiles.practice.members import REMEMBERED
from optout_profiles.practice.pages import INVISIBLE_CAPTCHAS, frame

PROBLEMS = {
    "username": "Nobody here has this address.",
    "password": "That is not the password. Try again.",
}
"""What is said, by the field that is wrong."""

PASSWORDS = '<p>Members and their passwords are on the <a href="/">first page</a>.</p>'


class SignInShape(StrEnum):
    """What the sign-in page looks like.

    ``CLASSIC`` is a form. ``DOUBLED`` has none: generated ids, every field twice and one pair of
    them visible, buttons of other providers beside its own, and Enter does nothing. ``CHOOSER``
    offers somebody else's account, and the classic form to those who decline it.
    """

    CLASSIC = "classic"
    DOUBLED = "doubled"
    CHOOSER = "chooser"


def sign_in_page(shape: SignInShape, then: str) -> str:
    """Return the page in this shape; ``then`` is where it leads."""
    match shape:
        case SignInShape.CLASSIC:
            return classic(then)
        case SignInShape.DOUBLED:
            return doubled(then)
        case SignInShape.CHOOSER:
            return chooser(then)


def classic(then: str, login: str = "", problem: str = "") -> str:
    """Return the classic form; ``problem`` is the field that is wrong, username or password."""
    notes = {
        field: f'<p class="problem" id="error-for-{field}" role="alert">{words}</p>'
        for field, words in PROBLEMS.items()
        if field == problem
    }
    main = f"""<form method="post" action="{places.LOGIN_SUBMIT}">
<input type="hidden" name="session_redirect" value="{escape(then)}">
<label for="username">E-mail address</label>
<input id="username" name="session_key" autocomplete="username" value="{escape(login)}" required>
{notes.get("username", "")}
<label for="password">Password</label>
<input id="password" name="session_password" type="password" autocomplete="current-password"
 required>
{notes.get("password", "")}
<button type="submit">Sign in</button>
</form>"""
    return frame("Sign in", main + INVISIBLE_CAPTCHAS + PASSWORDS)


def doubled(then: str) -> str:
    """Return the page without a form, which a script sends; each one has other ids.

    Of the pair that nobody can see, one field is not drawn, and one is drawn without a size.
    """
    unreachable = ' class="tiny" tabindex="-1"'
    first = secrets.randbelow(50)
    name, password, real_name, real_password = (f":r{first + nth}:" for nth in range(4))
    main = f"""<div class="fields" data-then="{escape(then)}">
<button type="button">Sign in with Apple</button>
<div class="absent">{_name_field(name)}</div>
<div class="tiny" aria-hidden="true">{_password_field(password, unreachable)}</div>
{_name_field(real_name)}
{_password_field(real_password)}
<p class="problem" role="alert"></p>
<button type="button">Sign in with Microsoft</button>
<button type="button">Sign in</button>
</div>
<script src="{places.ASSETS}sign_in.js"></script>"""
    return frame("Sign in", main + INVISIBLE_CAPTCHAS + PASSWORDS)


def _name_field(field: str) -> str:
    return (
        f'<label for="{field}">E-mail address</label>'
        f'<input id="{field}" type="text" autocomplete="username webauthn">'
    )


def _password_field(field: str, marks: str = "") -> str:
    return (
        f'<label for="{field}">Password</label>'
        f'<input id="{field}" type="password" autocomplete="current-password webauthn"{marks}>'
    )


def chooser(then: str) -> str:
    """Return the page that offers somebody else's account, and a way past it."""
    declined = f"{places.LOGIN}?fromSignIn=true&session_redirect={quote(then, safe='')}"
    main = f"""<div id="rememberme-div">
<form method="post" action="{places.CHOOSER_PICK}">
<input type="hidden" name="session_redirect" value="{escape(then)}">
<button type="submit">{escape(REMEMBERED.name)}</button>
</form>
</div>
<p><a href="{escape(declined)}">Sign in using another account</a></p>"""
    return frame("Welcome back", main + INVISIBLE_CAPTCHAS + PASSWORDS)
