"""A queue on the command line: results on standard output, talk on standard error.

Owns what is told of each event, and the exit code of a whole queue.
"""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import aclosing
from functools import partial

from optout_profiles.accounts import Account
from optout_profiles.errors import BrowserError, UsageError, VaultError
from optout_profiles.outcomes import REFUSALS, Outcome, Setting
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
from optout_profiles.runs.queue import run_queue
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Table, Vault
from optout_tui.cli.manner import Manner
from optout_tui.cli.summary import Summary
from optout_tui.cli.talk import ring, talk, tell, tell_record
from optout_tui.cli.verdicts import gravest, of_error, of_outcomes
from optout_tui.cli.waiting import Countdown
from optout_tui.exit_codes import ExitCode
from optout_tui.log import logged
from optout_tui.notifying import Calls
from optout_tui.wording import cli_runs as said
from optout_tui.wording import outcome_words, setting_of
from optout_tui.wording.advice import Ways, advice


class QueueLines:
    """A queue told line by line.

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
        self._control = QueueControl()
        self._countdown = Countdown(options, self._control.skip_wait)
        self._calls = Calls(options.config, ring, partial(talk, options))
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
            self._control,
            manner.seconds,
            pause_seconds=manner.pause,
            visible=manner.visible,
            attendant=manner.attendant,
            settings=manner.settings,
        )
        try:
            async with aclosing(logged(events)) as told:
                async for event in told:
                    self._tell(event, len(account_ids))
                    self._calls.hear(event)
            await self._calls.settle()
        except (BrowserError, VaultError) as error:
            self._summary.tell(self._ends, of_error(error), self._not_begun)
            raise
        finally:
            self._calls.stop()
            self._countdown.end()
            if manner.attendant:
                manner.attendant.clear()
        was_refused = any(end.reason in REFUSALS for end in self._ends)
        code = of_outcomes(map(self._counted, self._ends), was_refused=was_refused)
        if any(map(self._is_left_undone, self._left)):
            code = gravest([code, ExitCode.NOT_AS_WANTED])
        self._summary.tell(self._ends, code, self._not_begun)
        return code

    def _is_left_undone(self, account: Account) -> bool:
        """Say whether something of an account is not as wanted; an undo's is as it was changed."""
        if self._manner.kind is Kind.UNDO:
            return True
        known = (account.known(related) for related in self._manner.settings)
        return any(one.standing is not Setting.OFF for one in known)

    def _counted(self, end: RunEnded) -> Outcome:
        """Return what an end counts as: on is what an undo wants."""
        is_wanted = self._manner.kind is Kind.UNDO and end.outcome is Outcome.IS_ON
        return Outcome.PUT_BACK if is_wanted else end.outcome

    def _tell(self, event: Event, total: int) -> None:
        is_first = not self._is_waiting
        self._is_waiting = isinstance(event, QueueWaiting)
        if self._manner.attendant and isinstance(event, StepReached | RunEnded):
            self._manner.attendant.clear()
        if self._options.json and (is_first or not self._is_waiting):
            tell_record(event)
        if not self._is_waiting:
            self._countdown.end()
        match event:
            case QueueWaiting():
                self._countdown.tell(event.seconds)
            case RunStarted():
                self._not_begun = tuple(one for one in self._not_begun if one != event.account_id)
                name = setting_of(self._account(event.account_id).label, event.related)
                talk(self._options, said.beginning(total - len(self._not_begun), total, name))
            case RunEnded():
                self._ends.append(event)
                if not self._options.json:
                    self._tell_end(event)
            case QueueEnded():
                self._not_begun = event.not_begun
                if event.end is QueueEnd.REFUSED and event.not_begun:
                    talk(self._options, said.refused(len(event.not_begun)))

    def _tell_end(self, event: RunEnded) -> None:
        account = self._account(event.account_id)
        tried = account.known(event.related).last_try
        words = outcome_words(event.outcome, event.reason, tried.seen_member if tried else None)
        if self._manner.kind is Kind.PREVIEW and event.outcome is Outcome.IS_ON:
            words = said.WOULD_SWITCH_OFF
        tell(said.ended(setting_of(account.label, event.related), words))
        if self._ways is None:
            return
        todo = advice(event.outcome, event.reason, event.account_id, self._ways, event.related)
        if todo:
            talk(self._options, said.todo(todo))

    def _account(self, account_id: str) -> Account:
        account = self._vault.get(Table.ACCOUNTS, account_id, Account)
        if account is None:
            raise UsageError(said.removed_meanwhile(account_id))
        return account
