"""What may follow a queue that has ended: a deed, and for which of its accounts.

Pure: owns who needs what, by how the newest run of each ended.
"""

from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from optout_profiles.accounts import Account, Attempt
from optout_profiles.listing.fields import Sight
from optout_profiles.outcomes import Outcome
from optout_profiles.runs.events import Kind
from optout_profiles.runs.fold import Done, QueueState

NEED_SIGN_IN = frozenset({Outcome.SIGN_IN_NEEDED, Outcome.PERSON_NEEDED, Outcome.WRONG_PERSON})
"""How runs end for which a person has to sign in anew."""

SWITCHING_OFF = frozenset({Kind.OPT_OUT, Kind.GUIDED})


class Deed(Enum):
    """What can be done next."""

    RETRY = auto()
    SIGN_IN = auto()
    CLICK = auto()


class Sequel(Struct, frozen=True):
    """A deed, and the accounts that it is for."""

    deed: Deed
    account_ids: tuple[str, ...]


def newest_ends(state: QueueState) -> dict[str, Done]:
    """Return how the newest run of each account ended, by its id."""
    return {one.account_id: one for one in state.ends}


def meant(state: QueueState, deed: Deed) -> tuple[str, ...]:
    """Return the accounts of an ended queue that a deed is for."""
    if deed is Deed.RETRY:
        return state.to_retry
    is_so = _needs_sign_in if deed is Deed.SIGN_IN else _needs_click
    return tuple(id_ for id_, end in newest_ends(state).items() if is_so(state, end))


def _needs_sign_in(_: QueueState, end: Done) -> bool:
    return end.outcome in NEED_SIGN_IN


def _needs_click(state: QueueState, end: Done) -> bool:
    """Say whether a person may click instead: what did not stick, of the main setting."""
    did_not_stick = end.outcome is Outcome.DID_NOT_STICK and end.related is None
    return state.kind in SWITCHING_OFF and did_not_stick


def needing_sign_in(accounts: Sequence[Account], sight: Sight) -> tuple[str, ...]:
    """Return those without a sign-in that works, as far as their newest try tells."""
    return tuple(one.id for one in accounts if not _has_sign_in(one, sight))


def lacks_sign_in(tried: Attempt) -> bool:
    """Say whether a try ended for want of a sign-in that works."""
    return tried.outcome in NEED_SIGN_IN


def is_signed_in_since(account: Account, sight: Sight) -> bool:
    """Say whether the newest try lacked a sign-in, and one that works was kept since."""
    tried = account.last_try
    return tried is not None and lacks_sign_in(tried) and _has_sign_in(account, sight)


def _has_sign_in(account: Account, sight: Sight) -> bool:
    proof = sight.proof(account.id) if account.id in sight.signed_in else None
    tried = account.last_try
    is_refused = tried is not None and tried.outcome in NEED_SIGN_IN
    return proof is not None and not (is_refused and tried and proof.proved_at <= tried.at)
