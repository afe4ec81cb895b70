"""Show the list: each account's setting, since when it is known, and the newest try."""

from argparse import ArgumentParser, Namespace
from typing import Any

import msgspec

from optout_profiles.accounts import Account
from optout_profiles.runs.journal import accounts_as_they_stand
from optout_profiles.vault import Table
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell
from optout_tui.wording import counted, moment, outcome_words, standing_words

FORMAT = 1
TITLES = ("id", "label", "group", "AI training", "read (UTC)", "newest try")


def add_options(parser: ArgumentParser) -> None:
    """Take the common options only."""


def run(options: Namespace) -> int:
    """Print the accounts in the order in which they were added."""
    with opened_vault(options, writing=False) as vault:
        accounts = accounts_as_they_stand(vault)
        signed_in = vault.ids(Table.SESSIONS)
    if options.json:
        listed = [_record(account, has_session=account.id in signed_in) for account in accounts]
        tell(msgspec.json.encode({"format": FORMAT, "accounts": listed}).decode())
        return 0
    if accounts:
        rows = [TITLES, *(_row(account) for account in accounts)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(TITLES))]
        for row in rows:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            tell("  ".join(padded).rstrip())
    talk(options, f"{counted(len(accounts), 'account')}.")
    return 0


def _row(account: Account) -> tuple[str, ...]:
    tried = account.last_try
    return (
        account.id,
        account.label,
        account.group or "",
        standing_words(account),
        moment(account.fact.read_at) if account.fact else "",
        outcome_words(tried.outcome, tried.reason, tried.seen_member) if tried else "",
    )


def _record(account: Account, *, has_session: bool) -> dict[str, Any]:
    """Return what is known: ``setting`` is the last fact, ``standing`` what may be claimed now."""
    known = {
        "id": account.id,
        "label": account.label,
        "login": account.login,
        "member": account.member,
        "group": account.group,
        "setting": account.setting,
        "standing": account.standing,
        "has_session": has_session,
        "read_at": account.fact and account.fact.read_at,
        "read_from": account.fact and account.fact.origin,
        "changed_at": account.changed_at,
        "outcome": account.outcome,
        "last_try_at": account.last_try and account.last_try.at,
        "last_try_outcome": account.last_try and account.last_try.outcome,
        "last_try_reason": account.last_try and account.last_try.reason,
    }
    return {key: value for key, value in known.items() if value is not None}
