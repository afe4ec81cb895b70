"""The filter: which accounts fit what a person typed.

Owns the language, which is one for the app and the command line:

    ada "ada l"            what label, holder, login, member, group or note have in them; either
                           kind of quotes
    label: holder: note: login: member:  what this one has in it; "" for those that have none
    group:family tag:x     exactly this group, this tag; "" is none
    setting:on             what may be claimed now: on, off, unknown, "not offered", "never checked"
    checked:>30d           how long ago the setting was read last (<2h; min, h, d, w), or never
    checked:2026-11-24     the day on which it was, in UTC; < before it, > after it
    session:kept           that a sign-in is kept, or none
    due:<7d                in how long it is to be looked at again, past ones included (> d, w), a
                           day, past or none
    authority:ended        what the holder's authority comes to today: none, valid, ended, withdrawn
    needs:me               the newest run waits for a person, and nobody signed in since; the day to
                           look again is past; or the holder's authority is over
    -TERM                  not that

Every term has to fit. Parts count with letters in any case, with accents or without; groups, tags
and states count whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from optout_profiles.accounts import Account
from optout_profiles.errors import FilterRefused
from optout_profiles.listing.fields import FIELDS, Sight, Test, word
from optout_profiles.listing.terms import Term, terms
from optout_profiles.text import cleaned, folded


@dataclass(frozen=True, slots=True)
class Filter:
    """What accounts must have; one without terms fits all. Made by ``parsed``."""

    tests: tuple[Test, ...] = ()

    def fits(self, account: Account, sight: Sight) -> bool:
        """Say whether an account has all of it."""
        return all(test(account, sight) for test in self.tests)

    def among(self, accounts: Iterable[Account], sight: Sight) -> list[Account]:
        """Return the accounts that fit, in their order; a term at a time, which is quickest."""
        fitting = list(accounts)
        for test in self.tests:
            fitting = [account for account in fitting if test(account, sight)]
        return fitting


def parsed(text: str) -> Filter:
    """Return the filter that a person typed; raises ``FilterRefused``."""
    return Filter(tuple(map(_test, terms(text))))


def _test(term: Term) -> Test:
    test = _field_test(term) if term.field else _word_test(term)
    if term.is_negated:
        return lambda account, sight: not test(account, sight)
    return test


def _word_test(term: Term) -> Test:
    if term.value is None:
        raise FilterRefused(term.column, "“-” stands right before what is not wanted.")
    if not term.value.strip():
        raise FilterRefused(term.column, "nothing stands in these quotes.")
    return word(term.value)


def _field_test(term: Term) -> Test:
    field = FIELDS.get(folded(term.field))
    if field is None:
        names = ", ".join(f"{name}:" for name in FIELDS)
        given = cleaned(term.field, 40)
        problem = f"there is no “{given}:”. There are {names}; quote other colons."
        raise FilterRefused(term.column, problem)
    test = None if term.value is None else field.test(term.value)
    if test is None:
        raise FilterRefused(term.column, f"{folded(term.field)}: takes {field.takes}.")
    return test
