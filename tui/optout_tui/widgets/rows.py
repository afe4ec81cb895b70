"""The table's rows: their order, which of them the filter shows, and where the cursor is.

Owns lists of account ids. Knows nothing of marks, columns or the screen.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import count
from typing import Any

from optout_profiles.accounts import Account


class Rows:
    """Accounts in order. A place is the number of a shown row, from 0.

    Order and filter hold until they are asked for again: a row that changes stays where it is,
    so that nothing jumps while a queue runs. The cursor follows its account; where that is
    hidden it stands on the next shown row, and goes back once the account is shown again;
    ``cursor_place`` is its place, 0 where there is no row.
    """

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._order: list[str] = []
        self._shown: list[str] = []
        self._among: set[str] = set()
        self._found: dict[str, int] | None = {}
        self._filter: Callable[[list[Account]], list[Account]] | None = None
        self._sort_key: Callable[[Account], Any] | None = None
        self._reverse = False
        self._wanted: str | None = None
        self.cursor: str | None = None
        self.cursor_place = 0

    def __len__(self) -> int:
        return len(self._shown)

    def __getitem__(self, place: int) -> Account:
        return self._accounts[self._shown[place]]

    @property
    def ids(self) -> Sequence[str]:
        """Every account's id in order, hidden ones too."""
        return self._order

    @property
    def shown(self) -> Sequence[str]:
        """The ids of the shown rows, in order."""
        return self._shown

    def place(self, account_id: str | None) -> int | None:
        """Return where this account is shown, None if it isn't."""
        return self._places.get(account_id) if account_id in self._among else None

    def between(self, first: str, last: str) -> Sequence[str]:
        """Return the shown ids from one to the other, whichever comes first."""
        ends = sorted((self._places[first], self._places[last]))
        return self._shown[ends[0] : ends[1] + 1]

    def in_order(self, ids: Collection[str]) -> tuple[str, ...]:
        """Return those of the ids that are here in the table's order, hidden ones last."""
        hidden = (one for one in self._order if one in ids and one not in self._among)
        return (*(one for one in self._shown if one in ids), *hidden)

    def hidden(self, ids: Iterable[str]) -> int:
        """Return how many of the ids aren't shown."""
        return sum(one not in self._among for one in ids)

    def replace(self, accounts: Iterable[Account]) -> None:
        """Take these accounts instead; sorted and filtered as the ones before."""
        self._accounts = {account.id: account for account in accounts}
        self._order = self._sorted(self._accounts)
        self._show(self._fitting(self._order))

    def put(self, account: Account) -> bool:
        """Take one account's new state, or add it at the end; True if it is a new one."""
        is_new = account.id not in self._accounts
        self._accounts[account.id] = account
        if is_new:
            self._order.append(account.id)
            self._show([*self._shown, *self._fitting([account.id])])
        return is_new

    def filter(self, fitting: Callable[[list[Account]], list[Account]] | None) -> None:
        """Show only the accounts that this leaves of any, in their order; all for None."""
        self._filter = fitting
        self._show(self._fitting(self._order))

    def sort(self, key: Callable[[Account], Any], reverse: bool) -> None:
        """Order by this key, equal ones as they were; None always last."""
        self._sort_key, self._reverse = key, reverse
        self._order = self._sorted(self._order)
        is_whole = len(self._shown) == len(self._order)
        among = self._among
        self._stand(self._order[:] if is_whole else [one for one in self._order if one in among])

    def unsort(self) -> None:
        """Order as they were given."""
        self._sort_key = None
        self._order = list(self._accounts)
        self._stand([one for one in self._order if one in self._among])

    def accounts(self) -> list[Account]:
        """Return the shown accounts, in order."""
        return list(map(self._accounts.__getitem__, self._shown))

    def move(self, place: int) -> None:
        """Put the cursor on this place, or on the nearest one that there is."""
        if self._shown:
            self.cursor_place = max(0, min(place, len(self._shown) - 1))
            self.cursor = self._wanted = self._shown[self.cursor_place]

    def _sorted(self, ids: Iterable[str]) -> list[str]:
        key, ordered = self._sort_key, list(ids)
        if key is None:
            return ordered
        values = list(map(key, map(self._accounts.__getitem__, ordered)))
        places: Sequence[int] = range(len(ordered))
        absent: list[int] = []
        if None in values:  # a quick look that saves most tables two slow ones
            absent = [place for place in places if values[place] is None]
            places = [place for place in places if values[place] is not None]
        there = sorted(places, key=values.__getitem__, reverse=self._reverse)
        return [ordered[place] for place in (*there, *absent)]

    def _fitting(self, ids: Iterable[str]) -> list[str]:
        if self._filter is None:
            return list(ids)
        accounts = list(map(self._accounts.__getitem__, ids))
        return [account.id for account in self._filter(accounts)]

    def _show(self, shown: list[str]) -> None:
        before, place = self._shown, self.cursor_place
        self._among = set(shown)
        self.cursor = (
            self._wanted if self._wanted in self._among else self._near(before, place, shown)
        )
        if self._wanted not in self._accounts:
            self._wanted = self.cursor
        self._stand(shown)

    def _stand(self, shown: list[str]) -> None:
        """Take these rows in this order; where each is, is found out when it is asked for."""
        self._shown, self._found = shown, None
        self.cursor_place = shown.index(self.cursor) if self.cursor in self._among else 0

    @property
    def _places(self) -> dict[str, int]:
        if self._found is None:
            self._found = dict(zip(self._shown, count()))
        return self._found

    def _near(self, before: list[str], place: int, shown: list[str]) -> str | None:
        below_then_above = (*before[place:], *reversed(before[:place]), *shown[:1])
        return next((one for one in below_then_above if one in self._among), None)
