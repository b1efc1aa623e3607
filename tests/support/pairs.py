"""Whether two things take the same time, by doing them in turn."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pairs:
    """Milliseconds: the median of the differences within pairs, and how far one side wanders by itself."""

    difference: float
    noise: float
    usual: float


def interleaved(first: Callable[[int], object], second: Callable[[int], object], count: int) -> Pairs:
    """Time ``count`` pairs; which of the two goes first changes from pair to pair."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(count):
        for side in (0, 1) if number % 2 else (1, 0):
            started = time.perf_counter()
            (first, second)[side](number)
            times[side].append((time.perf_counter() - started) * 1000)
    differences = [one - other for one, other in zip(*times, strict=True)]
    middle = statistics.median(times[0])
    noise = statistics.median(abs(one - middle) for one in times[0])
    return Pairs(statistics.median(differences), noise, middle)
