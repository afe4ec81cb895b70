"""What the vault knows of a queue while it runs, so that a kill at any instant loses nothing.

Owns the records of runs and of the open queue, and what is made of them after a kill. What is
written is one transaction: on return it is on disk. Nothing is written of a run that only reads
until it ends: a kill before the click leaves nothing to mend.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import (
    Account,
    BrowserKind,
    Session,
    is_same_member,
    new_id,
    now,
)
from optout_profiles.outcomes import Outcome, Reason
from optout_profiles.runs.events import Kind, Step
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.results import RunResult, after_run, interrupted
from optout_profiles.vault import Put, Remove, Table, Vault

QUEUE, POSITION = "queue", "position"
"""Ids of the two records of the open queue: its accounts, written once, and how far it is."""


class Run(Struct, frozen=True, forbid_unknown_fields=True):
    """One attempt on one account; open while ``ended_at`` is absent.

    ``member`` is who had to be signed in; absent where there was no session to begin with.
    """

    id: str
    queue_id: str
    account_id: str
    kind: Kind
    started_at: datetime
    member: str | None = None
    step: Step | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    reason: Reason | None = None
    seen_member: str | None = None


class OpenQueue(Struct, frozen=True, forbid_unknown_fields=True):
    """The accounts of a queue that has begun and not ended, in order."""

    id: str
    kind: Kind
    account_ids: tuple[str, ...]


class Position(Struct, frozen=True, forbid_unknown_fields=True):
    """How many accounts of the open queue are done or past the click, and the newest such run."""

    reached: int
    run_id: str


class CutShort(Struct, frozen=True):
    """A queue that a kill cut short.

    ``interrupted`` is the account that was past the click; on those that are ``left`` nothing
    was changed, though the first of them may have been looked at.
    """

    kind: Kind
    interrupted: str | None
    left: tuple[str, ...]


class Holder(Struct, frozen=True):
    """Who is to sign in; None for whoever does."""

    member: str | None


class Journal:
    """The open queue in the vault, and the account at hand."""

    def __init__(self, vault: Vault, queue: OpenQueue) -> None:
        self._vault = vault
        self.queue = queue
        self.last_reason: Reason | None = None
        self.has_asked = False
        self._origin = ""
        self._begun = 0
        self._run: Run | None = None
        cut_short(vault)  # or the run that a kill left open would stay so for ever
        vault.write(Put(Table.QUEUE, QUEUE, queue), Remove(Table.QUEUE, POSITION))

    @property
    def step(self) -> Step | None:
        """The step that the open run has reached."""
        return self._run.step if self._run else None

    def begin(self, account_id: str) -> Run:
        """Note that work on the next account begins; on disk once there is something to lose."""
        self._begun += 1
        self._run = Run(new_id(10), self.queue.id, account_id, self.queue.kind, now())
        return self._run

    def session(self, account_id: str, origin: str) -> Session | None:
        """Return the session kept for an account, if it was made at this very site.

        Its member is the row's, should the row have been edited since. From here on the run is
        that member's: what it finds lands on nobody else.
        """
        self._origin = origin
        session = self._vault.get(Table.SESSIONS, account_id, Session)
        if session is None or session.origin != origin:
            return None
        account = self._vault.get(Table.ACCOUNTS, account_id, Account)
        return replace(
            session, member=self._expects((account and account.member) or session.member)
        )

    def holder(self, account_id: str) -> Holder | None:
        """Return who is to sign in for an account without a session; None if it is gone."""
        account = self._vault.get(Table.ACCOUNTS, account_id, Account)
        if account is None:
            return None
        return Holder(account.member and self._expects(account.member))

    def _expects(self, member: str) -> str:
        if self._run is not None:
            self._run = replace(self._run, member=member)
        return member

    def reach(self, step: Step) -> None:
        """Note a step; on disk only where a kill would matter: before the click."""
        if self._run is None:
            return
        self._run = replace(self._run, step=step)
        if step is Step.CHANGING:
            self._vault.write(Put(Table.RUNS, self._run.id, self._run), self._position(self._run))

    def end(self, result: RunResult, session: Session | None = None) -> Account | None:
        """Record a run's end with its account and session; None if the account is gone.

        A row that names another member by now is left as it is, and so is its session.
        """
        if self._run is None:
            return None
        run = self._told_whose(self._run, result)
        changes, account = _ended(self._vault, run, result)
        changes.append(self._position(run))
        if account is not None and _is_about(run, account):
            changes += self._sessions(account, result, session)
        self._vault.write(*changes)
        self._run, self.last_reason = None, result.reason
        self.has_asked = result.reason is not Reason.NO_SESSION
        return account

    def _told_whose(self, run: Run, result: RunResult) -> Run:
        """Return the run with who signed in during it, if the row names anybody by now."""
        if result.signed_in is None or run.member is not None:
            return run
        account = self._vault.get(Table.ACCOUNTS, run.account_id, Account)
        is_named = account is not None and account.member is not None
        return replace(run, member=result.signed_in.member) if is_named else run

    def _sessions(
        self, account: Account, result: RunResult, session: Session | None
    ) -> Sequence[Put | Remove]:
        """Return what keeps a sign-in made during the run, else the refreshed session."""
        if made := result.signed_in:
            cookies = result.cookies or made.cookies
            by = BrowserKind.VISIBLE
            fresh = Session(account.id, made.member, self._origin, by, now(), cookies)
            return kept(account, fresh)
        if session is None or not result.cookies or not self._still_keeps(session):
            return ()
        refreshed = replace(session, cookies=result.cookies, proved_at=now())
        return (Put(Table.SESSIONS, session.account_id, refreshed),)

    def _position(self, run: Run) -> Put:
        return Put(Table.QUEUE, POSITION, Position(self._begun, run.id))

    def _still_keeps(self, session: Session) -> bool:
        """Say whether nobody has forgotten or renewed the session meanwhile."""
        kept = self._vault.get(Table.SESSIONS, session.account_id, Session)
        return kept is not None and kept.cookies == session.cookies

    def close(self) -> tuple[str, ...]:
        """Record that the queue is over and return the accounts that had not begun."""
        if self._run is not None:
            self.end(interrupted(self._run.step))
        self._vault.write(Remove(Table.QUEUE, QUEUE), Remove(Table.QUEUE, POSITION))
        return self.queue.account_ids[self._begun :]


def cut_short(vault: Vault) -> CutShort | None:
    """Close the queue that a kill left open, if there is one, and say what it was at.

    A run that had come to the click ends as *changed but not verified*; all else is as it was.
    """
    queue = vault.get(Table.QUEUE, QUEUE, OpenQueue)
    if queue is None:
        return None
    position = vault.get(Table.QUEUE, POSITION, Position)
    run = _newest_run(vault)
    changes: list[Put | Remove] = [Remove(Table.QUEUE, QUEUE), Remove(Table.QUEUE, POSITION)]
    is_open = run is not None and run.ended_at is None
    if run is not None and is_open:
        ended, _ = _ended(vault, run, interrupted(run.step))
        changes.extend(ended)
    vault.write(*changes)
    reached = position.reached if position else 0
    return CutShort(
        queue.kind,
        run.account_id if run is not None and is_open else None,
        queue.account_ids[reached:],
    )


def accounts_as_they_stand(vault: Vault) -> list[Account]:
    """Return all accounts, as of one moment; one whose run is open as if that run ended here.

    Writes nothing. From the click on an older fact is no longer vouched for, be it that the run
    is at work in another process or that a kill cut it short.
    """
    run = _newest_run(vault)
    while True:
        accounts = vault.all(Table.ACCOUNTS, Account)
        before, run = run, _newest_run(vault)
        if run == before:
            break
    if run is None or run.ended_at is not None:
        return accounts
    result, at = interrupted(run.step), run.started_at
    return [after_run(one, run.id, result, at) if _is_about(run, one) else one for one in accounts]


def removal_of(vault: Vault, account_ids: Sequence[str]) -> list[Remove]:
    """Return the changes that take accounts off the list, their sessions and runs with them."""
    gone = set(account_ids)
    runs = [run for run in vault.all(Table.RUNS, Run) if run.account_id in gone]
    return [
        *(Remove(Table.ACCOUNTS, id_) for id_ in account_ids),
        *(Remove(Table.SESSIONS, id_) for id_ in account_ids),
        *(Remove(Table.RUNS, run.id) for run in runs),
    ]


def _newest_run(vault: Vault) -> Run | None:
    """Return the newest run of the open queue that is on disk."""
    position = vault.get(Table.QUEUE, POSITION, Position)
    return vault.get(Table.RUNS, position.run_id, Run) if position else None


def _is_about(run: Run, account: Account) -> bool:
    """Say whether what a run found is about the member whom the row names now."""
    is_named = run.member is None or is_same_member(account.member or "", run.member)
    return is_named and account.id == run.account_id


def _ended(vault: Vault, run: Run, result: RunResult) -> tuple[list[Put | Remove], Account | None]:
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
    if account is not None and _is_about(run, account):
        account = after_run(account, run.id, result, at)
        changes.append(Put(Table.ACCOUNTS, account.id, account))
    return changes, account
