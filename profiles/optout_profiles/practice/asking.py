"""Behaviours in which something is asked of the member, and what is asked.

The codes are plainly fake and stand on the page that asks for them. Which page shows what is
LinkedIn's: ids, roles and autocomplete words; everything else is the practice site's own.
"""

from typing import ClassVar

from optout_profiles.practice import places
from optout_profiles.practice.conduct import Conduct

CODE = "123456"


def code_form(words: str, field: str, marks: str = "", button: str = "") -> str:
    """Return a form for a code; ``marks`` and ``button`` are more attributes of its parts."""
    return f"""<form method="post">
<label for="{field}">{words}: it is always {CODE}</label>
<input id="{field}" name="code" inputmode="numeric"{marks} required>
<button type="submit"{button}>Go on</button>
</form>"""


EMAIL_FORM = code_form(
    "The code that we would have sent by e-mail",
    "input__email_verification_pin",
    button=' id="email-pin-submit-button"',
)
SMS_FORM = code_form(
    "The code that we would have sent to your phone", "input__phone_verification_pin"
)
ONE_TIME_FORM = code_form(
    "Your code", "code-of-some-kind", marks=' autocomplete="section-check one-time-code"'
)
APP_FORM = code_form("The code that your authenticator would show", "authenticator-code")
AUTHENTICATOR_FORM = f'<div id="auth-app-div">{APP_FORM}</div>'

CAPTCHA_FORM = """<form method="post">
<div id="captchaV2Challenge-practice" class="puzzle">A puzzle would be here.</div>
<button type="submit" name="code" value="person">I am a person</button>
</form>"""

APPROVAL = f"""<div id="practice-linkedInAppChallengeActivityDevice" class="puzzle">
Approve this sign-in in the app on your phone. Here it approves itself after a while, and this page
goes on without you.</div>
<script src="{places.ASSETS}sign_in.js"></script>"""

RESTRICTION = "<p>Access to your account has been temporarily restricted.</p>"


class _AsksForCode(Conduct):
    asks_for_code = True
    challenges_at: ClassVar[str] = places.CHALLENGES_V2

    def passes(self, code: str, waited: float) -> bool:  # noqa: ARG002
        """Say whether this is the code."""
        return code.strip() == CODE


class CodeByEmail(_AsksForCode):
    """Is asked for a code (it is always 123456) before anything else."""

    challenges_at = places.CHALLENGES
    challenge = EMAIL_FORM


class CodeBySms(_AsksForCode):
    """Is asked for a code from its phone (it is always 123456) before anything else."""

    challenge = SMS_FORM


class OneTimeCode(_AsksForCode):
    """Is asked for a code, whence is not said (it is always 123456), before anything else."""

    challenge = ONE_TIME_FORM


class Authenticator(_AsksForCode):
    """Is asked for an authenticator's code (it is always 123456) before anything else."""

    challenge = AUTHENTICATOR_FORM


class AppApproval(Conduct):
    """Has to approve each sign-in in an app, which happens by itself after a while."""

    challenges_at = places.CHALLENGES_V2
    challenge = APPROVAL

    def passes(self, code: str, waited: float) -> bool:  # noqa: ARG002
        """Say whether it was approved by now."""
        return waited >= self.pace.approving


class AsksAgain(CodeByEmail):
    """Signs in without ado, but is asked for a code (123456) on the way to the setting."""

    def asks(self, path: str, *, is_proved: bool) -> bool:
        """Keep the setting only from those who have not met the challenge."""
        return path == places.SETTING and not is_proved


class AsksAfterChange(AsksAgain):
    """Takes a change, then is asked for a code (123456) before the setting is seen again."""

    def asks(self, path: str, *, is_proved: bool) -> bool:
        """Ask nothing before the change."""
        return self.was_changed and super().asks(path, is_proved=is_proved)


class Captcha(Conduct):
    """Is asked to prove to be a person before anything else."""

    challenge = CAPTCHA_FORM


class Restricted(Conduct):
    """Has been restricted by the service; there is no way on."""

    challenge = RESTRICTION

    def passes(self, code: str, waited: float) -> bool:  # noqa: ARG002
        """Refuse everything."""
        return False


class RestrictedAfterChange(Restricted):
    """Takes a change, and is restricted by the service then; there is no way on."""

    def asks(self, path: str, *, is_proved: bool) -> bool:
        """Let everything pass before the change."""
        return self.was_changed and super().asks(path, is_proved=is_proved)
