"""Put back what was switched off: on again, with the same proof.

Name accounts, or runs by the ids that apply --json tells. Of an account it is ai-training, or what
--setting names; of a run the one setting that it was on. Only what a run of this list has switched
off, or may have, is touched, and only if it was not seen on since: what holders switch themselves
stays as it is. It is the tool's own click, one account at a time, and it is read twice more.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence

from optout_profiles.accounts import Account
from optout_profiles.errors import AccountNotFound, UsageError
from optout_profiles.outcomes import Outcome
from optout_profiles.runs.events import Kind
from optout_profiles.runs.records import Run, is_about
from optout_profiles.vault import Table, Vault
from optout_tui.cli.arguments import account_options
from optout_tui.cli.choosing import accounts_chosen
from optout_tui.cli.manner import pacing_options
from optout_tui.cli.opening import site_profile
from optout_tui.cli.running import Choice, run_selected
from optout_tui.cli.settings import Settings, setting_option
from optout_tui.cli.talk import talk
from optout_tui.wording import options as helps
from optout_tui.wording import setting_of
from optout_tui.wording import undoing as said

MAY_HAVE_CHANGED = frozenset({Outcome.TURNED_OFF, Outcome.NOT_VERIFIED})


def add_options(parser: ArgumentParser) -> None:
    """Take accounts or runs, and the answer to the question in advance."""
    account_options(parser)
    pacing_options(parser)
    setting_option(parser)
    parser.add_argument("--automatic", action="store_true", help=helps.UNDO_AUTOMATIC)
    parser.add_argument("--yes", action="store_true", help=helps.YES)
    parser.set_defaults(guided=False)


def run(options: Namespace) -> int:
    """Put the accounts' settings back."""
    return run_selected(options, Kind.UNDO, asks=not options.yes, choose=_changed)


def _changed(options: Namespace, vault: Vault, settings: Settings) -> Choice:
    """Return the accounts and the settings of theirs that runs have switched off, and no others."""
    runs = _named_runs(options, vault)
    if runs:
        due = _due_of_runs(options, vault, runs, settings)
    else:
        due = _due_of_accounts(options, vault, settings)
    accounts = [account for account, names in due if names]
    if len({names for _, names in due if names}) > 1:
        raise UsageError(_differing(options, due))
    return accounts, next((names for _, names in due if names), settings)


Due = Sequence[tuple[Account, Settings]]
"""Accounts, each with the settings of its own that are to be put back."""


def _due_of_accounts(options: Namespace, vault: Vault, settings: Settings) -> Due:
    due = []
    for account in _chosen(options, vault):
        changed = tuple(name for name in settings if account.known(name).changing_run)
        due.append((account, changed))
        if not changed:
            talk(options, said.nothing_switched_off(account.label))
        if left := [name for name in account.related if _is_left(account, name, settings)]:
            talk(options, said.left_off(account.label, left))
    return due


def _is_left(account: Account, name: str, settings: Settings) -> bool:
    return name not in settings and account.known(name).changing_run is not None


def _due_of_runs(
    options: Namespace, vault: Vault, runs: Mapping[str, Run], settings: Settings
) -> Due:
    """Return what these runs have changed that still stands; say why of each other one."""
    named = settings if options.setting else None
    due = []
    for account in _chosen(options, vault):
        names = set()
        for run_ in runs.values():
            if run_.account_id != account.id:
                continue
            if why := _why_not(run_, account, named):
                talk(options, said.left_alone(setting_of(account.label, run_.related), why))
            else:
                names.add(run_.related)
        due.append((account, tuple(sorted(names, key=lambda name: name or ""))))
    return due


def _why_not(run_: Run, account: Account, named: Settings | None) -> str:
    """Return why there is nothing of a run to put back; empty where there is."""
    newer = account.known(run_.related).changing_run
    if named and run_.related not in named:
        return said.other_setting(run_.id)
    if newer == run_.id:
        return ""
    if run_.kind is Kind.UNDO or run_.outcome not in MAY_HAVE_CHANGED:
        return said.not_switched_off(run_.id)
    if not is_about(run_, account):
        return said.other_member(run_.id)
    return said.on_since(run_.id, newer)


def _named_runs(options: Namespace, vault: Vault) -> Mapping[str, Run]:
    """Put accounts in the place of the runs that were named, and return these by their ids."""
    found = {word: vault.get(Table.RUNS, word, Run) for word in options.accounts}
    runs = {word: run_ for word, run_ in found.items() if run_}
    for run_ in runs.values():
        if vault.get(Table.ACCOUNTS, run_.account_id, Account) is None:
            raise UsageError(said.account_gone(run_.id))
    others = [word for word in found if word not in runs]
    if runs and (options.all or options.group is not None):
        raise UsageError(said.NOT_BOTH)
    if runs and others:
        raise UsageError(said.runs_or_accounts(others))
    if runs:
        options.accounts = [run_.account_id for run_ in runs.values()]
    return runs


def _chosen(options: Namespace, vault: Vault) -> Sequence[Account]:
    try:
        return accounts_chosen(options, vault)
    except AccountNotFound as error:
        raise UsageError(said.no_run_either(error)) from None


def _differing(options: Namespace, due: Due) -> str:
    """Return what to do where the accounts have not the same settings to be put back."""
    main = site_profile(options).setting.name
    of: dict[str, list[str]] = {}
    for account, names in due:
        for name in names:
            of.setdefault(name or main, []).append(account.label)
    return said.differing(of)
