"""What one guess at a passphrase costs.

Owns the named parameter sets of Argon2id, the floor for new vaults and the caps on reading.
"""

from msgspec import Struct

MEMORY_CAP = 1024 * 1024
"""KiB. A file that asks for more is refused before anything is allocated, as in age."""
PASSES_CAP = 16
LANES_CAP = 16


class KdfCost(Struct, frozen=True, forbid_unknown_fields=True):
    """Argon2id's parameters: memory in KiB, passes over it, lanes (threads).

    Raises ``ValueError`` outside the caps and where Argon2 itself is not defined, so that a
    file can't make us allocate anything else.
    """

    memory: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        if not (1 <= self.lanes <= LANES_CAP and 1 <= self.passes <= PASSES_CAP):
            raise ValueError("passes and lanes must be from 1 to 16")
        if not 8 * self.lanes <= self.memory <= MEMORY_CAP:
            raise ValueError("memory must be at least 8 KiB a lane and at most 1 GiB")

    def is_at_least(self, other: "KdfCost") -> bool:
        """Say whether neither memory nor passes are fewer than the other's."""
        return self.memory >= other.memory and self.passes >= other.passes


DEFAULT_COST = KdfCost(memory=256 * 1024, passes=3, lanes=4)
"""About 0.5 to 0.8 s on a laptop's two cores."""

FLOOR = KdfCost(memory=64 * 1024, passes=3, lanes=4)
"""The second choice of RFC 9106, section 4."""

TEST_COST = KdfCost(memory=64, passes=1, lanes=1)
"""For tests and throw-away vaults of samples only: it protects nothing."""
