"""The accounts of a queue that have not begun, which a person may change while it runs.

Owns their order. What is changed here is in the vault before the next account begins.
"""

from collections.abc import Iterable


class Pending:
    """Accounts to come, in order, each once; belongs to one event loop.

    What is asked of an account that is not among them changes nothing.
    """

    def __init__(self, account_ids: Iterable[str] = ()) -> None:
        self._ids = list(dict.fromkeys(account_ids))
        self._has_changed = False

    @property
    def account_ids(self) -> tuple[str, ...]:
        """The accounts, the next one first."""
        return tuple(self._ids)

    def add(self, account_ids: Iterable[str]) -> None:
        """Put these at the end, in this order, unless they are to come anyway."""
        known = set(self._ids)
        self._become([*self._ids, *(one for one in dict.fromkeys(account_ids) if one not in known)])

    def drop(self, account_id: str) -> None:
        """Leave an account out; it stays as it is."""
        self._become([one for one in self._ids if one != account_id])

    def move(self, account_id: str, places: int) -> None:
        """Bring an account forward by so many places, back where they are fewer than none."""
        if account_id in self._ids:
            others = [one for one in self._ids if one != account_id]
            place = max(0, self._ids.index(account_id) - places)
            self._become([*others[:place], account_id, *others[place:]])

    def take(self) -> str | None:
        """Return the next account, which now begins; None where none is left."""
        return self._ids.pop(0) if self._ids else None

    def was_changed(self) -> bool:
        """Say whether a person changed anything since this was last asked."""
        changed, self._has_changed = self._has_changed, False
        return changed

    def _become(self, account_ids: list[str]) -> None:
        self._has_changed = self._has_changed or account_ids != self._ids
        self._ids = account_ids
