"""From the options of a command to what it says of an account."""

from argparse import Namespace

from msgspec.structs import fields, replace

from optout_profiles.details import Details, tags_in
from optout_profiles.errors import UsageError
from optout_profiles.text import folded
from optout_tui.wording import commands as said

OF_AUTHORITY = ("authority_until", "authority_withdrawn", "authority_note")


def details_given(options: Namespace, known: Details) -> Details:
    """Return the details with those that options give in place of the known ones.

    An empty text is one that was given. Tags come to those that are known, an empty one wipes all;
    raises ``UsageError`` where they are too many, or
    where something is told of an authority without the day on which it was given.
    """
    given = {field.name: getattr(options, field.name, None) for field in fields(Details)}
    told = {name: text for name, text in given.items() if text is not None}
    details = replace(known, **told, tags=_tags(options, known))
    if not details.authority_given and any(told.get(name) for name in OF_AUTHORITY):
        raise UsageError(said.AUTHORITY_GIVEN_NEEDED)
    return details


def _tags(options: Namespace, known: Details) -> str:
    added, removed = options.tag, getattr(options, "untag", [])
    before = [] if "" in added else [known.tags]
    gone = {folded(tag) for tag in tags_in(removed)}
    return " ".join(tag for tag in tags_in([*before, *added]) if folded(tag) not in gone)
