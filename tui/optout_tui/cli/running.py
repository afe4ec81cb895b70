"""Runs from the command line, told in lines.

Owns what ``check``, ``apply`` and ``demo --plain`` share: selecting, asking, telling, ending.
"""

import asyncio
import signal
from argparse import Namespace
from collections.abc import Coroutine, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, TypeVar

from optout_profiles.accounts import Account
from optout_profiles.errors import BrowserError, UsageError, VaultError
from optout_profiles.outcomes import REFUSALS, Setting
from optout_profiles.runs.aftermath import CutShort, cut_short
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueEnd,
    QueueEnded,
    QueueWaiting,
    RunEnded,
    RunStarted,
    StepReached,
)
from optout_profiles.runs.pacing import sitting
from optout_profiles.runs.queue import run_queue
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Table, Vault
from optout_tui.advice import Ways, advice
from optout_tui.cli.choosing import accounts_chosen, refuse_nobody
from optout_tui.cli.manner import Manner, kind_wanted, manner_of
from optout_tui.cli.opening import opened_vault, site_profile, ways_from
from optout_tui.cli.settings import settings_meant
from optout_tui.cli.summary import Summary
from optout_tui.cli.talk import agreed, can_ask, talk, tell, tell_record
from optout_tui.cli.verdicts import gravest, of_error, of_outcomes
from optout_tui.exit_codes import ExitCode
from optout_tui.wording import (
    DEEDS,
    counted,
    duration,
    nobody_words,
    outcome_words,
    setting_of,
    sitting_words,
)

T = TypeVar("T")

INTERRUPTING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_selected(options: Namespace, kind: Kind, *, asks: bool) -> int:
    """Run the accounts that the options name and return the gravest exit code."""
    site = site_profile(options)
    settings = settings_meant(options, site)
    refuse_nobody(options, f"to {DEEDS[kind]}")
    with opened_vault(options, writing=True) as vault:
        _tell_cut_short(options, vault, cut_short(vault))
        accounts = accounts_chosen(options, vault)
        if not accounts:
            talk(options, nobody_words(options.group, is_filtered=bool(options.filter)))
            Summary(options, kind).tell([], ExitCode.NOT_AS_WANTED, ())
            return ExitCode.NOT_AS_WANTED
        kind = kind_wanted(options, vault, site, kind)
        now = sitting(accounts, options.at_most, is_change=kind is not Kind.CHECK)
        if now.left:
            talk(options, sitting_words(len(now.accounts), len(now.left)))
        manner = manner_of(options, vault, site, now.accounts, kind)
        manner = replace(manner, settings=settings)
        if asks and not _may_go_on(now.accounts, site, manner):
            talk(options, "Nothing was done.")
            return ExitCode.NOT_AS_WANTED
        queue = QueueLines(options, vault, site, manner, ways_from(options), now.left)
        return interruptible(queue.run([account.id for account in now.accounts]))


