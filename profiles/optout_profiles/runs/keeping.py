"""What the vault keeps of a sign-in, as changes to be written, and what may be shown of it.

Owns which sign-in belongs to which member, and what goes with a member. Opens no browser.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from optout_profiles.accounts import (
    Account,
    BrowserKind,
    Session,
    edited,
    is_same_member,
    now,
)
from optout_profiles.outcomes import Outcome
from optout_profiles.runs.judging import Obstacle
from optout_profiles.runs.place import placed
from optout_profiles.runs.records import Run
from optout_profiles.runs.results import after_refusal
from optout_profiles.sites import SiteProfile
from optout_profiles.vault import Put, Remove, Table, Vault

OF_A_MEMBER = (Table.OUTLINES, Table.HISTORY, Table.EVIDENCE)
"""What is kept of an account's pages and runs by its id, and goes with its member."""


class Proof(Struct, frozen=True):
    """What may be shown of a session: whose it is, what made it, when a page last proved it."""

    account_id: str
    member: str
    made_by: BrowserKind
    proved_at: datetime


def proofs(vault: Vault) -> dict[str, Proof]:
    """Return what may be shown of each session by account; its cookies are not even decoded."""
    return {proof.account_id: proof for proof in vault.all(Table.SESSIONS, Proof)}


def forgetting(account_ids: Sequence[str]) -> list[Remove]:
    """Return the changes that wipe the sessions of accounts; what is known of them stays."""
    return [Remove(Table.SESSIONS, id_) for id_ in account_ids]


def kept(account: Account, session: Session) -> list[Put | Remove]:
    """Return the changes that keep a session; the account's member is the session's from now on.

    What was known of another member is dropped with them. The list is where the session is from.
    """
    changes: list[Put | Remove] = [
        Put(Table.SESSIONS, account.id, session),
        placed(session.origin),
    ]
    if account.member is None or not is_same_member(account.member, session.member):
        known = edited(
            account,
            account.label,
            login=account.login,
            member=session.member,
            group=account.group,
        )
        changes.append(Put(Table.ACCOUNTS, account.id, known))
        changes += [Remove(table, account.id) for table in OF_A_MEMBER]
    return changes


def refusal_of(vault: Vault, account_id: str, obstacle: Obstacle) -> list[Put | Remove]:
    """Return the changes that keep it that the service refused to let an account sign in.

    None for all else that kept it from being signed in: that may be mended the next moment.
    """
    account = vault.get(Table.ACCOUNTS, account_id, Account)
    if obstacle.outcome is not Outcome.REFUSED or account is None:
        return []
    return [Put(Table.ACCOUNTS, account_id, after_refusal(account, obstacle, now()))]


def edit_of(old: Account, changed: Account) -> list[Put | Remove]:
    """Return the changes that put an edited account in the old one's place.

    A sign-in belongs to a member: it goes where the member changes.
    """
    changes: list[Put | Remove] = [Put(Table.ACCOUNTS, changed.id, changed)]
    if not is_same_member(old.member or "", changed.member or ""):
        changes += [Remove(table, changed.id) for table in (Table.SESSIONS, *OF_A_MEMBER)]
    return changes


def removal_of(vault: Vault, account_ids: Sequence[str]) -> list[Remove]:
    """Return the changes that take accounts off the list, and all that is kept of them."""
    gone = set(account_ids)
    runs = [run for run in vault.all(Table.RUNS, Run) if run.account_id in gone]
    tables = (Table.ACCOUNTS, Table.SESSIONS, *OF_A_MEMBER)
    return [
        *(Remove(table, id_) for table in tables for id_ in account_ids),
        *(Remove(Table.RUNS, run.id) for run in runs),
    ]


def asks_for_window(vault: Vault, site: SiteProfile, account_ids: Sequence[str]) -> bool:
    """Say whether the runs of these accounts want a browser that is seen, where one can be.

    A service ends sessions that move to another kind of browser, and nobody knows yet how a live
    one answers a headless one.
    """
    return site.is_live or were_made_in_window(vault, account_ids)


def were_made_in_window(vault: Vault, account_ids: Sequence[str]) -> bool:
    """Say whether a sign-in of these accounts was made in a browser that was seen."""
    known = proofs(vault)
    return any(known[id_].made_by is BrowserKind.VISIBLE for id_ in account_ids if id_ in known)
