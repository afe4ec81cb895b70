"""How a run on one account ended, and what that makes of the account.

Owns the result record and its way into an account. Knows nothing of pages and files.
"""

from datetime import datetime
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Account, Attempt, Cookie, Fact, Known
from optout_profiles.errors import BrowserGone, NetworkFailed, PageError, StepFailed, TooSlow
from optout_profiles.outcomes import CONCLUSIVE, REFUSALS, UNTOUCHED, Outcome, Reason, Setting
from optout_profiles.runs.events import LOOKING, Kind, Step
from optout_profiles.runs.evidence import Evidence
from optout_profiles.runs.judging import Found, Obstacle
from optout_profiles.runs.signed_in import SignedIn

K = TypeVar("K", bound=Known)

SIGNING_IN = "sign-in"
"""What stands for a run's id where it was none."""

AFTER_THE_CLICK = frozenset(
    {Step.CHANGING, Step.SAVING, Step.READING_AGAIN, Step.READING_ONCE_MORE}
)
"""Steps from which on the setting may have been changed."""


WITHOUT_A_WAY_IN = frozenset(
    {
        Outcome.SIGN_IN_NEEDED,
        Outcome.PERSON_NEEDED,
        Outcome.WRONG_PERSON,
        Outcome.REFUSED,
        Outcome.NO_AUTHORITY,
    }
)
"""Outcomes that are about the account, not about one of its settings."""


class RunResult(Struct, frozen=True):
    """The end of a run.

    ``fact`` is what a page proved; beside a failure it is what was read before, and *on*.
    ``cookies`` are the session's, read on a page that proved to be
    signed in. ``spoils_browser`` asks for a new one. ``by_person`` says that a person made the
    change; ``signed_in`` is a sign-in that was made during the run, to be kept. ``outline`` is
    what was on a page that was not understood. ``found`` is what the fact was read from and
    ``read_at`` when, each time; ``evidence`` is made of them.
    """

    outcome: Outcome
    reason: Reason | None = None
    fact: Fact | None = None
    changed_at: datetime | None = None
    seen_member: str | None = None
    cookies: tuple[Cookie, ...] = ()
    spoils_browser: bool = False
    by_person: bool = False
    signed_in: SignedIn | None = None
    outline: str = ""
    found: Found | None = None
    read_at: tuple[datetime, ...] = ()
    evidence: Evidence | None = None

    def __repr__(self) -> str:
        return f"RunResult({self.outcome.value!r})"


def failed(error: PageError | TimeoutError, step: Step | None) -> RunResult:
    """Return the result of a run that an error ended at a step."""
    outcome, reason = _named(error)
    if step in AFTER_THE_CLICK:
        outcome = Outcome.NOT_VERIFIED
    spoils = isinstance(error, BrowserGone | TooSlow | TimeoutError)
    return RunResult(outcome, reason, spoils_browser=spoils)


def obstacle_in(error: PageError) -> Obstacle:
    """Return what kept a sign-in from being tried to its end."""
    return Obstacle(*_named(error))


def ends_account(result: RunResult) -> bool:
    """Say whether an account's further settings can't be come at either, or are not meant to."""
    stops = WITHOUT_A_WAY_IN | {Outcome.SKIPPED}
    return result.outcome in stops or result.reason in REFUSALS


def is_persons(step: Step | None, kind: Kind) -> bool:
    """Say whether a person may click at this step: in a window also while it is being read."""
    return step is Step.YOUR_TURN or (step is Step.READING and kind is Kind.GUIDED)


def interrupted(step: Step | None, kind: Kind) -> RunResult:
    """Return the result of a run that was cut off at a step, by choice or by a kill.

    Where a person may have clicked the moment before nothing is claimed, nor that they did.
    """
    if is_persons(step, kind):
        return RunResult(Outcome.BROWSER_GONE, Reason.INTERRUPTED)
    changed = step in AFTER_THE_CLICK
    return RunResult(Outcome.NOT_VERIFIED if changed else Outcome.CANCELLED, Reason.INTERRUPTED)


def after_run(
    account: Account,
    run_id: str,
    result: RunResult,
    at: datetime,
    related: str | None = None,
    *,
    kind: Kind = Kind.OPT_OUT,
) -> Account:
    """Return the account as it stands after a run; an older fact survives a failed one.

    The run was on a related setting if one is named. One that ended by choice before it changed
    anything leaves what it read, if it came so far; else all as it was, an older failure too: or
    an account whose change could not be verified would be vouched for again. One without a sign-in
    leaves it that signing in was refused. A preview tells what it saw, and is no try.
    """
    if result.reason is Reason.NO_SESSION and _is_refused(account):
        return account
    if result.outcome in UNTOUCHED:
        if result.fact is None:
            return account
        result = replace(result, outcome=Outcome.IS_ON, reason=None)
    if related is None:
        return _newer(account, run_id, result, at, kind)
    known = _newer(account.known(related), run_id, result, at, kind)
    return replace(account, related={**account.related, related: known})


def after_refusal(account: Account, obstacle: Obstacle, at: datetime) -> Account:
    """Return the account once the service refused to let it sign in; no run has to do with it."""
    return replace(
        account,
        last_try=Attempt(SIGNING_IN, at, obstacle.outcome, obstacle.reason, obstacle.seen_member),
    )


def _is_refused(account: Account) -> bool:
    return account.last_try is not None and account.last_try.outcome is Outcome.REFUSED


def _newer(known: K, run_id: str, result: RunResult, at: datetime, kind: Kind) -> K:
    read = result.outcome if result.outcome in CONCLUSIVE else Outcome.IS_ON  # before it failed
    return replace(
        _changed(known, run_id, result, kind),
        fact=result.fact or known.fact,
        since=_since(known, result.fact),
        outcome=read if result.fact else known.outcome,
        last_try=Attempt(run_id, at, result.outcome, result.reason, result.seen_member),
        tried_at=known.tried_at if kind is Kind.PREVIEW else at,
    )


def _since(known: Known, fact: Fact | None) -> datetime | None:
    """Return since when a setting is known to be as it is; a fact of another site begins anew."""
    if fact is None:
        return known.since
    told = known.fact and (known.fact.setting, known.fact.origin)
    return known.since if told == (fact.setting, fact.origin) else fact.read_at


def _changed(known: K, run_id: str, result: RunResult, kind: Kind) -> K:
    """Return whose change stands: no run's once the setting is on, whoever switched it on."""
    if result.fact and result.fact.setting is Setting.ON:
        return replace(known, changing_run=None, changed_at=None, by_person=False)
    if result.changed_at:
        changed_at, by_person = result.changed_at, result.by_person
        return replace(known, changing_run=run_id, changed_at=changed_at, by_person=by_person)
    if result.outcome is Outcome.NOT_VERIFIED and kind not in {Kind.UNDO, *LOOKING}:
        return replace(known, changing_run=run_id)
    return known


def _named(error: PageError | TimeoutError) -> tuple[Outcome, Reason]:
    match error:
        case BrowserGone():
            return Outcome.BROWSER_GONE, Reason.BROWSER_ENDED
        case TooSlow() | TimeoutError():
            return Outcome.TOO_SLOW, Reason.DEADLINE
        case NetworkFailed():
            return Outcome.NOT_UNDERSTOOD, Reason.NETWORK
        case StepFailed():
            return Outcome.NOT_UNDERSTOOD, Reason.UNREADABLE
        case _:
            return Outcome.NOT_UNDERSTOOD, Reason.OTHER_ADDRESS
