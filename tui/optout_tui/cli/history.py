"""Print what became of the newest runs on an account, the newest first."""

from argparse import ArgumentParser, Namespace

from msgspec.structs import asdict

from optout_profiles.accounts import Account
from optout_profiles.runs.history import Past, history_of
from optout_profiles.selection import account_named
from optout_profiles.vault import Table
from optout_tui.cli.opening import opened_vault
from optout_tui.cli.talk import talk, tell_result
from optout_tui.wording import commands as said
from optout_tui.wording import outcome_words, setting_of
from optout_tui.wording.queue import DEEDS


def add_options(parser: ArgumentParser) -> None:
    """Take an account."""
    parser.add_argument("account", metavar="ACCOUNT")


def run(options: Namespace) -> int:
    """Print a line for each run that is remembered."""
    with opened_vault(options, writing=False) as vault:
        account = account_named(vault.all(Table.ACCOUNTS, Account), options.account)
        runs = history_of(vault, account.id)
    if not runs:
        talk(options, said.no_history(account.label))
    tell_result(options, {"id": account.id, "runs": [_record(one) for one in runs]}, *_lines(runs))
    return 0


def _lines(runs: tuple[Past, ...]) -> list[str]:
    return [
        said.past_run(
            one.at,
            one.run_id,
            setting_of(DEEDS[one.kind], one.related),
            outcome_words(one.outcome, one.reason, one.seen_member),
        )
        for one in runs
    ]


def _record(past: Past) -> dict[str, object]:
    return {name: value for name, value in asdict(past).items() if value is not None}
