"""Runs from the command line: which accounts, whether they may, and how it is interrupted.

Owns what ``check``, ``apply`` and ``undo`` share before a queue; what it tells is in ``telling``.
"""

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from optout_profiles.accounts import Account
from optout_profiles.errors import UsageError
from optout_profiles.runs.aftermath import CutShort, cut_short, left_open
from optout_profiles.runs.events import Kind
from optout_profiles.runs.pacing import sitting
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Table, Vault
from optout_tui.cli.choosing import accounts_chosen, refuse_nobody
from optout_tui.cli.interrupting import interruptible
from optout_tui.cli.manner import Manner, kind_wanted, manner_of
from optout_tui.cli.opening import opened_for, site_profile, ways_from
from optout_tui.cli.settings import Settings, settings_meant
from optout_tui.cli.summary import Summary
from optout_tui.cli.talk import agreed, can_ask, talk
from optout_tui.cli.telling import QueueLines
from optout_tui.exit_codes import ExitCode
from optout_tui.wording import cli_runs as said
from optout_tui.wording import commands, nobody_words, setting_of, sitting_words
from optout_tui.wording.queue import DEEDS, OFFERED_AGAIN, cut_short_words

Choice: TypeAlias = tuple[Sequence[Account], Settings]
"""Accounts, and the settings of theirs that are meant."""


def run_selected(
    options: Namespace,
    kind: Kind,
    *,
    asks: bool,
    choose: Callable[[Namespace, Vault, Settings], Choice] | None = None,
) -> int:
    """Run the accounts that the options name and return the gravest exit code.

    ``choose`` makes another choice of them, knowing the list.
    """
    site = site_profile(options)
    settings = settings_meant(options, site)
    refuse_nobody(options, said.to_do(DEEDS[kind]))
    with opened_for(options, site, writing=True) as vault:
        _tell_cut_short(options, vault, cut_short(vault))
        accounts: Sequence[Account]
        if choose is None:
            accounts = accounts_chosen(options, vault)
        else:
            accounts, settings = choose(options, vault, settings)
        if not accounts:
            words = nobody_words(options.group, is_filtered=bool(options.filter))
            talk(options, words if choose is None else said.NOTHING_TO_PUT_BACK)
            Summary(options, kind).tell([], ExitCode.NOT_AS_WANTED, ())
            return ExitCode.NOT_AS_WANTED
        kind = kind_wanted(options, vault, site, kind)
        signed_in = vault.ids(Table.SESSIONS)
        now = sitting(accounts, options.at_most, kind, settings, signed_in=signed_in)
        if now.left:
            talk(options, sitting_words(len(now.accounts), len(now.left), now.without_sign_in))
        manner = manner_of(options, vault, site, now.accounts, kind)
        manner = replace(manner, settings=settings)
        if asks and not _may_go_on(now.accounts, site, manner):
            talk(options, said.NOTHING_DONE)
            return ExitCode.NOT_AS_WANTED
        queue = QueueLines(options, vault, site, manner, ways_from(options), now.left)
        try:
            return interruptible(queue.run([account.id for account in now.accounts]))
        except KeyboardInterrupt:
            _tell_broken_off(options, vault)
            raise


def _may_go_on(accounts: Sequence[Account], site: SiteProfile, manner: Manner) -> bool:
    if not can_ask():
        raise UsageError(commands.YES_NEEDED)
    count = len(accounts)
    which = said.THE_SETTING
    if manner.settings != (None,):
        which = ", ".join(name or site.setting.name for name in manner.settings)
    if manner.kind is Kind.GUIDED:
        return agreed(said.open_setting(which, site.name, count), count)
    if manner.kind is Kind.UNDO:
        return agreed(said.switch_back_on(which, site.name, count), count)
    return agreed(said.switch_off(which, site.name, count), count)


def _tell_broken_off(options: Namespace, vault: Vault) -> None:
    """Say how far the queue came, and that the app offers the rest."""
    if cut := left_open(vault):
        at_hand = _named(vault, cut)
        talk(options, cut_short_words(cut.kind, cut.done, at_hand, len(cut.left)))
        talk(options, OFFERED_AGAIN)


def _named(vault: Vault, cut: CutShort) -> str:
    """Return what was cut off; nothing where nothing was."""
    if not cut.interrupted:
        return ""
    account = vault.get(Table.ACCOUNTS, cut.interrupted, Account)
    return setting_of(account.label if account else cut.interrupted, cut.related)


def _tell_cut_short(options: Namespace, vault: Vault, cut: CutShort | None) -> None:
    if cut is None:
        return
    at_hand = _named(vault, cut)
    if words := cut_short_words(cut.kind, cut.done, at_hand, len(cut.left)):
        talk(options, words)
    if cut.interrupted:
        talk(options, said.check_again(cut.interrupted, with_related=bool(cut.related)))
    if cut.left:
        talk(options, said.left_to_do(cut.left))
