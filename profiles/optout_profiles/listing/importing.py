"""What would become of the entries that a file brings: new, there already, or not to be taken.

Owns when two accounts are one. Writes nothing: the changes are for the vault's one transaction.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from optout_profiles.accounts import Account, new_id, plain_handle
from optout_profiles.details import LENGTHS, account_typed
from optout_profiles.errors import UsageError
from optout_profiles.listing.entries import Brought, Entry
from optout_profiles.vault import Put, Table


class Likeness(StrEnum):
    """What two accounts have in common that makes them one."""

    MEMBER = "member"
    LOGIN = "login"
    LABEL = "name"


class New(Struct, frozen=True):
    """An entry that becomes an account."""

    number: int
    account: Account


class Twin(Struct, frozen=True):
    """An entry that is there already; ``row`` is the other one's number if it is in the file."""

    number: int
    label: str
    like: Likeness
    other: Account
    row: int | None


class Rejected(Struct, frozen=True):
    """An entry that can't be taken, and why."""

    number: int
    reason: str


class Plan(Struct, frozen=True):
    """What becomes of each entry, exactly once."""

    new: tuple[New, ...]
    twins: tuple[Twin, ...]
    rejected: tuple[Rejected, ...]

    @property
    def changes(self) -> list[Put]:
        """Return the changes that take the new accounts in."""
        return [Put(Table.ACCOUNTS, one.account.id, one.account) for one in self.new]


def planned(brought: Brought, accounts: Iterable[Account]) -> Plan:
    """Return what becomes of the entries beside the accounts that there are."""
    known = list(accounts)
    index, ids = _Index(known), {account.id for account in known}
    new: list[New] = []
    twins: list[Twin] = []
    rejected: list[Rejected] = []
    for entry in brought.entries:
        try:
            account = _account(entry)
        except UsageError as error:
            rejected.append(Rejected(entry.number, str(error)))
            continue
        if found := index.twin(account):
            like, other, row = found
            twins.append(Twin(entry.number, account.label, like, other, row))
        else:
            while account.id in ids:  # which chance brings about among many
                account = replace(account, id=new_id())
            ids.add(account.id)
            new.append(New(entry.number, account))
            index.add(account, entry.number)
    return Plan(tuple(new), tuple(twins), tuple(rejected))


def _account(entry: Entry) -> Account:
    """Return the account that an entry tells of; raises ``UsageError``."""
    if entry.problem:
        raise UsageError(f"{entry.problem}.")
    for name, most in LENGTHS.items():
        length = len(" ".join(getattr(entry, name).split()))
        if length > most:
            words = name.replace("_", " ")
            raise UsageError(f"Its {words} has {length:,} signs, and {most} are the most.")
    return account_typed(entry)


class _Index:
    """Accounts by what they can have in common.

    The surest that both of two accounts have decides: with other members they are two, however
    alike the rest is. What is told by something is kept once for each set of surer things that
    it has, so that a look takes no longer among many of one name.
    """

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._found: dict[tuple[Likeness, str], dict[frozenset[Likeness], _Found]] = {}
        for account in accounts:
            self.add(account, None)

    def add(self, account: Account, row: int | None) -> None:
        for like, sign, surer in _signs(account):
            self._found.setdefault((like, sign), {}).setdefault(surer, (account, row))

    def twin(self, account: Account) -> tuple[Likeness, Account, int | None] | None:
        for like, sign, surer in _signs(account):
            for others, (other, row) in self._found.get((like, sign), {}).items():
                if surer.isdisjoint(others):  # else both have one, which would have been found
                    return like, other, row
        return None


_Found = tuple[Account, int | None]


def _signs(account: Account) -> Iterator[tuple[Likeness, str, frozenset[Likeness]]]:
    """Yield what an account can be told by, the surest first, and what surer things it has."""
    surer: frozenset[Likeness] = frozenset()
    for like, sign in (
        (Likeness.MEMBER, plain_handle(account.member or "")),
        (Likeness.LOGIN, (account.login or "").casefold()),
        (Likeness.LABEL, account.label.casefold()),
    ):
        if sign:
            yield like, sign, surer
            surer |= {like}
