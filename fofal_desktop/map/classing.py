"""Where one class of a measure ends and the next begins: as many things in each, or fixed bounds."""

import math
from bisect import bisect_right
from collections.abc import Sequence

CLASSES = 5
"""More shades than these are not told apart on paper (Brewer, Designing Better Maps, 2015)."""


def quantiles(values: Sequence[float], count: int = CLASSES) -> tuple[float, ...]:
    """Bounds between classes that hold about as many values each; fewer where values repeat."""
    ordered = sorted(values)
    if not ordered:
        return ()
    places = [len(ordered) * step / count for step in range(1, count)]
    bounds = {_rounded(ordered[min(len(ordered) - 1, int(place))], ordered) for place in places}
    return tuple(sorted(bound for bound in bounds if ordered[0] < bound <= ordered[-1]))


def class_of(value: float, bounds: Sequence[float]) -> int:
    """A value on a bound belongs to the class that begins there."""
    return bisect_right(bounds, value)


def _rounded(value: float, ordered: Sequence[float]) -> float:
    """As few digits as a legend needs to tell the classes of these values apart."""
    spread = ordered[-1] - ordered[0]
    if not spread:
        return value
    return round(value, max(0, 2 - math.floor(math.log10(spread))))
