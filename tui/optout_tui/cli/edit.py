"""Change what the list says of an account.

Only what is given is changed; an empty text takes a detail away. A sign-in goes where the member
changes: it belongs to the member.
"""

from argparse import ArgumentParser, Namespace
from datetime import date

from msgspec.structs import replace

from optout_profiles.accounts import Account, edited
from optout_profiles.errors import UsageError
from optout_profiles.objections import day_typed
from optout_profiles.runs.keeping import edit_of
from optout_profiles.selection import account_named
from optout_profiles.vault import Table
from optout_tui.cli.arguments import detail_options
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import tell_result


def add_options(parser: ArgumentParser) -> None:
    """Take an account and what is to change."""
    parser.add_argument("account", metavar="ACCOUNT")
    detail_options(parser, label_required=False)
    filed = parser.add_mutually_exclusive_group()
    filed.add_argument(
        "--objection-filed",
        metavar="DAY",
        help="the day, as 2026-11-24, on which the holder objected to other AI training",
    )
    filed.add_argument("--objection-not-filed", action="store_true", help="take that day away")


def run(options: Namespace) -> int:
    """Change the account and print its id."""
    filed_on = _day(options)
    with opened_vault(options, writing=True) as vault:
        old = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        changed = edited(
            old,
            old.label if options.label is None else options.label,
            login=old.login if options.login is None else options.login,
            member=old.member if options.member is None else options.member,
            group=old.group if options.group is None else options.group,
        )
        if filed_on or options.objection_not_filed:
            changed = replace(changed, objection_filed_on=filed_on)
        vault.write(*edit_of(old, changed))
    tell_result(options, {"id": changed.id}, changed.id)
    return 0


def _day(options: Namespace) -> date | None:
    """Return the day that was typed, if any was; raises ``UsageError``."""
    if options.objection_filed is None:
        return None
    day = day_typed(options.objection_filed)
    if day is None:
        raise UsageError("A day is needed, as 2026-11-24; --objection-not-filed takes one away.")
    return day
