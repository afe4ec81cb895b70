"""Behaviours in which the setting's page isn't what the service answers with."""

from typing import ClassVar

from optout_profiles.practice import pages, places
from optout_profiles.practice.conduct import Conduct
from optout_profiles.practice.exchange import Reply, page, redirect

EMAIL_CODE = "123456"

CODE_FORM = """<form method="post">
<label for="input__email_verification_pin">The code that we would have sent by e-mail: it is
always 123456</label>
<input id="input__email_verification_pin" name="code" inputmode="numeric" required>
<button type="submit" id="email-pin-submit-button">Go on</button>
</form>"""

CAPTCHA_FORM = """<form method="post">
<div id="captchaV2Challenge-practice" class="puzzle">A puzzle would be here.</div>
<button type="submit" name="code" value="person">I am a person</button>
</form>"""

RESTRICTION = "<p>Access to your account has been temporarily restricted.</p>"


class SignedOut(Conduct):
    """Can sign in, but asking for the setting ends the session."""

    ends_session = True


class CodeByEmail(Conduct):
    """Is asked for a code (it is always 123456) before anything else."""

    challenge = CODE_FORM

    def passes(self, code: str) -> bool:
        """Say whether this is the code."""
        return code.strip() == EMAIL_CODE


class Captcha(Conduct):
    """Is asked to prove to be a person before anything else."""

    challenge = CAPTCHA_FORM


class Restricted(Conduct):
    """Has been restricted by the service; there is no way on."""

    challenge = RESTRICTION

    def passes(self, code: str) -> bool:  # noqa: ARG002
        """Refuse everything."""
        return False


class _Refused(Conduct):
    status: ClassVar[int]

    def answer(self) -> Reply:
        """Refuse."""
        words = "The practice site does not answer this."
        return page(pages.message(f"Error {self.status}", words), self.status)


class Refused429(_Refused):
    """Has the setting's page refused: too many requests."""

    status = 429


class Refused999(_Refused):
    """Has the setting's page refused: request denied."""

    status = 999


class Error500(_Refused):
    """Has the setting's page fail inside the service."""

    status = 500


class Elsewhere(Conduct):
    """Is sent from the setting to the list of settings."""

    def answer(self) -> Reply:
        """Send them away."""
        return redirect(places.ACCOUNT_CATEGORY)


class OtherHost(Conduct):
    """Is sent from the setting to another host."""

    def answer(self) -> Reply:
        """Send them out of the site."""
        return redirect(f"//{places.OTHER_HOST}:{self.port}{places.SETTING}")


class Endless(Conduct):
    """Has a page that never ends, nor comes to its switch."""

    def answer(self) -> Reply:
        """Begin a page."""
        begun = pages.opening(self.heading, self.people())
        return Reply(body=begun.encode(), is_endless=True)


class EmptyPage(Conduct):
    """Has a page with nothing on it."""

    def answer(self) -> Reply:
        """Answer, with nothing."""
        return page("")
