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
from optout_tui.cli.opening import opened_vault, site_profile, ways_from
from optout_tui.cli.settings import Settings, settings_meant
from optout_tui.cli.summary import Summary
from optout_tui.cli.talk import agreed, can_ask, talk
from optout_tui.cli.telling import QueueLines
from optout_tui.exit_codes import ExitCode
from optout_tui.wording import counted, nobody_words, setting_of, sitting_words
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
    refuse_nobody(options, f"to {DEEDS[kind]}")
    with opened_vault(options, writing=True) as vault:
        _tell_cut_short(options, vault, cut_short(vault))
        accounts: Sequence[Account]
        if choose is None:
            accounts = accounts_chosen(options, vault)
        else:
            accounts, settings = choose(options, vault, settings)
        if not accounts:
            words = nobody_words(options.group, is_filtered=bool(options.filter))
            talk(options, words if choose is None else "There is nothing to put back.")
            Summary(options, kind).tell([], ExitCode.NOT_AS_WANTED, ())
            return ExitCode.NOT_AS_WANTED
        kind = kind_wanted(options, vault, site, kind)
        now = sitting(accounts, options.at_most, kind, settings)
        if now.left:
            talk(options, sitting_words(len(now.accounts), len(now.left)))
        manner = manner_of(options, vault, site, now.accounts, kind)
        manner = replace(manner, settings=settings)
        if asks and not _may_go_on(now.accounts, site, manner):
            talk(options, "Nothing was done.")
            return ExitCode.NOT_AS_WANTED
        queue = QueueLines(options, vault, site, manner, ways_from(options), now.left)
        try:
            return interruptible(queue.run([account.id for account in now.accounts]))
        except KeyboardInterrupt:
            _tell_broken_off(options, vault)
            raise


def _may_go_on(accounts: Sequence[Account], site: SiteProfile, manner: Manner) -> bool:
    if not can_ask():
        raise UsageError("Without a terminal to ask at, this needs --yes.")
    count = len(accounts)
    whom = f"at {site.name} for {counted(count, 'account')}"
    which = "the setting"
    if manner.settings != (None,):
        which = ", ".join(name or site.setting.name for name in manner.settings)
    if manner.kind is Kind.GUIDED:
        return agreed(f"Open {which} {whom}, one after another, for you to switch it off?", count)
    if manner.kind is Kind.UNDO:
        return agreed(f"Switch {which} back on {whom}?", count)
    return agreed(f"Switch {which} off {whom}?", count)


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
    if at_hand:
        talk(options, f"Check it again: {cut.interrupted}{' --related' if cut.related else ''}")
    if cut.left:
        names = " ".join(cut.left[:8]) + (" …" if len(cut.left) > 8 else "")
        talk(options, f"Left to do: {names}")
