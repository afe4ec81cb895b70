"""Interleaved pairs, and how their ratios are printed: the median, its quartiles, the goal.

Knows nothing of what is measured. Times in milliseconds are of this machine and this moment only.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

Deed = Callable[[], object]
Clocked = Callable[[], float]


class Pair(NamedTuple):
    """Ours and the other side's time, in milliseconds, taken one right after the other."""

    ours: float
    other: float


def clocked(deed: Deed) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * 1000


def in_turn(ours: Clocked, other: Clocked, times: int) -> list[Pair]:
    """Measure both so many times; each side begins every second pair."""
    ours()
    other()
    pairs = []
    for number in range(times):
        if number % 2:
            first = ours()
            pairs.append(Pair(first, other()))
        else:
            second = other()
            pairs.append(Pair(ours(), second))
    return pairs


def tell(name: str, pairs: Sequence[Pair], goal: float | None = None) -> None:
    """Print the median of the pairs' ratios with its quartiles, and the medians of both sides."""
    low, middle, high = statistics.quantiles([one.ours / one.other for one in pairs], n=4)
    first, second = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{name:<46} {middle:5.2f}x ({low:.2f} to {high:.2f}, {len(pairs)} pairs)  "
        f"{_against(middle, goal, 'x'):<22} {first:8.1f} ms against {second:.1f} ms",
        flush=True,
    )


def tell_number(name: str, number: float, goal: float | None = None, unit: str = "") -> None:
    """Print an exact count or a size beside the most that it may be."""
    print(f"{name:<46} {number:g}{unit}  {_against(number, goal, unit)}", flush=True)


def tell_equal(name: str, ours: float, other: float) -> None:
    """Print two exact counts that have to be the same."""
    print(f"{name:<46} {ours:g} and {other:g}{'  MISSED' if ours != other else ''}", flush=True)


def tell_none_of(name: str, unwanted: Iterable[str], seen: Iterable[str]) -> None:
    """Print which of the unwanted were seen, and that none may be."""
    found = sorted(set(unwanted) & set(seen))
    print(f"{name:<46} {', '.join(found) or 'none'}{'  MISSED' if found else ''}", flush=True)


def _against(number: float, goal: float | None, unit: str) -> str:
    if goal is None:
        return ""
    return f"goal <= {goal:g}{unit}{'  MISSED' if number > goal else ''}"
