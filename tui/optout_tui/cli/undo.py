"""Put back what was switched off: on again, with the same proof.

Only accounts that a run of this list has changed are touched; runs are named by the ids that
--json tells. It is the tool's own click, one account at a time, and it is read twice more.
"""

from argparse import ArgumentParser, Namespace

from optout_profiles.accounts import Account
from optout_profiles.errors import UsageError
from optout_profiles.runs.events import Kind
from optout_profiles.runs.records import Run
from optout_profiles.vault import Table, Vault
from optout_tui.cli.arguments import account_options
from optout_tui.cli.choosing import accounts_chosen
from optout_tui.cli.manner import pacing_options
from optout_tui.cli.running import Choice, run_selected
from optout_tui.cli.settings import Settings, setting_option
from optout_tui.cli.talk import talk


def add_options(parser: ArgumentParser) -> None:
    """Take accounts or runs, and the answer to the question in advance."""
    account_options(parser)
    pacing_options(parser)
    setting_option(parser)
    parser.add_argument(
        "--automatic", action="store_true", help="though the list's answer is that a person clicks"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(guided=False)


def run(options: Namespace) -> int:
    """Put the accounts' settings back."""
    return run_selected(options, Kind.UNDO, asks=not options.yes, choose=_changed)


def _changed(options: Namespace, vault: Vault, settings: Settings) -> Choice:
    """Return the accounts of which a run has changed any of these settings."""
    settings = _of_runs(options, vault) or settings
    chosen = accounts_chosen(options, vault)
    changed = [one for one in chosen if any(one.known(name).is_changed for name in settings)]
    for account in chosen:
        if account not in changed:
            talk(options, f"{account.label}: no run of this list has switched it off.")
    return changed, settings


def _of_runs(options: Namespace, vault: Vault) -> Settings:
    """Put accounts in the place of runs that were named, and return these runs' one setting."""
    named = {word: vault.get(Table.RUNS, word, Run) for word in options.accounts}
    runs = [run for run in named.values() if run]
    if len({run.related for run in runs}) > 1:
        raise UsageError("These runs are of different settings. Undo them one setting at a time.")
    accounts: dict[str, Account | None] = {
        run.id: vault.get(Table.ACCOUNTS, run.account_id, Account) for run in runs
    }
    if gone := [id_ for id_, account in accounts.items() if account is None]:
        raise UsageError(f"The account of run {gone[0]} is no longer in the list.")
    options.accounts = [run.account_id if run else word for word, run in named.items()]
    return tuple({run.related for run in runs})
