"""What reached the practice site, counted: so that a test can prove what was not clicked.

Counts are exact and thread-safe. The site's own ``/`` and ``/practice/…`` are never counted.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Literal, TypeAlias

from msgspec import Struct, to_builtins

ORDER_LIMIT = 100_000
"""Entries of ``order`` that are kept; the oldest go first."""

Counted: TypeAlias = Literal[
    "sign_ins",
    "failed_sign_ins",
    "wrong_passwords",
    "sign_ins_done",
    "code_tries",
    "other_provider_clicks",
    "chooser_picks",
]
"""What is only counted; ``Counts`` says what each means."""


class Counts(Struct):
    """The log as JSON has it.

    ``sign_in_tries`` are passwords that were sent: ``sign_ins`` the right ones,
    ``failed_sign_ins`` the others, ``wrong_passwords`` those of them that came with a member's
    address. ``sign_ins_done`` are sessions that were given to a visitor: after a password, a
    challenge that was met, or a pick of the chooser's account. ``code_tries`` are codes that were
    sent, right or wrong.

    ``requests`` has everything, styles and scripts too. ``page_loads`` and ``pages`` count each
    GET of a page, whatever was answered, redirects included. ``writes`` are by key and counted
    when they arrive, saved or not. ``missing`` are requests for what isn't there: a page, a key, an
    address to send something to. ``other_hosts`` are requests that were meant for another host;
    nothing else counts them. ``…_by_member`` has those that came with a member's session.

    ``overlaps`` counts requests of one member's session that
    came while the answer to another member's was still being made; sending it no longer counts,
    or a client that is done would seem to be there still. ``order`` has the members in the order
    of their page loads, repetitions in a row once: accounts that were worked on one after another
    stand in it once each.
    """

    sign_in_tries: int
    sign_ins: int
    failed_sign_ins: int
    wrong_passwords: int
    sign_ins_done: int
    code_tries: int
    other_provider_clicks: int
    chooser_picks: int
    page_loads: int
    pages: dict[str, int]
    pages_by_member: dict[str, dict[str, int]]
    requests: int
    writes: dict[str, int]
    writes_by_member: dict[str, dict[str, int]]
    missing: int
    missing_by_member: dict[str, int]
    other_hosts: int
    other_hosts_by_member: dict[str, int]
    overlaps: int
    order: list[str]


class Log:
    """Counts, from many threads at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted: Counter[str] = Counter()
        self._pages = _ByMember()
        self._writes = _ByMember()
        self._missing: Counter[str | None] = Counter()
        self._other_hosts: Counter[str | None] = Counter()
        self._answering: Counter[str] = Counter()
        self._order: deque[str] = deque(maxlen=ORDER_LIMIT)

    @contextmanager
    def answering(self, handle: str | None) -> Iterator[None]:
        """Count a request of this member's session, or of nobody's, while its answer is made."""
        with self._lock:
            self._counted["requests"] += 1
            if handle:
                others = +self._answering - Counter({handle: self._answering[handle]})
                self._counted["overlaps"] += bool(others)
                self._answering[handle] += 1
        try:
            yield
        finally:
            if handle:
                self._leave(handle)

    def _leave(self, handle: str) -> None:
        with self._lock:
            self._answering[handle] -= 1
            if not self._answering[handle]:
                del self._answering[handle]

    def count_page(self, path: str, handle: str | None) -> None:
        """Count a page load; ``handle`` is whose session came with it."""
        with self._lock:
            self._pages[handle][path] += 1
            if handle and (not self._order or self._order[-1] != handle):
                self._order.append(handle)

    def count_write(self, key: str, handle: str) -> None:
        """Count an attempt to change a setting."""
        with self._lock:
            self._writes[handle][key] += 1

    def count_missing(self, handle: str | None) -> None:
        """Count a request for something that isn't there."""
        with self._lock:
            self._missing[handle] += 1

    def count_other_host(self, handle: str | None) -> None:
        """Count a request that was meant for another host."""
        with self._lock:
            self._other_hosts[handle] += 1

    def count(self, what: Counted) -> None:
        """Count that something came once more."""
        with self._lock:
            self._counted[what] += 1

    def counts(self) -> dict[str, object]:
        """Return what was counted so far, as JSON values; the caller may keep it."""
        with self._lock:
            counts = Counts(
                sign_in_tries=self._counted["sign_ins"] + self._counted["failed_sign_ins"],
                sign_ins=self._counted["sign_ins"],
                failed_sign_ins=self._counted["failed_sign_ins"],
                wrong_passwords=self._counted["wrong_passwords"],
                sign_ins_done=self._counted["sign_ins_done"],
                code_tries=self._counted["code_tries"],
                other_provider_clicks=self._counted["other_provider_clicks"],
                chooser_picks=self._counted["chooser_picks"],
                page_loads=self._pages.total().total(),
                pages=dict(self._pages.total()),
                pages_by_member=self._pages.told(),
                requests=self._counted["requests"],
                writes=dict(self._writes.total()),
                writes_by_member=self._writes.told(),
                missing=self._missing.total(),
                missing_by_member=_members_only(self._missing),
                other_hosts=self._other_hosts.total(),
                other_hosts_by_member=_members_only(self._other_hosts),
                overlaps=self._counted["overlaps"],
                order=list(self._order),
            )
        return dict(to_builtins(counts))


class _ByMember(defaultdict[str | None, Counter[str]]):
    """Counts of something by member; None is nobody."""

    def __init__(self) -> None:
        super().__init__(Counter)

    def total(self) -> Counter[str]:
        """Return the counts of everybody together."""
        return sum(self.values(), Counter())

    def told(self) -> dict[str, dict[str, int]]:
        """Return the members' counts, as JSON values."""
        return {handle: dict(counts) for handle, counts in self.items() if handle}


def _members_only(counts: Counter[str | None]) -> dict[str, int]:
    return {handle: number for handle, number in counts.items() if handle}
