"""A real vault with some accounts, and a desk whose queue says what a test tells it to say."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path

import pytest
from display import lacking_for_windows
from textual.pilot import Pilot

from optout_profiles.accounts import Fact, new_account, now
from optout_profiles.outcomes import Outcome, Setting
from optout_profiles.runs.attendance import Attendant
from optout_profiles.runs.choice import Way
from optout_profiles.runs.control import QueueControl
from optout_profiles.runs.events import (
    Event,
    Kind,
    QueueChanged,
    QueueEnd,
    QueueEnded,
    QueueStarted,
    RunEnded,
    RunStarted,
    Step,
    StepReached,
)
from optout_profiles.runs.pacing import Pacing
from optout_profiles.runs.pending import Pending
from optout_profiles.runs.results import RunResult, after_run
from optout_profiles.secret import Secret
from optout_profiles.sites import built_in_profile
from optout_profiles.vault import TEST_COST, Put, Table, Vault, create_vault
from optout_tui.app import OptOutApp
from optout_tui.desk import Desk

collect_ignore = ["test_windows.py"] if lacking_for_windows() else []

PASSPHRASE = "plainly fake passphrase"
LABELS = ("Ada Sample", "Ben Sample", "Cleo Client", "Dan Client")


class ScriptedDesk(Desk):
    """A desk whose runs turn all off that have no result of their own, each on the test's ``go``.

    ``failure`` ends a queue at its begin, ``failure_in_a_run`` in the run of its second account.
    """

    def __init__(self, vault: Vault, pacing: Pacing | None = None) -> None:
        super().__init__(vault, built_in_profile(), None, pacing=pacing)
        self.may_end = asyncio.Semaphore(0)
        self.asked: list[tuple[Kind, tuple[str, ...]]] = []
        self.asked_settings: list[tuple[str | None, ...]] = []
        self.was_closed_early = False
        self.results: dict[str, RunResult] = {}
        self.failure: Exception | None = None
        self.failure_in_a_run: Exception | None = None

    def go(self, accounts: int = 1) -> None:
        """Let so many accounts come to their end."""
        for _ in range(accounts):
            self.may_end.release()

    async def run(
        self,
        account_ids: Sequence[str],
        kind: Kind,
        control: QueueControl,
        attendant: Attendant | None = None,
        settings: Sequence[str | None] = (None,),
    ) -> AsyncGenerator[Event, None]:
        del attendant
        self.asked.append((kind, tuple(account_ids)))
        self.asked_settings.append(tuple(settings))
        if self.failure:
            raise self.failure
        pending = control.pending = Pending(account_ids)
        yield QueueStarted("q", kind, pending.account_ids)
        done = 0
        try:
            while pending.account_ids and not control.is_stopping:
                await control.until_resumed()
                if pending.was_changed():
                    yield QueueChanged("q", pending.account_ids)
                id_ = pending.take()
                yield RunStarted(f"r-{id_}", id_)
                yield StepReached(f"r-{id_}", id_, Step.READING_AGAIN)
                await self.may_end.acquire()
                done += 1
                if self.failure_in_a_run and done > 1:
                    account = after_run(
                        self.account(id_), f"r-{id_}", RunResult(Outcome.NOT_VERIFIED), now()
                    )
                    self._vault.write(Put(Table.ACCOUNTS, id_, account))
                    raise self.failure_in_a_run
                result = self.results.get(id_) or RunResult(
                    Outcome.TURNED_OFF, fact=Fact(Setting.OFF, now(), "x"), changed_at=now()
                )
                account = after_run(self.account(id_), f"r-{id_}", result, now())
                self._vault.write(Put(Table.ACCOUNTS, id_, account))
                yield RunEnded(f"r-{id_}", id_, result.outcome, result.reason, account.standing)
        except (GeneratorExit, asyncio.CancelledError):
            self.was_closed_early = True
            raise
        end = QueueEnd.STOPPED if pending.account_ids else QueueEnd.FINISHED
        yield QueueEnded("q", end, pending.account_ids)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = create_vault(tmp_path / "list.vault", Secret(PASSPHRASE), TEST_COST)
    for label in LABELS:
        account = new_account(label, group=label.split()[1].lower())
        made.write(Put(Table.ACCOUNTS, account.id, account))
    return made


@pytest.fixture
def scripted_desk() -> Callable[..., ScriptedDesk]:
    def make(vault: Vault, pacing: Pacing | None = None) -> ScriptedDesk:
        made = ScriptedDesk(vault, pacing)
        made.choose(Way.AUTOMATIC)  # its site is a live one
        return made

    return make


@pytest.fixture
def desk(vault: Vault, scripted_desk: Callable[..., ScriptedDesk]) -> ScriptedDesk:
    return scripted_desk(vault)


@pytest.fixture
def app(desk: ScriptedDesk, tmp_path: Path) -> OptOutApp:
    return OptOutApp(tmp_path / "list.vault", lambda: desk.site, None, desk=desk)


def _seen(pilot: Pilot[None]) -> str:
    """Return the terminal's cells as text, and below them what pops up, unwrapped."""
    lines = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
    told = [note.message for note in pilot.app._notifications]
    return "\n".join([*lines, *told])


@pytest.fixture
def seen() -> Callable[[Pilot[None]], str]:
    return _seen


@pytest.fixture
def shows() -> Callable[[Pilot[None], str], object]:
    async def until(pilot: Pilot[None], words: str) -> str:
        for _ in range(300):
            await pilot.pause()
            if words in _seen(pilot):
                return _seen(pilot)
            await asyncio.sleep(0.01)
        raise AssertionError(f"“{words}” never came up; there is:\n{_seen(pilot)}")

    return until
