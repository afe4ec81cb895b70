"""Calls a person who looks elsewhere: when somebody is needed, and when a queue has ended.

Owns when that is, the bell, and the command that the config names. What is told to it is one of
two sentences: no name, no number, nothing of the list.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress

from optout_profiles.outcomes import Outcome
from optout_profiles.runs.events import Event, QueueEnded, QueueStarted, RunEnded, Step, StepReached
from optout_profiles.text import cleaned
from optout_tui.config import Config
from optout_tui.wording import app as said

FOR_A_PERSON = frozenset(
    {
        Outcome.SIGN_IN_NEEDED,
        Outcome.PERSON_NEEDED,
        Outcome.WRONG_PERSON,
        Outcome.NO_AUTHORITY,
    }
)

LONGEST = 10.0
"""Seconds that a command has."""


class Calls:
    """Hears a queue's events; ``ring`` is the bell, ``complain`` takes a line on what failed.

    Who is needed for an account that is left aside is called once for a queue, who has a turn in
    a window each time.
    """

    def __init__(
        self, config: Config, ring: Callable[[], object], complain: Callable[[str], object]
    ) -> None:
        self._config, self._ring, self._complain = config, ring, complain
        self._has_called = False
        self._calls: set[asyncio.Task[None]] = set()

    def hear(self, event: Event) -> None:
        """Call whoever is needed, without waiting for it."""
        if not (words := self._words_for(event)):
            return
        if self._config.bell:
            self._ring()
        if self._config.notify:
            call = asyncio.create_task(self._call([*self._config.notify, words]))
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)

    async def settle(self) -> None:
        """Wait for the calls that are on their way, some seconds at most."""
        await asyncio.gather(*self._calls)

    def stop(self) -> None:
        """End what still runs."""
        for call in self._calls:
            call.cancel()

    def _words_for(self, event: Event) -> str:
        match event:
            case QueueStarted():
                self._has_called = False
            case StepReached(step=Step.YOUR_TURN):
                return said.NEEDED
            case RunEnded(outcome=outcome) if outcome in FOR_A_PERSON and not self._has_called:
                self._has_called = True
                return said.NEEDED
            case QueueEnded():
                return said.ENDED
        return ""

    async def _call(self, command: Sequence[str]) -> None:
        if problem := await failure_of(command):
            self._complain(said.notify_failed(problem))


async def failure_of(command: Sequence[str], longest: float = LONGEST) -> str:
    """Run a command in silence, without what is ours in its environment; return why it failed.

    After ``longest`` seconds it is ended, with all that it has started.
    """
    theirs = {name: value for name, value in os.environ.items() if not name.startswith("OPTOUT_")}
    name, nowhere = cleaned(command[0]), asyncio.subprocess.DEVNULL
    try:
        running = await asyncio.create_subprocess_exec(
            *command,
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            env=theirs,
            start_new_session=True,
        )
    except OSError as error:
        return f"{name}: {error.strerror}"
    try:
        code = await asyncio.wait_for(running.wait(), longest)
    except TimeoutError:
        return said.took_too_long(name, longest)
    finally:
        with suppress(ProcessLookupError):
            if running.returncode is None:
                os.killpg(running.pid, signal.SIGKILL)
    return said.ended_with(name, code) if code else ""
