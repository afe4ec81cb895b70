"""Secrets that can't be printed by accident.

Owns the one type that holds a passphrase or a session in memory. Encrypts nothing.
"""

from typing import Generic, TypeVar

Held = TypeVar("Held", str, bytes)


class Secret(Generic[Held]):
    """A value that shows itself as ``***`` everywhere but in ``reveal()``.

    Compares by identity, so that a failing comparison prints nothing either.
    """

    __slots__ = ("_value",)

    def __init__(self, value: Held) -> None:
        self._value: Held = value

    def reveal(self) -> Held:
        """Return the value itself; call it as late as possible."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> str:
        raise TypeError("a Secret is not to be pickled or copied")
