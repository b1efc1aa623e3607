"""What the forecast of a day means for work outside: to be stopped, held within bounds, or done with care."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fofal_server.contract.weather import Advice, Peril
from fofal_server.weather.models import WeatherDay
from fofal_server.weather.thresholds import PREFIX, Thresholds

ORDER = tuple(Advice)


@dataclass(frozen=True)
class Reason:
    """The value, and the threshold that it reaches."""

    what: Peril
    advice: Advice
    value: Decimal
    limit: Decimal


_RULES = (
    (Peril.RAIN, "mm", "rain_mm", (Advice.STOP, Advice.RESTRICT, Advice.CARE)),
    (Peril.WIND, "kmh", "wind_max_kmh", (Advice.STOP, Advice.RESTRICT, Advice.CARE)),
    (Peril.HEAT, "c", "temperature_max_c", (Advice.RESTRICT, Advice.CARE)),
)
"""What, unit, column of the day, and the advices that have a parameter ``work_<what>_<advice>_<unit>``."""


@dataclass(frozen=True)
class Step:
    """One threshold: its parameter, the column of a day that reaches it, and what that means."""

    code: str
    column: str
    advice: Advice


STEPS = tuple(
    Step(f"{PREFIX}work_{what}_{advice}_{unit}", column, advice)
    for what, unit, column, advices in _RULES
    for advice in advices
)
"""All of them, for whoever asks the database instead."""


def reasons(day: WeatherDay, limits: Thresholds) -> list[Reason]:
    """Why work of this day is in question; nothing when it is not, or when nothing is known."""
    found = (_first(what, unit, getattr(day, name), steps, day.day, limits) for what, unit, name, steps in _RULES)
    return [one for one in found if one is not None]


def _first(
    what: Peril, unit: str, value: Decimal | None, steps: Iterable[Advice], day: dt.date, limits: Thresholds
) -> Reason | None:
    if value is None:
        return None
    for advice in steps:
        limit = limits.number(f"work_{what}_{advice}_{unit}", day)
        if value >= limit:
            return Reason(what, advice, value, limit)
    return None
