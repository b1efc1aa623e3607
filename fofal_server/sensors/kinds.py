"""What sensors measure: the unit of each kind, what can be true of it at all, and the bounds that hold by default."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class SensorKind(StrEnum):
    """What a sensor measures."""

    SOIL_TEMPERATURE = "soil_temperature"
    AIR_TEMPERATURE = "air_temperature"
    SOIL_MOISTURE = "soil_moisture"
    AIR_HUMIDITY = "air_humidity"
    LIGHT = "light"
    RAIN = "rain"
    SOIL_PH = "soil_ph"
    CONDUCTIVITY = "conductivity"


Bound = str | None


@dataclass(frozen=True)
class Measure:
    """``least`` and ``most``: beyond them no instrument of this kind can tell the truth.

    ``bounds`` are lowest and highest normal value, then lowest and highest critical one, as parameters begin with.
    ``adds_up``: a sum says more of an hour than a mean.
    """

    unit: str
    least: Decimal
    most: Decimal
    bounds: tuple[Bound, Bound, Bound, Bound]
    adds_up: bool = False


def _measure(unit: str, least: int, most: int, *bounds: Bound, adds_up: bool = False) -> Measure:
    low, high, critical_low, critical_high = bounds
    return Measure(unit, Decimal(least), Decimal(most), (low, high, critical_low, critical_high), adds_up)


MEASURES: Mapping[SensorKind, Measure] = {
    SensorKind.SOIL_TEMPERATURE: _measure("°C", -40, 80, "10", "35", "5", "40"),
    SensorKind.AIR_TEMPERATURE: _measure("°C", -50, 70, "15", "35", "10", "40"),
    SensorKind.SOIL_MOISTURE: _measure("%", 0, 100, "20", "80", "10", "90"),
    SensorKind.AIR_HUMIDITY: _measure("%", 0, 100, "30", "80", "20", "90"),
    SensorKind.LIGHT: _measure("lux", 0, 200_000, "1000", "100000", None, None),
    SensorKind.RAIN: _measure("mm", 0, 400, None, "50", None, "100", adds_up=True),
    SensorKind.SOIL_PH: _measure("pH", 0, 14, "5.5", "7.5", "5", "8"),
    SensorKind.CONDUCTIVITY: _measure("µS/cm", 0, 60_000, "200", "2000", "100", "3000"),
}
"""Most rain: of one reading, an hour at the longest; the world's record of an hour is 401 mm (WMO, Shangdi, 1975)."""
