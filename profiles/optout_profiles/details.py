"""What a person types of an account, as texts, and how it enters the account.

Owns the reading of these texts, whichever door they come through: a form, options, a file.
"""

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import asdict, replace

from optout_profiles.accounts import Account, edited, new_account
from optout_profiles.authority import Authority
from optout_profiles.errors import DetailRefused, UsageError
from optout_profiles.objections import day_in, day_typed
from optout_profiles.text import LABEL_LIMIT, cleaned, folded, harmless

NOTE_LIMIT = 500
TAG_LIMIT, MOST_TAGS = 40, 20
BETWEEN_TAGS = re.compile(r"[\s;,]+")
AUTHORITY = ("authority_given", "authority_until", "authority_withdrawn", "authority_note")
LENGTHS = dict.fromkeys(("label", "login", "group", "holder"), LABEL_LIMIT) | dict.fromkeys(
    ("note", "authority_note"), NOTE_LIMIT
)
"""How many signs of a text are kept."""


class Details(Struct, frozen=True):
    """What a person types of an account; "" is nothing. Tags stand apart by spaces."""

    label: str = ""
    login: str = ""
    member: str = ""
    group: str = ""
    objection: str = ""
    holder: str = ""
    note: str = ""
    tags: str = ""
    due: str = ""
    authority_given: str = ""
    authority_until: str = ""
    authority_withdrawn: str = ""
    authority_note: str = ""


def details_of(account: Account) -> Details:
    """Return what was typed of an account, as a form takes it: harmless, wherever it came from."""
    given = account.authority
    texts = (
        account.label,
        account.login or "",
        account.member or "",
        account.group or "",
        _text(account.objection_filed_on),
        account.holder or "",
        account.note or "",
        " ".join(account.tags),
        _text(account.due),
        *(_authority_texts(given) if given else ()),
    )
    return Details(*map(harmless, texts))


def account_typed(details: Details) -> Account:
    """Return a new account with these details; raises ``UsageError``, as all here does."""
    account = new_account(
        details.label, login=details.login, member=details.member, group=details.group
    )
    return _with(account, details)


def edited_as_typed(old: Account, details: Details) -> Account:
    """Return the account with these details in place of its own.

    Where another member is typed, what is not typed anew goes with the first one: the objection
    and the authority. With the day on which it was given, all of an authority is taken away.
    """
    changed = edited(
        old, details.label, login=details.login, member=details.member, group=details.group
    )
    before, typed = asdict(details_of(old)), asdict(details)
    anew = {name: text for name, text in typed.items() if text != before[name]}
    if anew.get("authority_given") == "":
        anew = dict.fromkeys(AUTHORITY, "") | anew
    return _with(changed, replace(details_of(changed), **anew))


def tags_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the tags in these texts, each once, letters of any case and accents being alike."""
    found: dict[str, str] = {}
    for text in texts:
        for word in BETWEEN_TAGS.split(text):
            tag = cleaned(word, TAG_LIMIT)
            found.setdefault(folded(tag), tag)
    found.pop("", None)
    if len(found) > MOST_TAGS:
        raise DetailRefused("tags", f"{MOST_TAGS} tags are the most, and these are {len(found)}.")
    return tuple(found.values())


def _with(account: Account, details: Details) -> Account:
    return replace(
        account,
        objection_filed_on=_day("objection", details, "an objection is noted once it is filed"),
        holder=cleaned(details.holder) or None,
        note=cleaned(details.note, NOTE_LIMIT) or None,
        tags=tags_in([details.tags]),
        due=_day("due", details),
        authority=_authority(details),
    )


def _authority(details: Details) -> Authority | None:
    if not any(getattr(details, name).strip() for name in AUTHORITY):
        return None
    given = _day("authority_given", details, "an authority is noted once it is given")
    until = _day("authority_until", details)
    withdrawn = _day("authority_withdrawn", details, "that is noted once it is withdrawn")
    if given is None:
        raise DetailRefused("authority_given", "An authority needs the day on which it was given.")
    for name, day in (("authority_until", until), ("authority_withdrawn", withdrawn)):
        if day and day < given:
            raise DetailRefused(name, f"{day} is before {given}, when the authority was given.")
    return Authority(given, until, withdrawn, cleaned(details.authority_note, NOTE_LIMIT) or None)


def _day(name: str, details: Details, once: str = "") -> date | None:
    """Return the day typed in a field; ``once`` says why it can't be one that is still to come."""
    typed = getattr(details, name)
    try:
        return day_typed(typed, once) if once else day_in(typed)
    except UsageError as error:
        raise DetailRefused(name, str(error)) from None


def _authority_texts(given: Authority) -> tuple[str, ...]:
    days = (given.given_on, given.until, given.withdrawn_on)
    return (*map(_text, days), given.note or "")


def _text(day: date | None) -> str:
    return str(day) if day else ""
