"""How fast a person wants their accounts to be done: the pause between two, and the sitting.

Owns which accounts a sitting takes. Waits for nothing itself.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from optout_profiles.authority import bar
from optout_profiles.outcomes import Setting
from optout_profiles.runs.events import Kind

if TYPE_CHECKING:
    from optout_profiles.accounts import Account

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pacing:
    """What a person set: ``pause`` in seconds, ``at_most`` accounts in one sitting.

    None leaves the pause as usual for the service, and the sitting without an end.
    """

    pause: float | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """The accounts that are run now, and those that are ``left`` for another sitting.

    ``without_sign_in`` is how many of both have none kept, where that keeps them from a page.
    """

    accounts: "list[Account]"
    left: "list[Account]"
    without_sign_in: int = 0


def sitting(
    accounts: "Sequence[Account]",
    at_most: int | None,
    kind: Kind,
    settings: "Sequence[str | None]" = (None,),
    *,
    signed_in: Container[str] | None = None,
) -> Sitting:
    """Take all accounts, or those untried for longest, in their order; an undo takes the first.

    What counts are the ``settings`` that are meant, None for the main one: an account is untried
    as long as one of them is. Where they are to be changed, or a preview shows which that would
    be, those that are off already come last. After them come those that need no page: who has no
    sign-in among those ``signed_in``, where it matters, and whose holder's authority is over. A
    preview is no try.
    """
    today = datetime.now(UTC).date()
    unsigned: set[str] = set()
    if signed_in is not None and kind is not Kind.GUIDED:
        unsigned = {one.id for one in accounts if one.id not in signed_in}

    def need(account: "Account") -> tuple[int, datetime]:
        if kind is Kind.UNDO:  # what is through has nothing left to be undone
            return 2 * (account.id in unsigned), NEVER
        known = [account.known(related) for related in settings]
        is_done = kind is not Kind.CHECK and all(one.standing is Setting.OFF for one in known)
        is_barred = bar(account.authority, today) is not None
        needs_no_page = is_barred or account.id in unsigned
        return 2 if needs_no_page else int(is_done), min(one.tried_at or NEVER for one in known)

    taken = {account.id for account in sorted(accounts, key=need)[:at_most]}
    return Sitting(
        [account for account in accounts if account.id in taken],
        [account for account in accounts if account.id not in taken],
        len(unsigned),
    )
