"""What became of the runs on an account: the newest ones, in one record of its own.

Owns how many are remembered, and which runs' own records are no longer needed then: an undo names
a run by its id.
"""

from datetime import datetime

from msgspec import Struct

from optout_profiles.accounts import Account
from optout_profiles.outcomes import Outcome, Reason, Setting
from optout_profiles.runs.events import LOOKING, Kind
from optout_profiles.vault import Put, Remove, Table, Vault

MOST = 50
"""How many runs of an account are remembered; a year of weekly ones."""

CHANGES = frozenset(
    {Outcome.TURNED_OFF, Outcome.PUT_BACK, Outcome.NOT_VERIFIED, Outcome.DID_NOT_STICK}
)
"""Outcomes of runs that clicked."""


class Past(Struct, frozen=True, array_like=True, gc=False):
    """A run that has ended; ``related`` names its setting, ``setting`` is what a page proved."""

    run_id: str
    at: datetime
    kind: Kind
    outcome: Outcome
    related: str | None = None
    reason: Reason | None = None
    setting: Setting | None = None
    seen_member: str | None = None

    @property
    def may_have_changed(self) -> bool:
        """Whether it clicked, or let a person click."""
        return self.kind not in LOOKING and self.outcome in CHANGES


class History(Struct, frozen=True):
    """The runs of one account, newest first."""

    runs: tuple[Past, ...] = ()


def history_of(vault: Vault, account_id: str) -> tuple[Past, ...]:
    """Return what became of the newest runs on an account, newest first."""
    kept = vault.get(Table.HISTORY, account_id, History)
    return kept.runs if kept else ()


def remembering(vault: Vault, account: Account, past: Past) -> list[Put | Remove]:
    """Return the changes that remember a run, and drop what nobody asks for any more."""
    older = history_of(vault, account.id)
    runs = (past, *older)
    dropped = [one for one in runs[MOST:] if one.run_id != account.known(one.related).changing_run]
    same = next((one for one in older if one.related == past.related), None)
    if same and not same.may_have_changed:
        dropped.append(same)
    return [
        Put(Table.HISTORY, account.id, History(runs[:MOST])),
        *(Remove(Table.RUNS, one.run_id) for one in dropped),
    ]
