"""The person beside a run, as the run sees them.

Owns the few things that only a person can do for it. Draws nothing.
"""

from typing import Protocol

from optout_profiles.outcomes import Reason
from optout_profiles.secret import Secret


class Attendant(Protocol):
    """Somebody at a terminal or before a browser's window; or nobody, behind a pipe."""

    async def code(self, reason: Reason, *, was_wrong: bool) -> Secret[str] | None:
        """Return the code that the service asks for; None if there is none, and it is given up.

        ``reason`` says which code; ``was_wrong`` that the one before was not accepted.
        """
        ...

    def waits(self, reason: Reason | None, seconds_left: float) -> bool:
        """Take in what a person has to do, None for signing in or clicking; about once a second.

        False ends the waiting: nobody is there, or they gave up.
        """
        ...

    async def confirms(self, member: str) -> bool:
        """Say whether somebody else than the account's member may be kept: ``member`` from now on.

        Asked only where that was done before a person's eyes; False keeps nothing.
        """
        ...
