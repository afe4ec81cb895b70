"""Saved filters: ``@name`` in a filter stands for one that the config has.

Owns how they are found in what a person types. The language is ``listing.filtering``'s.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from optout_profiles.errors import FilterRefused
from optout_profiles.listing.fields import Test
from optout_profiles.listing.filtering import Filter, parsed
from optout_profiles.listing.terms import Term, terms
from optout_profiles.text import cleaned
from optout_tui.wording import config as said


def filter_typed(text: str, saved: Mapping[str, str]) -> Filter:
    """Return the filter that a person typed; raises ``FilterRefused``."""
    references = list(_references(text))
    tests = [_test(term, saved) for term in references]
    return Filter((*parsed(_without(text, references)).tests, *tests))


def checked(text: str) -> None:
    """Raise ``FilterRefused`` unless this can be saved: a filter that needs no other one."""
    parsed(text)
    for term in _references(text):
        raise FilterRefused(term.column, said.FILTER_IN_FILTER)


def _references(text: str) -> Iterator[Term]:
    """Yield the terms that stand for saved filters; in quotes an @ is a sign like others."""
    with suppress(FilterRefused):  # what is half typed is told by the parser
        for term in terms(text):
            if text.startswith("@", term.column - 1 + term.is_negated) and not term.field:
                yield term


def _without(text: str, references: Sequence[Term]) -> str:
    """Return the text with blanks in the place of terms, so that columns stay right."""
    for term in references:
        start = term.column - 1
        end = start + term.is_negated + len(term.value or "")
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _test(term: Term, saved: Mapping[str, str]) -> Test:
    name = (term.value or "")[1:]
    if name not in saved:
        raise FilterRefused(term.column, said.no_filter(cleaned(name, 40), saved))
    fits = parsed(saved[name]).fits
    if term.is_negated:
        return lambda account, sight: not fits(account, sight)
    return fits
