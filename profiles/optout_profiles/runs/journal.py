"""What the vault knows of a queue while it runs, so that a kill at any instant loses nothing.

Owns when something is written, each time as one transaction: on return it is on disk. Nothing is
written of a run that only reads until it ends: a kill before the click leaves nothing to mend.
What is made of a kill is in ``aftermath``.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Account, BrowserKind, Session, new_id, now
from optout_profiles.authority import BARS, bar
from optout_profiles.outcomes import Reason
from optout_profiles.runs.aftermath import cut_short
from optout_profiles.runs.events import Step
from optout_profiles.runs.keeping import kept
from optout_profiles.runs.place import is_placed, placed
from optout_profiles.runs.records import (
    POSITION,
    QUEUE,
    OpenQueue,
    Position,
    Run,
    ended,
    is_about,
)
from optout_profiles.runs.results import RunResult, ends_account, interrupted, is_persons
from optout_profiles.vault import Put, Remove, Table, Vault


class Holder(Struct, frozen=True):
    """Who is to sign in; None for whoever does."""

    member: str | None


class Journal:
    """The open queue in the vault, and the account at hand.

    ``has_more`` says that further settings of that account are to follow.
    """

    def __init__(self, vault: Vault, queue: OpenQueue) -> None:
        self._vault = vault
        self.queue = queue
        self.last_reason: Reason | None = None
        self.has_asked = False
        self.has_more = False
        self._origin = ""
        self._begun = 0
        self._is_placed = is_placed(vault)
        self._run: Run | None = None
        cut_short(vault)  # or the run that a kill left open would stay so for ever
        vault.write(Put(Table.QUEUE, QUEUE, queue), Remove(Table.QUEUE, POSITION))

    @property
    def step(self) -> Step | None:
        """The step that the open run has reached."""
        return self._run.step if self._run else None

    def change(self, pending: Sequence[str]) -> None:
        """Note that these accounts, in this order, are to come from here on."""
        begun = self.queue.account_ids[: self._begun]
        self.queue = replace(self.queue, account_ids=(*begun, *pending))
        self._vault.write(Put(Table.QUEUE, QUEUE, self.queue))

    def begin(self, account_id: str, related: str | None = None, *, has_more: bool = False) -> Run:
        """Note that work on a setting begins; on disk once there is something to lose.

        It is the next account's, unless one that ``has_more`` settings is at hand.
        """
        self._begun += not self.has_more
        self.has_more = has_more
        kind = self.queue.kind
        self._run = Run(new_id(10), self.queue.id, account_id, kind, now(), related)
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

    def bar(self, account_id: str) -> Reason | None:
        """Return why the holder's authority keeps all runs away, None where it doesn't."""
        account = self._vault.get(Table.ACCOUNTS, account_id, Account)
        return bar(account.authority, now().date()) if account else None

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
        """Note a step; on disk only where a kill would matter: before a click, whoever makes it."""
        if self._run is None:
            return
        self._run = replace(self._run, step=step)
        if step is Step.CHANGING or is_persons(step, self._run.kind):
            open_run = Put(Table.RUNS, self._run.id, self._run)
            self._vault.write(open_run, self._position(self._run), *self._place())

    def end(self, result: RunResult, session: Session | None = None) -> Account | None:
        """Record a run's end with its account and session; None if the account is gone.

        A row that names another member by now is left as it is, and so is its session.
        """
        if self._run is None:
            return None
        run = self._told_whose(self._run, result)
        changes, account = ended(self._vault, run, result)
        self.has_more = self.has_more and account is not None and not ends_account(result)
        changes.append(self._position(run))
        if account is not None and is_about(run, account):
            changes += self._sessions(account, result, session)
        self.has_asked = result.reason not in {Reason.NO_SESSION, *BARS.values()}
        if self.has_asked:
            changes += self._place()
        self._vault.write(*changes)
        self._run, self.last_reason = None, result.reason
        return account

    def _place(self) -> Sequence[Put]:
        """Return what gives the list to where this queue runs, once."""
        if self._is_placed or not self._origin:
            return ()
        self._is_placed = True
        return (placed(self._origin),)

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
        return Put(Table.QUEUE, POSITION, Position(self._begun - self.has_more, run.id))

    def _still_keeps(self, session: Session) -> bool:
        """Say whether nobody has forgotten or renewed the session meanwhile."""
        kept = self._vault.get(Table.SESSIONS, session.account_id, Session)
        return kept is not None and kept.cookies == session.cookies

    def close(self, *, is_over: bool) -> tuple[str, ...]:
        """End the run at hand, and the queue if it is over; return who had not begun.

        One that was broken off stays open, as after a kill: the next start offers to go on.
        """
        if self._run is not None:
            self.end(interrupted(self._run.step, self._run.kind))
        if is_over:
            self._vault.write(Remove(Table.QUEUE, QUEUE), Remove(Table.QUEUE, POSITION))
        return self.queue.account_ids[self._begun :]
