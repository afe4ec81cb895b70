"""Show the list: each account's setting, since when it is known, its sign-in, the newest try."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import Any

from msgspec.structs import asdict

from optout_profiles.accounts import Account, Known, now
from optout_profiles.authority import Authority, authority_state
from optout_profiles.runs.aftermath import accounts_as_they_stand
from optout_profiles.runs.keeping import Proof, proofs
from optout_tui.cli.arguments import filter_option
from optout_tui.cli.choosing import filtered
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import is_terminal, talk, tell, tell_record
from optout_tui.wording import ago, moment, outcome_words, standing_words
from optout_tui.wording import commands as said

FORMAT = 1
SAID = ("holder", "due", "note")
"""Titles of columns that are there only where one of the accounts has something in them."""
NARROWED = {"label": 5, "group": 10, "holder": 10, "note": 10}
"""Columns that are cut first, and to which part of the room."""


def add_options(parser: ArgumentParser) -> None:
    """Take a filter."""
    filter_option(parser)


def run(options: Namespace) -> int:
    """Print the accounts in the order in which they were added."""
    with opened_vault(options, writing=False) as vault:
        accounts = filtered(options, vault, accounts_as_they_stand(vault))
        sessions = proofs(vault)
    if options.json:
        listed = [_record(account, sessions.get(account.id)) for account in accounts]
        tell_record({"format": FORMAT, "accounts": listed})
        return 0
    if accounts:
        more = [title for title in SAID if any(getattr(one, title) for one in accounts)]
        rows = [
            (*said.LIST_TITLES, *more),
            *(_row(account, sessions.get(account.id), more) for account in accounts),
        ]
        for line in _lines(rows, get_terminal_size().columns if is_terminal(sys.stdout) else None):
            tell(line)
    talk(options, said.total(len(accounts)))
    return 0


def _lines(rows: list[tuple[str, ...]], room: int | None) -> Iterator[str]:
    """Lay the rows out in columns; in ``room`` signs names and the line's end are cut."""
    titles = rows[0]
    widths = [max(len(row[place]) for row in rows) for place in range(len(titles))]
    if room is not None and sum(widths) + 2 * (len(titles) - 1) > room:
        for place, title in enumerate(titles):
            if part := NARROWED.get(title):
                widths[place] = min(widths[place], max(room // part, len(title)))
    for row in rows:
        padded = (_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True))
        line = "  ".join(padded).rstrip()
        yield line if room is None else _cut(line, room)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _row(account: Account, session: Proof | None, more: Sequence[str]) -> tuple[str, ...]:
    tried = account.last_try
    return (
        account.id,
        account.label,
        account.group or "",
        standing_words(account),
        moment(account.fact.read_at) if account.fact else "",
        ago(session.proved_at, now()) if session else said.NO_SESSION,
        outcome_words(tried.outcome, tried.reason, tried.seen_member) if tried else "",
        *(str(getattr(account, title) or "") for title in more),
    )


def _record(account: Account, session: Proof | None) -> dict[str, Any]:
    """Return what is known of an account, and of its related settings by name."""
    listed = {
        "id": account.id,
        "label": account.label,
        "login": account.login,
        "member": account.member,
        "group": account.group,
        "holder": account.holder,
        "note": account.note,
        "tags": account.tags or None,
        "due": account.due,
        "authority": account.authority and _authority(account.authority),
        "has_session": session is not None,
        "session": session and {"member": session.member, "proved_at": session.proved_at},
        "objection_filed_on": account.objection_filed_on,
        "related": {name: _known(known) for name, known in account.related.items()} or None,
    }
    return {key: value for key, value in listed.items() if value is not None} | _known(account)


def _authority(authority: Authority) -> dict[str, Any]:
    """Return the holder's authority, and what it comes to today."""
    state = authority_state(authority, now().date())
    told = {"state": state, **asdict(authority)}
    return {key: value for key, value in told.items() if value is not None}


def _known(known: Known) -> dict[str, Any]:
    """Return what is known: ``setting`` is the last fact, ``standing`` what may be claimed now."""
    told = {
        "setting": known.setting,
        "standing": known.standing,
        "read_at": known.fact and known.fact.read_at,
        "read_from": known.fact and known.fact.origin,
        "changed_at": known.changed_at,
        "outcome": known.outcome,
        "last_try_at": known.last_try and known.last_try.at,
        "last_try_outcome": known.last_try and known.last_try.outcome,
        "last_try_reason": known.last_try and known.last_try.reason,
    }
    return {key: value for key, value in told.items() if value is not None}
