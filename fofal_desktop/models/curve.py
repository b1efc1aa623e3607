"""What a chart shows, as data: curves over time and the levels that they are held against."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Stroke = Literal["solid", "dash", "dot", "dashdot"]


@dataclass(frozen=True)
class Curve:
    """``at`` in seconds since 1970, rising; NaN among ``values`` is a moment of which nothing is known.

    ``low`` and ``high`` are a band around the values. ``bars``: each value is of the ``step`` seconds from its moment
    on, and stands on nothing. ``gap``: seconds between two values from which on they are not joined. ``role`` is a
    colour of the theme, ``stroke`` tells lines apart without it. ``hollow``: only outlined, for what is not whole.
    ``beside``: it has the second unit, on an axis of its own that begins at the same nought.
    """

    words: str
    at: Sequence[float]
    values: Sequence[float]
    role: str = "brand"
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    bars: bool = False
    step: float = 3600.0
    gap: float = math.inf
    stroke: Stroke = "solid"
    hollow: bool = False
    beside: bool = False

    def pieces(self) -> Iterator[range]:
        """Places that are joined to each other; a lonely value is a piece of its own."""
        begun: int | None = None
        for place, value in enumerate(self.values):
            known = not math.isnan(value)
            apart = begun is not None and place > 0 and self.at[place] - self.at[place - 1] > self.gap
            if begun is not None and (apart or not known):
                yield range(begun, place)
                begun = None
            if known and begun is None:
                begun = place
        if begun is not None:
            yield range(begun, len(self.values))

    def middles(self) -> Sequence[float]:
        """Where each value stands on the chart: bars in the middle of their time."""
        return [one + self.step / 2 for one in self.at] if self.bars else self.at

    def span(self) -> tuple[float, float] | None:
        """The lowest and the highest that is drawn; None when nothing is."""
        drawn = [one for one in (*self.values, *self.low, *self.high) if not math.isnan(one)]
        if not drawn:
            return None
        return min(drawn + [0.0] * self.bars), max(drawn + [0.0] * self.bars)


@dataclass(frozen=True)
class Level:
    """A line across the chart: a bound, an aim."""

    value: float
    words: str
    role: str = "warning"


def heights(curves: Sequence[Curve], levels: Sequence[Level]) -> tuple[float, float]:
    """From where to where the chart reaches: all values, and on either side the level that is nearest to them."""
    spans = [span for one in curves if (span := one.span()) is not None]
    if spans:
        low, high = min(one for one, _ in spans), max(one for _, one in spans)
        low = min(low, max((one.value for one in levels if one.value < low), default=low))
        high = max(high, min((one.value for one in levels if one.value > high), default=high))
    else:
        low, high = min((one.value for one in levels), default=0.0), max((one.value for one in levels), default=1.0)
    room = (high - low) * 0.12 or max(abs(high), 1.0) * 0.1
    stands = low == 0.0 and any(one.bars for one in curves)
    return (low if stands else low - room), high + room


def nearest(at: Sequence[float], moment: float) -> int | None:
    """The place of the value that is nearest to a moment."""
    return min(range(len(at)), key=lambda place: abs(at[place] - moment), default=None)
