"""Calls of this process by the minute, as a histogram that others can be added to; percentiles of percentiles lie."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; 0.1 is what the service level asks of 95 calls in a hundred."""
MOST = 24 * 60
"""Minutes that are remembered while they cannot be written down."""


@dataclass
class Minute:
    """``buckets`` count the calls up to each bound, the last those beyond; ``busiest``: calls at one moment."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    errors: int = 0
    busiest: int = 0


class Tally:
    """Counted on the event loop alone, so without a lock."""

    def __init__(self) -> None:
        self._minutes: dict[int, Minute] = {}

    def count(self, minute: int, seconds: float, *, failed: bool) -> None:
        """One call that ended in this minute since 1970."""
        found = self._minutes.get(minute)
        if found is None:
            found = self._minutes[minute] = Minute()
        found.buckets[bisect_left(BOUNDS, seconds)] += 1
        found.errors += failed

    def busy(self, minute: int, calls: int) -> None:
        """So many calls are being worked on."""
        found = self._minutes.setdefault(minute, Minute())
        found.busiest = max(found.busiest, calls)

    def take(self, before: int) -> Mapping[int, Minute]:
        """The minutes that are over, which are forgotten here."""
        return {minute: self._minutes.pop(minute) for minute in sorted(self._minutes) if minute < before}

    def give_back(self, minutes: Mapping[int, Minute]) -> None:
        """What could not be written down, to be taken again; the oldest go when it is too much."""
        for minute in list(minutes)[-MOST:]:
            self._minutes.setdefault(minute, minutes[minute])


def quantile(buckets: Sequence[int], share: float) -> float | None:
    """Seconds within which this share of the calls was answered, even within a bucket; None without calls.

    Beyond the last bound nothing is known but that it was longer: the bound is answered then.
    """
    wanted, below, first = share * sum(buckets), 0, 0.0
    for bound, number in zip(BOUNDS, buckets, strict=False):
        if number and below + number >= wanted:
            return first + (bound - first) * (wanted - below) / number
        below, first = below + number, bound
    return first if sum(buckets) else None
