"""Take accounts in from a file.

It may be a CSV with a column of names (columns are found by what they are called, else by --map),
an exported list in TOML, or what Bitwarden (.json, .csv), 1Password, KeePass or Firefox (.csv)
exported: of these only the service's own entries are looked at, and passwords are left out. An
account is there already if it has the same member, else the same login, else the same name.

Without --yes it only tells what would become of each row. With --yes it takes in all that is new,
or nothing where a row is rejected; the exit code is 2 then, with and without --yes.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from optout_profiles.accounts import Account
from optout_profiles.dumps import keep_out_of_dumps
from optout_profiles.errors import UsageError
from optout_profiles.folders import path_named
from optout_profiles.listing.contents import ENCODINGS
from optout_profiles.listing.entries import FIELDS, Brought
from optout_profiles.listing.importing import Plan, planned
from optout_profiles.listing.reading import brought
from optout_profiles.text import cleaned
from optout_profiles.vault import Table
from optout_tui.cli.opening import opened_vault, site_profile
from optout_tui.cli.talk import talk, tell, tell_record
from optout_tui.exit_codes import ExitCode
from optout_tui.wording import commands as said
from optout_tui.wording import options as helps
from optout_tui.wording.imports import (
    account_words,
    columns_words,
    entry_line,
    left_out_words,
    rejection_words,
    sum_words,
    twin_words,
)


def add_options(parser: ArgumentParser) -> None:
    """Take the file, how it is to be read, and the answer to the preview."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=helps.import_map(FIELDS),
    )
    parser.add_argument("--encoding", choices=ENCODINGS, help=helps.IMPORT_ENCODING)
    parser.add_argument("--yes", action="store_true", help=helps.IMPORT_YES)


def run(options: Namespace) -> int:
    """Tell what becomes of each entry, and take the new ones in if that was asked for."""
    keep_out_of_dumps()
    mapped = _mapped(options.map)
    host = site_profile(options).host.removeprefix("www.")
    came = brought(path_named(options.file), host, encoding=options.encoding, mapped=mapped)
    with opened_vault(options, writing=options.yes) as vault:
        plan = planned(came, vault.all(Table.ACCOUNTS, Account))
        is_taken = options.yes and not plan.rejected
        if is_taken and plan.new:
            vault.write(*plan.changes)
    _tell(options, came, plan, is_taken=is_taken)
    return ExitCode.USAGE if plan.rejected else 0


def _mapped(given: list[str]) -> dict[str, str]:
    """Return the columns by field; raises ``UsageError``."""
    mapped = {}
    for words in given:
        field, is_pair, column = words.partition("=")
        if not is_pair or field not in FIELDS:
            raise UsageError(said.no_mapping(cleaned(words, 60), FIELDS))
        mapped[field] = column
    return mapped


def _tell(options: Namespace, came: Brought, plan: Plan, *, is_taken: bool) -> None:
    if options.json:
        tell_record(_record(came, plan, is_taken=is_taken))
    else:
        for line in _lines(came, plan, is_taken=is_taken):
            tell(line)
    talk(options, sum_words(came, plan))
    for line in (*columns_words(came), *left_out_words(came)):
        talk(options, line)
    if plan.rejected:
        talk(options, said.MEND_FIRST)
    elif not is_taken and plan.new:
        talk(options, said.YES_TAKES_IN)


def _lines(came: Brought, plan: Plan, *, is_taken: bool) -> Iterator[str]:
    told = {
        one.number: said.become(account_words(one.account), is_taken=is_taken) for one in plan.new
    }
    told |= {one.number: twin_words(came, one) for one in plan.twins}
    told |= {one.number: rejection_words(one) for one in plan.rejected}
    for number in sorted(told):
        yield entry_line(came, number, told[number])


def _record(came: Brought, plan: Plan, *, is_taken: bool) -> dict[str, object]:
    """Return it all as one object; new accounts have ids only once they are in the list."""
    return {
        "is_taken": is_taken,
        "rows": len(came.entries) + came.elsewhere,
        "of_other_services": came.elsewhere,
        "columns": came.columns,
        "columns_with_secrets": came.secrets,
        "new": [
            {"row": one.number, "label": one.account.label}
            | ({"id": one.account.id} if is_taken else {})
            for one in plan.new
        ],
        "there_already": [
            {"row": one.number, "label": one.label, "like": one.like}
            | ({"other_row": one.row} if one.row else {"other_id": one.other.id})
            for one in plan.twins
        ],
        "rejected": [{"row": one.number, "reason": one.reason} for one in plan.rejected],
    }
