"""How dangerous the weather is for the farm's work: rain, heat and wind by their thresholds, and the worst of them.

The earlier program took the alphabetical maximum, by which HIGH and LOW made LOW; levels are ordered here.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fofal_server.contract.weather import Danger
from fofal_server.weather.thresholds import Thresholds

DAYS = 3
"""Of the forecast that count (fofal.md 2.12)."""


ORDER = tuple(Danger)


@dataclass(frozen=True)
class Seen:
    """What is known of now or of a day; None is what nobody has said."""

    rain_mm: Decimal | None = None
    temperature_c: Decimal | None = None
    wind_kmh: Decimal | None = None


@dataclass(frozen=True)
class Risk:
    """Each with its value; None where nothing is known."""

    rain: Danger | None = None
    heat: Danger | None = None
    wind: Danger | None = None
    rain_mm: Decimal | None = None
    temperature_c: Decimal | None = None
    wind_kmh: Decimal | None = None

    @property
    def overall(self) -> Danger | None:
        return max((one for one in (self.rain, self.heat, self.wind) if one), key=ORDER.index, default=None)


def judge(now: Seen, days: Sequence[Seen], limits: Thresholds, day: dt.date) -> Risk:
    """Rain: now, or the mean of the next three days. Heat and wind: the highest of now and of those days."""
    soon = days[:DAYS]
    rain = _most((now.rain_mm, _mean(one.rain_mm for one in soon)))
    heat = _most((now.temperature_c, *(one.temperature_c for one in soon)))
    wind = _most((now.wind_kmh, *(one.wind_kmh for one in soon)))
    return Risk(
        _level(rain, "rain", "mm", limits, day),
        _level(heat, "heat", "c", limits, day),
        _level(wind, "wind", "kmh", limits, day),
        rain,
        heat,
        wind,
    )


def _level(value: Decimal | None, what: str, unit: str, limits: Thresholds, day: dt.date) -> Danger | None:
    """Beyond the threshold, not at it."""
    if value is None:
        return None
    if value > limits.number(f"{what}_high_{unit}", day):
        return Danger.HIGH
    return Danger.MEDIUM if value > limits.number(f"{what}_medium_{unit}", day) else Danger.LOW


def _most(values: Iterable[Decimal | None]) -> Decimal | None:
    return max((one for one in values if one is not None), default=None)


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) / len(known) if known else None
