"""What stands after a kill, or while another process is at work.

Owns what is made of a queue that was left open. A run that only read leaves nothing to mend.
"""

from collections.abc import Container

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Account
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import Kind
from optout_profiles.runs.records import (
    POSITION,
    QUEUE,
    OpenQueue,
    Position,
    ended,
    is_about,
    newest_run,
)
from optout_profiles.runs.results import after_run, interrupted
from optout_profiles.vault import Put, Remove, Table, Vault


class CutShort(Struct, frozen=True):
    """A queue that a kill, or whoever broke it off, cut short.

    ``interrupted`` is the account that was past the click, or in a person's turn, on the setting
    that ``related`` names, None for the main one. Those that are ``left`` are not through: some of
    their settings were not begun, or were looked at only. So many were ``done``; ``settings`` are
    those that the queue was about.
    """

    kind: Kind
    interrupted: str | None
    left: tuple[str, ...]
    related: str | None = None
    done: int = 0
    settings: tuple[str | None, ...] = (None,)

    @property
    def to_go_on(self) -> tuple[str, ...]:
        """The accounts with which the queue would go on: the one at hand first, then the others."""
        at_hand = (self.interrupted,) if self.interrupted else ()
        return (*at_hand, *(id_ for id_ in self.left if id_ != self.interrupted))

    def among(self, account_ids: Container[str]) -> "CutShort":
        """Return the same without the accounts that are in the list no longer."""
        at_hand = self.interrupted if self.interrupted in account_ids else None
        left = tuple(id_ for id_ in self.left if id_ in account_ids)
        return replace(self, interrupted=at_hand, left=left)


def left_open(vault: Vault) -> CutShort | None:
    """Return what a queue was at that a kill, or whoever broke it off, left open; writes nothing.

    A run that was broken off before its click was looked at only: its account is left to do.
    """
    queue = vault.get(Table.QUEUE, QUEUE, OpenQueue)
    if queue is None:
        return None
    position, run = vault.get(Table.QUEUE, POSITION, Position), newest_run(vault)
    reached = position.reached if position else 0
    left = queue.account_ids[reached:]
    told = CutShort(queue.kind, None, left, done=reached, settings=queue.settings)
    if run is None or (run.ended_at is not None and run.reason is not Reason.INTERRUPTED):
        return told
    is_through = run.account_id not in left
    if run.outcome is Outcome.CANCELLED:
        left = (run.account_id, *left) if is_through else left
        return replace(told, left=left, done=reached - is_through)
    related, done = run.related, reached - is_through
    return replace(told, interrupted=run.account_id, related=related, done=done)


def cut_short(vault: Vault) -> CutShort | None:
    """Close the queue that was left open, if there is one, and say what it was at.

    A run that had come to the click ends as *changed but not verified*, one in a person's turn as
    *browser gone*; all else is as it was.
    """
    told = left_open(vault)
    if told is None:
        return None
    changes: list[Put | Remove] = [Remove(Table.QUEUE, QUEUE), Remove(Table.QUEUE, POSITION)]
    run = newest_run(vault)
    if run is not None and run.ended_at is None:
        changes.extend(ended(vault, run, interrupted(run.step, run.kind))[0])
    vault.write(*changes)
    return told


def accounts_as_they_stand(vault: Vault) -> list[Account]:
    """Return all accounts, as of one moment; one whose run is open as if that run ended here.

    Writes nothing. From the click on, or a person's turn, an older fact is no longer vouched for,
    be it that the run is at work in another process or that a kill cut it short.
    """
    run = newest_run(vault)
    while True:
        accounts = vault.all(Table.ACCOUNTS, Account)
        before, run = run, newest_run(vault)
        if run == before:
            break
    if run is None or run.ended_at is not None:
        return accounts
    result, at = interrupted(run.step, run.kind), run.started_at
    return [
        after_run(one, run.id, result, at, run.related, kind=run.kind)
        if is_about(run, one)
        else one
        for one in accounts
    ]
