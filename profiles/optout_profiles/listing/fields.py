"""What each field of a filter asks of an account.

Owns the fields, the values that they take, and what these mean.
"""

import operator
import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from msgspec import Struct

from optout_profiles.accounts import Account
from optout_profiles.authority import AuthorityState, authority_state, bar
from optout_profiles.listing.folding import Texts
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.keeping import Proof
from optout_profiles.text import cleaned, folded

AGE = re.compile(r"([<>])([0-9]{1,5})(min|h|d|w)")
AHEAD = re.compile(r"([<>])([0-9]{1,5})(d|w)")
DAY = re.compile(r"([<>]?)([0-9]{4}-[0-9]{2}-[0-9]{2})")
UNITS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
FOR_A_PERSON = frozenset({Outcome.SIGN_IN_NEEDED, Outcome.PERSON_NEEDED, Outcome.WRONG_PERSON})
"""How runs end that only a person can lead on."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is looked at beside an account: the time, whose sign-ins are kept, what proved them."""

    at: datetime
    signed_in: Container[str]
    proof: Callable[[str], Proof | None]
    texts: Texts = field(default_factory=Texts)


Test = Callable[[Account, Sight], bool]


class Field(Struct, frozen=True):
    """A field: what it takes, in words, and the test for a value, None if it doesn't take it."""

    takes: str
    test: Callable[[str], Test | None]


def word(value: str) -> Test:
    """Return whether the value is part of any text of an account."""
    part = folded(value)
    return lambda account, sight: part in sight.texts.of(account)


def _part(text_of: Callable[[Account], str | None]) -> Callable[[str], Test]:
    """Return the test of one text; an empty value is for those that have none."""

    def test(value: str) -> Test:
        part = folded(value)
        if not part:
            return lambda account, _: not text_of(account)
        return lambda account, _: part in folded(text_of(account) or "")

    return test


def _group(value: str) -> Test:
    group = cleaned(value).casefold()
    return lambda account, _: (account.group or "").casefold() == group


def _setting(value: str) -> Test | None:
    name = value.lower()
    if name not in list(Setting):
        return None
    return lambda account, _: account.standing == name


def _session(value: str) -> Test | None:
    match value.lower():
        case "kept":
            return lambda account, sight: account.id in sight.signed_in
        case "none":
            return lambda account, sight: account.id not in sight.signed_in
    return None


def _checked(value: str) -> Test | None:
    if value.lower() == "never":
        return lambda account, _: account.fact is None
    age = AGE.fullmatch(value.lower())
    if age is None:
        return _checked_on(value)
    length, is_older = UNITS[age[3]] * int(age[2]), age[1] == ">"

    def test(account: Account, sight: Sight) -> bool:
        if account.fact is None:
            return False
        passed = sight.at - account.fact.read_at
        return passed > length if is_older else passed < length

    return test


def _checked_on(value: str) -> Test | None:
    """Return the test for a day in UTC: on it, before it (<), after it (>)."""
    fits = _day(value)
    return fits and (lambda account, _: bool(account.fact and fits(account.fact.read_at.date())))


def _day(value: str) -> Callable[[date], bool] | None:
    """Return the test of a day: this one, before it (<), after it (>)."""
    named = DAY.fullmatch(value)
    try:
        day = date.fromisoformat(named[2]) if named else None
    except ValueError:
        day = None
    if named is None or day is None:
        return None
    compared = {"": operator.eq, "<": operator.lt, ">": operator.gt}[named[1]]
    return lambda one: bool(compared(one, day))


def _tag(value: str) -> Test:
    wanted = folded(cleaned(value))
    if not wanted:
        return lambda account, _: not account.tags
    is_it = cache(lambda tag: folded(tag) == wanted)  # a list has few tags, and many of each
    return lambda account, _: any(map(is_it, account.tags))


def _due(value: str) -> Test | None:
    name = value.lower()
    if name == "past":
        return _is_overdue
    if name in {"", "none"}:
        return lambda account, _: account.due is None
    if ahead := AHEAD.fullmatch(name):
        length, is_later = UNITS[ahead[3]] * int(ahead[2]), ahead[1] == ">"

        def test(account: Account, sight: Sight) -> bool:
            if account.due is None:
                return False
            left = account.due - sight.at.date()
            return left > length if is_later else left < length

        return test
    fits = _day(value)
    return fits and (lambda account, _: bool(account.due and fits(account.due)))


def _is_overdue(account: Account, sight: Sight) -> bool:
    return account.due is not None and account.due < sight.at.date()


def _authority(value: str) -> Test | None:
    name = value.lower()
    if name not in list(AuthorityState):
        return None
    return lambda account, sight: authority_state(account.authority, sight.at.date()) == name


def _needs(value: str) -> Test | None:
    return needs_a_person if value.lower() == "me" else None


def needs_a_person(account: Account, sight: Sight) -> bool:
    """Say whether an account waits for a person: to sign in, to be looked at, to be allowed."""
    return (
        _is_overdue(account, sight)
        or bar(account.authority, sight.at.date()) is not None
        or _waits_for_a_person(account, sight)
    )


def _waits_for_a_person(account: Account, sight: Sight) -> bool:
    tried = account.last_try
    if tried is None or tried.outcome not in FOR_A_PERSON:
        return False
    proof = sight.proof(account.id) if account.id in sight.signed_in else None
    return proof is None or proof.proved_at <= tried.at


_NAMES = 'a part of it, or "" for those that have none'
FIELDS = {
    "label": Field(_NAMES, _part(lambda account: account.label)),
    "holder": Field(_NAMES, _part(lambda account: account.holder)),
    "login": Field(_NAMES, _part(lambda account: account.login)),
    "member": Field(_NAMES, _part(lambda account: account.member)),
    "group": Field('the whole name of a group, or "" for those in none', _group),
    "note": Field(_NAMES, _part(lambda account: account.note)),
    "tag": Field('a whole tag, or "" for those that have none', _tag),
    "setting": Field('on, off, unknown, "not offered" or "never checked"', _setting),
    "checked": Field(
        "never, an age (>30d, <2h; also min and w) or a day (2026-11-24, <2026-11-24 for before)",
        _checked,
    ),
    "session": Field("kept or none", _session),
    "due": Field(
        "past, none, a time ahead (<7d, >2w; past ones are less) or a day (2026-11-24, "
        "<2026-11-24 for before)",
        _due,
    ),
    "authority": Field("none, valid, ended or withdrawn", _authority),
    "needs": Field("me: those that wait for a person", _needs),
}
