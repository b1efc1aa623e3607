"""Open-Meteo: forecast and archive (ERA5), free for non-commercial use, or with a key at hosts of their own.

Shapes, limits and licence: rules of the domain 6.1. Data CC BY 4.0: the attribution is part of our answers.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from fofal_server.contract.weather import Sky
from fofal_server.outside import Answer, Garbled, Outside, Provider
from fofal_server.weather import readable
from fofal_server.weather.readable import column, number
from fofal_server.weather.sources import DayValue, HourValue, Place, Report

CODE = "open-meteo"
FREE = ("https://api.open-meteo.com", "https://archive-api.open-meteo.com")
PAID = ("https://customer-api.open-meteo.com", "https://customer-archive-api.open-meteo.com")
HOURLY = "temperature_2m,relative_humidity_2m,precipitation,wind_speed_10m,cloud_cover,uv_index,weather_code"
DAILY = (
    "temperature_2m_max,temperature_2m_min,precipitation_sum,wind_speed_10m_max,et0_fao_evapotranspiration,weather_code"
)
PLAIN = frozenset(
    {"latitude", "longitude", "timezone", "hourly", "daily", "forecast_days", "past_days", "start_date", "end_date"}
)

_SKIES = (
    (range(2), Sky.CLEAR), (range(2, 4), Sky.CLOUDY), (range(45, 49), Sky.FOG), (range(51, 58), Sky.DRIZZLE),
    (range(61, 68), Sky.RAIN), (range(80, 83), Sky.RAIN), (range(95, 100), Sky.STORM),
)  # fmt: skip
"""Codes of the WMO (table 4677) that are told of the tropics."""


class OpenMeteo:
    """``origins``: where forecast and archive are asked; ``key`` only for who pays."""

    stride = 366
    lag = 5

    def __init__(self, origins: tuple[str, str], key: str | None) -> None:
        self._forecast, self._archive = origins
        self._key = {"apikey": key} if key else {}
        hosts = tuple(dict.fromkeys(urlsplit(one).hostname or "" for one in origins))
        self.provider = Provider(CODE, hosts, per_second=5.0, plain=PLAIN)

    def forecast(self, outside: Outside, place: Place) -> Report:
        more = {"hourly": HOURLY, "daily": DAILY, "forecast_days": "8", "past_days": "2"}
        return self._asked(outside, "forecast", f"{self._forecast}/v1/forecast", place, more)

    def past(self, outside: Outside, place: Place, first: dt.date, last: dt.date) -> Report:
        more = {"daily": DAILY, "start_date": first.isoformat(), "end_date": last.isoformat()}
        return self._asked(outside, "past", f"{self._archive}/v1/archive", place, more)

    def _asked(self, outside: Outside, kind: str, url: str, place: Place, more: Mapping[str, str]) -> Report:
        where = {"latitude": str(place.latitude), "longitude": str(place.longitude), "timezone": place.zone}
        asked = {**where, **more, **self._key}
        return outside.read(self.provider, url, lambda answer: _report(answer, place), asked, kind=kind)


def _report(answer: Answer, place: Place) -> Report:
    found = readable.table(answer.json(), CODE)
    latitude = number(found.get("latitude"), readable.DEGREES, Decimal("0.0001"))
    longitude = number(found.get("longitude"), readable.DEGREES, Decimal("0.0001"))
    cell = None if latitude is None or longitude is None else (latitude, longitude)
    try:
        return Report(_hours(found.get("hourly"), place), _days(found.get("daily")), cell)
    except (ValueError, TypeError) as error:  # a moment that is none
        raise Garbled(provider=CODE) from error


def _hours(found: Any, place: Place) -> list[HourValue]:
    if found is None:
        return []
    of = readable.table(found, CODE)
    times = [dt.datetime.fromisoformat(one).replace(tzinfo=place.tz) for one in of["time"]] if "time" in of else []
    read = {name: column(of, name, len(times), CODE) for name in HOURLY.split(",")}
    return [
        HourValue(
            at=at.astimezone(dt.UTC),
            temperature_c=number(read["temperature_2m"][row], readable.TEMPERATURE),
            humidity_percent=number(read["relative_humidity_2m"][row], readable.PERCENT),
            rain_mm=number(read["precipitation"][row], readable.RAIN),
            wind_kmh=number(read["wind_speed_10m"][row], readable.WIND),
            cloud_percent=number(read["cloud_cover"][row], readable.PERCENT),
            uv_index=number(read["uv_index"][row], readable.ULTRAVIOLET),
            sky=_sky(read["weather_code"][row]),
        )
        for row, at in enumerate(times)
    ]


def _days(found: Any) -> list[DayValue]:
    if found is None:
        return []
    of = readable.table(found, CODE)
    days = [dt.date.fromisoformat(one) for one in of.get("time", [])]
    read = {name: column(of, name, len(days), CODE) for name in DAILY.split(",")}
    return [
        DayValue(
            day=day,
            temperature_max_c=number(read["temperature_2m_max"][row], readable.TEMPERATURE),
            temperature_min_c=number(read["temperature_2m_min"][row], readable.TEMPERATURE),
            rain_mm=number(read["precipitation_sum"][row], readable.RAIN),
            wind_max_kmh=number(read["wind_speed_10m_max"][row], readable.WIND),
            et0_mm=number(read["et0_fao_evapotranspiration"][row], readable.EVAPORATION),
            sky=_sky(read["weather_code"][row]),
        )
        for row, day in enumerate(days)
    ]


def _sky(code: Any) -> Sky | None:
    return next((sky for codes, sky in _SKIES if isinstance(code, int) and code in codes), None)
