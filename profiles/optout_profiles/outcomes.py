"""What can be known of a setting, how a run can end, and why it could not say more.

Owns these words; their English is what the vault and the reports keep.
"""

from enum import StrEnum


class Setting(StrEnum):
    """What is known of the AI-training setting; only a page read makes the first three."""

    ON = "on"
    OFF = "off"
    NOT_OFFERED = "not offered"
    UNKNOWN = "unknown"
    NEVER_CHECKED = "never checked"


class Outcome(StrEnum):
    """How a run on one account ended."""

    IS_ON = "on"
    ALREADY_OFF = "already off"
    TURNED_OFF = "turned off"
    PUT_BACK = "put back on"
    NOT_VERIFIED = "changed but not verified"
    DID_NOT_STICK = "did not stick"
    NOT_OFFERED = "not offered"
    SIGN_IN_NEEDED = "sign-in needed"
    PERSON_NEEDED = "a person is needed"
    WRONG_PERSON = "wrong person signed in"
    NOT_UNDERSTOOD = "page not understood"
    REFUSED = "refused by the service"
    TOO_SLOW = "too slow"
    BROWSER_GONE = "browser gone"
    NO_AUTHORITY = "no authority"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


CONCLUSIVE = frozenset(
    {
        Outcome.IS_ON,
        Outcome.ALREADY_OFF,
        Outcome.TURNED_OFF,
        Outcome.PUT_BACK,
        Outcome.DID_NOT_STICK,
        Outcome.NOT_OFFERED,
    }
)
"""Outcomes that leave a fact behind."""

UNTOUCHED = frozenset({Outcome.SKIPPED, Outcome.CANCELLED, Outcome.NO_AUTHORITY})
"""Outcomes of runs that ended by choice, or without leave, before they changed anything: they tell
nothing of the setting."""


class Reason(StrEnum):
    """Why a run could not say more than it did."""

    NO_SESSION = "no sign-in is kept for it"
    AUTHORITY_ENDED = "the holder's authority has ended"
    AUTHORITY_WITHDRAWN = "the holder has withdrawn the authority"
    NOT_ACCEPTED = "the service did not accept the address or the password"
    SIGNED_OUT = "the service asked to sign in"
    SIGNED_OUT_AFTERWARDS = "the service asked to sign in during the second look"
    HTTP_STATUS = "the page answered with an error"
    NOT_FOUND = "the service says that there is no such page"
    DATA_MISSING = "a part of the page could not be fetched"
    TOO_LARGE = "the page is far too large"
    COVERED = "something lies over the switch"
    SENT_ON_THE_WAY = "a button on the way to the setting sent something to the service"
    ASKED = "the page asked a question of its own, which is left to a person"
    OTHER_ADDRESS = "the service sent us to another page"
    OTHER_HOST = "the page led to another host"
    NETWORK = "the page could not be fetched"
    BROWSER_ENDED = "the browser ended"
    NO_SWITCH = "the setting is not on its page"
    SEVERAL_SWITCHES = "more than one switch has the setting's name"
    UNKNOWN_SWITCH = "the page has a switch that is not known"
    STATE_UNREADABLE = "the switch shows no clear state"
    NO_MEMBER = "the page names no member"
    SEVERAL_MEMBERS = "the page names several members"
    OTHER_MEMBER = "the page names another member"
    UNREADABLE = "the page could not be read or operated"
    SWITCH_STAYED = "the switch did not move when clicked"
    CLICK_STOPPED = "the page changed under the click, which was held back"
    SENT_UNMOVED = "the switch did not move, yet something was sent: another setting may be changed"
    TURNED_BACK = "it was on again when the page was read again"
    OFF_AGAIN = "it was off again when the page was read again"
    READINGS_DISAGREE = "two readings of it disagreed"
    TOO_MANY_REQUESTS = "the service answered 429, too many requests"
    REQUEST_DENIED = "the service answered 999, request denied"
    RESTRICTED = "the service has restricted the account"
    CAPTCHA = "the service shows a captcha"
    CODE_BY_EMAIL = "a code sent by e-mail"
    CODE_BY_SMS = "a code sent by text message"
    CODE = "a code"
    AUTHENTICATOR = "a code from an authenticator app"
    APP_APPROVAL = "an approval in the service's app"
    OTHER_CHALLENGE = "a question of the service"
    WRONG_CODE = "the service did not accept the code"
    WINDOW_CLOSED = "the browser's window was closed"
    GIVEN_UP = "it was given up"
    DEADLINE = "the time for one account ran out"
    INTERRUPTED = "the program ended during the run"


REFUSALS = frozenset(
    {Reason.TOO_MANY_REQUESTS, Reason.REQUEST_DENIED, Reason.RESTRICTED, Reason.CAPTCHA}
)
"""Reasons after which a service is to be left alone: they end a queue."""
