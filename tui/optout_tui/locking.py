"""Locking the list: by a key, and where nobody has touched the app for long.

Owns when it is locked and what goes then: the vault with its keys, the desk, every screen that
knows a name. What comes instead is the app's.
"""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events, work
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from optout_tui.idleness import Idleness
from optout_tui.log import note
from optout_tui.pastes import PastesApart
from optout_tui.wording import duration
from optout_tui.wording import unlock as said

if TYPE_CHECKING:
    from optout_tui.desk import Desk

R = TypeVar("R")

AT_WORK = frozenset({"queue", "sign-in"})
"""Groups of workers that have a browser."""

LOOKING_SECONDS = 1.0
A_DAY = 24 * 3600.0


class LockingApp(PastesApart[R]):
    """An app whose list can be locked, by itself after ``lock_seconds`` without a touch.

    Keys, the mouse and a paste are touches; what is drawn or asked by itself is none.
    """

    def __init__(self, *positional: Any, lock_seconds: float = 0.0, **named: Any) -> None:
        super().__init__(*positional, **named)
        self._unlocked: Desk | None = None
        self.idleness = Idleness(lock_seconds)
        self._has_told_why_open = False

    @abstractmethod
    def unlocking(self, *, is_locked: bool = False) -> Screen[None]:
        """Return a screen that opens the list, which was open before if it is locked."""

    def on_mount(self) -> None:
        """Look at the clock from time to time."""
        self.set_interval(LOOKING_SECONDS, self.look_at_clock)

    async def on_event(self, event: events.Event) -> None:
        """Take a touch as one; a touch that comes too late locks, and does nothing else."""
        is_touch = isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded
        if is_touch and not (isinstance(event, events.Key) and self._is_urgent(event)):
            self.look_at_clock()
            if self.idleness.is_over and self._unlocked:
                return
            self.idleness.touch()
            self._take_back_why_open()
        await super().on_event(event)

    def look_at_clock(self) -> None:
        """Lock if it is time; what has a browser keeps the list open, and says so."""
        if self._unlocked is None:
            return
        if self.is_at_work:
            self.idleness.hold()
            if self.idleness.is_unattended and not self._has_told_why_open:
                self._has_told_why_open = True
                self.notify(
                    said.why_open(duration(self.idleness.seconds)), markup=False, timeout=A_DAY
                )
        elif self.idleness.is_over:
            self._lock()

    @property
    def is_at_work(self) -> bool:
        """Whether there is a browser; a form in which a sign-in is typed has none yet."""
        if getattr(self.screen, "precedes_browser", False):
            return False
        return any(one.group in AT_WORK and one.is_running for one in self.workers)

    @property
    def left_by_ending(self) -> str:
        """What ending the work now leaves: between two accounts nothing is half done."""
        is_between = any(getattr(one, "is_between_accounts", False) for one in self.screen_stack)
        return said.NONE_AT_HAND if is_between else said.LEFT_UNFINISHED

    @work(group="locking", exclusive=True)
    async def action_lock(self) -> None:
        """Lock the list at once; a browser at work is asked about first."""
        if self._unlocked is None:
            self.notify(said.NOT_HERE, markup=False)
            return
        if self.is_at_work:
            from optout_tui.screens.asking import AskOfWork  # noqa: PLC0415 (see first screen)

            asked = AskOfWork(
                said.LOCK_AT_WORK, self.left_by_ending, lambda: self.is_at_work, said.LOCK_NOW
            )
            if not await self.push_screen_wait(asked):
                return
        await self._close_list()

    @work(group="locking", exclusive=True)
    async def _lock(self) -> None:
        await self._close_list()

    async def _close_list(self) -> None:
        """Take the names off the screen, wait for the browser's end, and drop the list."""
        desk, self._unlocked = self._unlocked, None
        if desk is None:
            return
        with_browser = self._with_browser()
        for worker in self.workers:
            if worker.group != "locking":
                worker.cancel()
        # A new one: that below may be for a list that was to be made.
        first = self.unlocking(is_locked=True)
        first.disabled = True
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            await self.push_screen(first)
            self.clear_notifications()
        self._clipboard = ""  # it may have been cut out of a form
        self._has_told_why_open = False
        await _ended(with_browser)
        desk.close()
        note("Locked")
        first.disabled = False
        first.focus_next("Input")
        self.notify(said.LOCKED, markup=False)

    async def stop_work(self) -> None:
        """Close the browsers and wait for it."""
        with_browser = self._with_browser()
        for worker in with_browser:
            worker.cancel()
        await _ended(with_browser)

    def _with_browser(self) -> list[Worker[object]]:
        return [one for one in self.workers if one.group in AT_WORK]

    def _take_back_why_open(self) -> None:
        if self._has_told_why_open:
            self._has_told_why_open = False
            self.clear_notifications()


async def _ended(workers: Sequence[Worker[object]]) -> None:
    for worker in workers:
        with suppress(WorkerCancelled, WorkerFailed):
            await worker.wait()
