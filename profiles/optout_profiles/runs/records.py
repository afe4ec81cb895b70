"""What the vault keeps of runs and of the open queue.

Owns these records, and how the end of a run enters its account. Decides nothing of when.
"""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Account, is_same_member, now
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.attesting import keeping_evidence
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.history import Past, remembering
from optout_profiles.runs.outlines import Outline, hidden
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.vault import Put, Remove, Table, Vault

QUEUE, POSITION = "queue", "position"
"""Ids of the two records of the open queue: its accounts, and how far it is."""


class Run(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One attempt on one setting of an account; open while ``ended_at`` is absent.

    ``related`` names the setting, absent for the main one. ``member`` is who had to be signed in;
    absent where there was no session to begin with.
    """

    id: str
    queue_id: str
    account_id: str
    kind: Kind
    started_at: datetime
    related: str | None = None
    member: str | None = None
    step: Step | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    reason: Reason | None = None
    seen_member: str | None = None


class OpenQueue(Struct, frozen=True, forbid_unknown_fields=True):
    """The accounts of a queue that has begun and not ended, in order.

    ``settings`` names what is run for each, None for the main one.
    """

    id: str
    kind: Kind
    account_ids: tuple[str, ...]
    settings: tuple[str | None, ...] = (None,)


class Position(Struct, frozen=True, forbid_unknown_fields=True):
    """How many accounts of the open queue are through, and its newest run on disk.

    An account is through once its last setting is done or past the click.
    """

    reached: int
    run_id: str


def newest_run(vault: Vault) -> Run | None:
    """Return the newest run of the open queue that is on disk."""
    position = vault.get(Table.QUEUE, POSITION, Position)
    return vault.get(Table.RUNS, position.run_id, Run) if position else None


def is_about(run: Run, account: Account) -> bool:
    """Say whether what a run found is about the member whom the row names now."""
    is_named = run.member is None or is_same_member(account.member or "", run.member)
    return is_named and account.id == run.account_id


def ended(vault: Vault, run: Run, result: RunResult) -> tuple[list[Put | Remove], Account | None]:
    """Return the changes that end a run, and its account as it stands then, None if it is gone."""
    at = now()
    closed = replace(
        run,
        ended_at=at,
        outcome=result.outcome,
        reason=result.reason,
        seen_member=result.seen_member,
    )
    changes: list[Put | Remove] = [Put(Table.RUNS, run.id, closed)]
    account = vault.get(Table.ACCOUNTS, run.account_id, Account)
    if account is not None and is_about(run, account):
        if result.outline:
            changes.append(Put(Table.OUTLINES, account.id, _outline(closed, account, result)))
        account = after_run(account, run.id, result, at, run.related, kind=run.kind)
        changes.append(Put(Table.ACCOUNTS, account.id, account))
        changes += keeping_evidence(vault, account.id, run.related, result)
        changes += remembering(vault, account, _past(run, result, at))
    return changes, account


def _past(run: Run, result: RunResult, at: datetime) -> Past:
    read = result.fact.setting if result.fact else None
    how = (run.related, result.reason, read, result.seen_member)
    return Past(run.id, at, run.kind, result.outcome, *how)


def _outline(run: Run, account: Account, result: RunResult) -> Outline:
    names = (account.label, account.login, account.member, run.member, result.seen_member)
    text = hidden(result.outline, [name for name in names if name])
    return Outline(run.ended_at or run.started_at, result.outcome, result.reason, text, run.related)
