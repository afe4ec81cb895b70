"""Who lives on the practice site: invented members with plainly fake passwords.

Owns who they are and which behaviour each has; what a behaviour does is in ``conduct`` and
the modules beside it.
"""

from enum import StrEnum

from msgspec import Struct


class Behaviour(StrEnum):
    """In which one way a member's account behaves; ``behaviours`` says what each does."""

    ON = "on"
    OFF = "off"
    NOT_OFFERED = "not offered"
    REVERTS = "reverts"
    SAVE_FAILS = "save fails"
    SIGNED_OUT = "signed out"
    REVERTS_LATER = "reverts later"
    SLOW_SAVE = "slow save"
    WRONG_MEMBER = "wrong member"
    NO_MEMBER = "no member"
    TWO_MEMBERS_IN_NAV = "two members in nav"
    DECOY_FIRST = "decoy first"
    SAME_KEY_TWICE = "same key twice"
    MOVED_KEY = "moved key"
    CONTRADICTORY = "contradictory"
    HIDDEN_INPUT = "hidden input"
    OLDER_MARKUP = "older markup"
    LATE = "late"
    HOSTILE = "hostile"
    REFUSED_429 = "refused 429"
    REFUSED_999 = "refused 999"
    ERROR_500 = "error 500"
    RESTRICTED = "restricted"
    CODE_BY_EMAIL = "code by email"
    CAPTCHA = "captcha"
    ELSEWHERE = "elsewhere"
    OTHER_HOST = "other host"
    ENDLESS = "endless"
    EMPTY_PAGE = "empty page"
    CODE_BY_SMS = "code by sms"
    ONE_TIME_CODE = "one-time code"
    AUTHENTICATOR = "authenticator"
    APP_APPROVAL = "app approval"
    ASKS_AGAIN = "asks again"
    ASKS_AFTER_CHANGE = "asks after change"
    INVISIBLE_CAPTCHA = "invisible captcha"
    ENDED_SESSION = "ended session"
    DEAD_SESSION = "dead session"
    SAVE_NOT_SENT = "save not sent"
    SAVE_ERROR_500 = "save error 500"
    SAVE_SWALLOWED = "save swallowed"
    SAVE_NEVER_ENDS = "save never ends"
    MOVED_KEY_AMONG_OTHERS = "moved key among others"
    MOVED_TO_ROUTE_A = "moved to route a"
    MOVED_TO_ROUTE_B = "moved to route b"
    MOVED_TO_ROUTE_C = "moved to route c"
    MOVED_INTO_CATEGORY = "moved into category"
    IN_FRAME = "in frame"
    LATE_IN_FRAME = "late in frame"
    IN_SHADOW_ROOT = "in shadow root"
    GERMAN = "german"
    GERMAN_MOVED = "german moved"
    FRENCH = "french"
    FRENCH_MOVED = "french moved"
    PORTUGUESE = "portuguese"
    PORTUGUESE_MOVED = "portuguese moved"
    POLISH = "polish"
    POLISH_MOVED = "polish moved"
    RIGHT_TO_LEFT = "right to left"
    SLOW_ANSWER = "slow answer"
    SLOW_DATA = "slow data"
    DEFAULT_FIRST = "default first"
    DATA_FAILS = "data fails"
    DATA_CUT = "data cut"
    DATA_GIVEN_UP = "data given up"
    DIALOG_BEFORE_SAVING = "dialog before saving"
    CONFIRM_BEFORE_SAVING = "confirm before saving"
    COOKIE_BANNER = "cookie banner"
    SIGNED_OUT_AFTER_CHANGE = "signed out after change"
    RESTRICTED_AFTER_CHANGE = "restricted after change"
    WRONG_MEMBER_LATER = "wrong member later"
    ERROR_500_EMPTY = "error 500 empty"
    DRIPPING = "dripping"
    REDIRECT_LOOP = "redirect loop"
    CUT_BEFORE_HEADERS = "cut before headers"
    CUT_IN_HEADERS = "cut in headers"
    CUT_IN_BODY = "cut in body"
    CUT_AT_SCRIPT = "cut at script"
    CUT_AT_SAVE = "cut at save"
    MILLION_ELEMENTS = "million elements"


class Member(Struct, frozen=True):
    """One invented member; the ``handle`` is the end of ``/in/…/``."""

    handle: str
    name: str
    login: str
    password: str
    behaviour: Behaviour


def _member(name: str, behaviour: Behaviour) -> Member:
    first = name.split(maxsplit=1)[0].lower()
    return Member(
        handle=name.lower().replace(" ", "-"),
        name=name,
        login=f"{first}@practice.invalid",
        password=f"practice-{first}",
        behaviour=behaviour,
    )


SAMPLE_MEMBERS = (
    _member("Ada Example", Behaviour.ON),
    _member("Ben Example", Behaviour.ON),
    _member("Cleo Client", Behaviour.ON),
    _member("Dan Example", Behaviour.OFF),
    _member("Elsa Client", Behaviour.NOT_OFFERED),
    _member("Finn Client", Behaviour.REVERTS),
    _member("Gwen Client", Behaviour.SAVE_FAILS),
    _member("Hal Example", Behaviour.SIGNED_OUT),
)
"""A family and some clients: what a person meets in the demo."""

REMEMBERED = _member("Sam Somebody", Behaviour.ON)
"""Whom the chooser offers: lives on every site, is listed nowhere, is never who comes."""


def member_with(behaviour: Behaviour) -> Member:
    """Return a member named after the behaviour, such as ``slow-save-sample``."""
    word = behaviour.value.replace(" ", "-")
    return Member(
        handle=f"{word}-sample",
        name=f"{behaviour.value.capitalize()} Sample",
        login=f"{word}@practice.invalid",
        password=f"practice-{word}",
        behaviour=behaviour,
    )


def members_for_load(count: int) -> tuple[Member, ...]:
    """Return so many members, all of them on."""
    return tuple(
        Member(
            handle=f"member-{number:05}",
            name=f"Member {number:05}",
            login=f"member-{number:05}@practice.invalid",
            password=f"practice-{number:05}",
            behaviour=Behaviour.ON,
        )
        for number in range(1, count + 1)
    )
