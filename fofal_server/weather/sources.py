"""What a provider of weather has to be able to do, and the form in which all of them answer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from fofal_server.contract.weather import Sky
from fofal_server.outside import Outside, Provider


@dataclass(frozen=True)
class Place:
    """Where the weather is asked for; days are those of its own zone."""

    latitude: Decimal
    longitude: Decimal
    zone: str

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@dataclass(frozen=True)
class HourValue:
    """°C, %, mm of the hour, km/h; None is what the provider did not say, or what cannot be."""

    at: dt.datetime
    temperature_c: Decimal | None = None
    humidity_percent: Decimal | None = None
    rain_mm: Decimal | None = None
    wind_kmh: Decimal | None = None
    cloud_percent: Decimal | None = None
    uv_index: Decimal | None = None
    sky: Sky | None = None


@dataclass(frozen=True)
class DayValue:
    """°C, mm of the day, km/h."""

    day: dt.date
    temperature_max_c: Decimal | None = None
    temperature_min_c: Decimal | None = None
    rain_mm: Decimal | None = None
    wind_max_kmh: Decimal | None = None
    et0_mm: Decimal | None = None
    sky: Sky | None = None


@dataclass(frozen=True)
class Report:
    """One answer. ``cell``: latitude and longitude of what the values are of, which is no point but a square."""

    hours: Sequence[HourValue] = ()
    days: Sequence[DayValue] = ()
    cell: tuple[Decimal, Decimal] | None = field(default=None)


class Source(Protocol):
    """An adapter. ``stride``: days of the past that a call may ask for; ``lag``: days until they are there."""

    provider: Provider
    stride: int
    lag: int

    def forecast(self, outside: Outside, place: Place) -> Report:
        """The last two days, now and the days to come; an OutsideError says why not."""
        ...

    def past(self, outside: Outside, place: Place, first: dt.date, last: dt.date) -> Report:
        """Days that are over, both included."""
        ...
