"""A person at a terminal: what is shown, what is typed, and how the terminal is left."""

from collections.abc import Callable, Iterator

import pytest
from terminal import Terminal


class Conversation(Terminal):
    """A command that talks line by line; ``shown`` is what it said since it was last waited for."""

    def __init__(self, program, *words: str, talk: str = "", **environment: str) -> None:
        known = program.environment | environment
        folder = program.folder / "work"
        super().__init__([program.script, *words], known, inherited={}, folder=folder, talk=talk)
        self._heard = 0

    @property
    def shown(self) -> str:
        return self.raw[self._heard :].decode()

    def hear(self, words: str) -> str:
        """Read until these words are shown for the first time since; return what came before."""
        self.wait(lambda _: words in self.shown, words)
        before, _, rest = self.shown.partition(words)
        self._heard = len(self.raw) - len(rest.encode())
        return before

    def end(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was shown until then."""
        return self.finish(), self.shown


@pytest.fixture
def terminal(program) -> Iterator[Callable[..., Conversation]]:
    """Open a terminal in which a command runs."""
    opened = []

    def open_with(*words: str, talk: str = "", **environment: str) -> Conversation:
        opened.append(Conversation(program, *words, talk=talk, **environment))
        return opened[-1]

    yield open_with
    for one in opened:
        one.close()
