"""Which accounts are marked, and the range being marked.

Owns a set of account ids. Knows neither order nor screen.
"""

from collections.abc import Iterable, Iterator


class Marks:
    """Marked ids; a range, while one is drawn, adds to what was marked when it began."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._before: frozenset[str] = frozenset()
        self._held = False
        self.anchor: str | None = None

    def __contains__(self, account_id: object) -> bool:
        return account_id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def is_held(self) -> bool:
        """Whether the range that is drawn ends with the key that holds it."""
        return self._held

    def put(self, ids: Iterable[str]) -> None:
        """Mark these ids; a range ends here."""
        self.end_range()
        self._ids.update(ids)

    def invert(self, ids: Iterable[str]) -> None:
        """Turn the mark of each of these ids; a range ends here."""
        self.end_range()
        self._ids.symmetric_difference_update(ids)

    def clear(self) -> None:
        """Unmark everything; a range ends here."""
        self.end_range()
        self._ids.clear()

    def keep(self, ids: Iterable[str]) -> None:
        """Forget the marks of all other ids; a range ends here."""
        self.end_range()
        self._ids.intersection_update(ids)

    def begin_range(self, anchor: str, *, held: bool = False) -> None:
        """Begin a range at this id; a ``held`` one ends when the key that holds it is let go."""
        self.anchor, self._held = anchor, held
        self._before = frozenset(self._ids)

    def stretch_range(self, ids: Iterable[str]) -> None:
        """Mark what the range covers now, and no longer what only it had covered before."""
        self._ids = {*self._before, *ids}

    def end_range(self) -> None:
        """Keep what is marked and draw no range any more."""
        self.anchor, self._before = None, frozenset()

    def let_go(self) -> None:
        """End the range if it is a held one."""
        if self._held:
            self.end_range()