class QueueLines:
    """A queue told line by line: results on standard output, talk on standard error.

    Nothing is advised without ``ways``, as in the demo, whose list is gone when one reads it.
    What is ``left`` for another sitting is told at the end, and counts: it is not off by being
    left.
    """

    def __init__(
        self,
        options: Namespace,
        vault: Vault,
        site: SiteProfile,
        manner: Manner,
        ways: Ways | None = None,
        left: Sequence[Account] = (),
    ) -> None:
        self._options = options
        self._vault, self._site, self._manner = vault, site, manner
        self._ways = ways
        self._left = left
        self._summary = Summary(options, manner.kind, [account.id for account in left])
        self._is_waiting = False
        self._ends: list[RunEnded] = []
        self._not_begun: tuple[str, ...] = ()

    async def run(self, account_ids: Sequence[str]) -> ExitCode:
        """Run these accounts one after another and return the gravest exit code.

        Whatever ends the queue but an interrupt, a summary is the last that is told of it. Raises
        ``BrowserError`` and ``VaultError``.
        """
        self._not_begun = tuple(account_ids)
        manner = self._manner
        events = run_queue(
            self._vault,
            self._site,
            manner.found,
            account_ids,
            manner.kind,
            QueueControl(),
            manner.seconds,
            pause_seconds=manner.pause,
            visible=manner.visible,
            attendant=manner.attendant,
            settings=manner.settings,
        )
        try:
            async with aclosing(events):
                async for event in events:
                    self._tell(event, len(account_ids))
        except (BrowserError, VaultError) as error:
            self._summary.tell(self._ends, of_error(error), self._not_begun)
            raise
        finally:
            if manner.attendant:
                manner.attendant.clear()
        was_refused = any(end.reason in REFUSALS for end in self._ends)
        code = of_outcomes((end.outcome for end in self._ends), was_refused=was_refused)
        if any(
            account.known(related).standing is not Setting.OFF
            for account in self._left
            for related in manner.settings
        ):
            code = gravest([code, ExitCode.NOT_AS_WANTED])
        self._summary.tell(self._ends, code, self._not_begun)
        return code

    def _tell(self, event: Event, total: int) -> None:
        is_first = not self._is_waiting
        self._is_waiting = isinstance(event, QueueWaiting)
        if self._manner.attendant and isinstance(event, StepReached | RunEnded):
            self._manner.attendant.clear()
        if self._options.json and (is_first or not self._is_waiting):
            tell_record(event)
        match event:
            case QueueWaiting() if is_first:
                talk(self._options, f"The next one begins in {duration(event.seconds)}.")
            case RunStarted():
                self._not_begun = tuple(one for one in self._not_begun if one != event.account_id)
                name = setting_of(self._account(event.account_id).label, event.related)
                talk(self._options, f"{total - len(self._not_begun)} of {total}: {name} …")
            case RunEnded():
                self._ends.append(event)
                if not self._options.json:
                    self._tell_end(event)
            case QueueEnded():
                self._not_begun = event.not_begun
                if event.end is QueueEnd.REFUSED and event.not_begun:
                    left = counted(len(event.not_begun), "account")
                    talk(self._options, f"The service refused: {left} not begun.")

    def _tell_end(self, event: RunEnded) -> None:
        account = self._account(event.account_id)
        tried = account.known(event.related).last_try
        words = outcome_words(event.outcome, event.reason, tried.seen_member if tried else None)
        tell(f"{setting_of(account.label, event.related)}: {words}")
        if self._ways is None:
            return
        todo = advice(event.outcome, event.reason, event.account_id, self._ways, event.related)
        if todo:
            talk(self._options, f"    → {todo}")

    def _account(self, account_id: str) -> Account:
        account = self._vault.get(Table.ACCOUNTS, account_id, Account)
        if account is None:
            raise UsageError(f"Account {account_id} was removed meanwhile.")
        return account


def interruptible(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end; SIGINT, SIGTERM and SIGHUP close the browser and raise KeyboardInterrupt.

    A second signal changes nothing: closing is under way and ends in a few seconds by itself.
    """

    async def guarded() -> T:
        task, loop = asyncio.current_task(), asyncio.get_running_loop()

        def interrupt() -> None:
            if task and not task.cancelling():
                task.cancel()

        for number in INTERRUPTING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
                loop.add_signal_handler(number, interrupt)
        return await work

    try:
        return asyncio.run(guarded())
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


def _may_go_on(accounts: Sequence[Account], site: SiteProfile, manner: Manner) -> bool:
    if not can_ask():
        raise UsageError("Without a terminal to ask at, this needs --yes.")
    whom = f"at {site.name} for {counted(len(accounts), 'account')}"
    which = "the setting"
    if manner.settings != (None,):
        which = ", ".join(name or site.setting.name for name in manner.settings)
    if manner.kind is Kind.GUIDED:
        return agreed(f"Open {which} {whom}, one after another, for you to switch it off?")
    return agreed(f"Switch {which} off {whom}?")


def _tell_cut_short(options: Namespace, vault: Vault, cut: CutShort | None) -> None:
    if cut is None or not (cut.interrupted or cut.left):
        return
    at = ""
    if cut.interrupted:
        account = vault.get(Table.ACCOUNTS, cut.interrupted, Account)
        name = setting_of(account.label if account else cut.interrupted, cut.related)
        at = f" at {name}; check it again{' with --related' if cut.related else ''}"
    talk(options, f"The last queue ({DEEDS[cut.kind]}) was cut short{at}.")
    if cut.left:
        names = " ".join(cut.left[:8]) + (" …" if len(cut.left) > 8 else "")
        talk(options, f"It had left to do {counted(len(cut.left), 'account')}: {names}")
