"""Keys in their order: each takes effect before the next one is delivered.

Owns keys that wait. Over a slow line several come at once, and a key that was typed into a field
must not be taken for a command because the field had not come up yet.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

R = TypeVar("R")

SETTLING_SECONDS = 0.5
"""How long a dialog that a key has opened may take to have its field, before the next key."""

LOST_SECONDS = 2.0
"""After which a key is given up that nothing came back of: its widget went with it."""

BEAT = 0.005


class KeysInOrder(App[R]):
    """An app whose keys and pastes wait for each other; its own urgent keys wait for nothing."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self._keys: deque[events.Key | events.Paste] = deque()
        self._delivered_at = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Deliver a key or a paste once those before it have had their effect, all else at once."""
        if not isinstance(event, events.Key | events.Paste) or self._waits_for_nothing(event):
            await super().on_event(event)
            return
        self._keys.append(event)
        if len(self._keys) == 1:
            await self._deliver()
        elif monotonic() > self._delivered_at + LOST_SECONDS:
            await self._settle(self._keys[0])

    def _waits_for_nothing(self, event: events.Key | events.Paste) -> bool:
        return event.is_forwarded or (isinstance(event, events.Key) and self._is_urgent(event))

    def _is_urgent(self, event: events.Key) -> bool:
        return any(one.priority for one in self._bindings.key_to_bindings.get(event.key, ()))

    async def _deliver(self) -> None:
        key, target = self._keys[0], self.focused or self.screen
        self._delivered_at = monotonic()
        await super().on_event(key)
        self._follow(target, partial(self._follow, target, partial(self._settle, key)))

    def _follow(self, node: MessagePump | None, then: Callable[[], object]) -> None:
        """Come after a key by every queue that it bubbles through, then go on.

        Twice: a field answers a key by a message of its own, that goes the same way.
        """
        while isinstance(node, DOMNode) and node is not self:
            if node.call_later(self._follow, node.parent, then):
                return
            node = node.parent  # this one is gone
        self.call_later(then)

    async def _settle(self, key: events.Key | events.Paste) -> None:
        """Deliver what follows a key once what it has opened can take it."""
        if not self._keys or self._keys[0] is not key:
            return  # it was given up
        if len(self._keys) > 1:
            await asyncio.sleep(0)  # what it has begun is at its first step
            if self._is_coming_up and monotonic() < self._delivered_at + SETTLING_SECONDS:
                self.set_timer(BEAT, partial(self._settle, key))
                return
        self._keys.popleft()
        if self._keys:
            await self._deliver()

    @property
    def _is_coming_up(self) -> bool:
        """Whether there is a screen whose field does not take keys yet."""
        screen = self.screen
        return not screen.is_mounted or (screen.focused is None and bool(screen.focus_chain))
