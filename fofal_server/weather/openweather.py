"""OpenWeather, One Call 3.0: a subscription of its own, 1,000 calls a day for nothing.

What its answers leave out has not happened, so its documentation says: an hour or a day without ``rain`` is a dry one,
while one that is not listed at all is not known.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from fofal_server.contract.weather import Sky
from fofal_server.outside import Answer, Garbled, Outside, Provider
from fofal_server.weather import readable
from fofal_server.weather.readable import number
from fofal_server.weather.sources import DayValue, HourValue, Place, Report

CODE = "openweather"
ORIGIN = "https://api.openweathermap.org"
PLAIN = frozenset({"lat", "lon", "units", "exclude", "date", "tz"})
KMH = Decimal("3.6")
"""Metres a second are told."""
_SKIES = {2: Sky.STORM, 3: Sky.DRIZZLE, 5: Sky.RAIN, 7: Sky.FOG}


class OpenWeather:
    """``stride`` 1: a day of the past is a call, so few are asked for at a time."""

    stride = 1
    lag = 1

    def __init__(self, origin: str, key: str) -> None:
        self._origin, self._key = origin, key
        self.provider = Provider(CODE, (urlsplit(origin).hostname or "",), per_second=1.0, plain=PLAIN)

    def forecast(self, outside: Outside, place: Place) -> Report:
        return outside.read(
            self.provider, f"{self._origin}/data/3.0/onecall", lambda answer: _report(answer, place),
            {**self._where(place), "exclude": "minutely,alerts"}, kind="forecast",
        )  # fmt: skip

    def past(self, outside: Outside, place: Place, first: dt.date, last: dt.date) -> Report:
        days = [first + dt.timedelta(days=more) for more in range((last - first).days + 1)]
        return Report(days=[self._day(outside, place, day) for day in days])

    def _day(self, outside: Outside, place: Place, day: dt.date) -> DayValue:
        offset = dt.datetime.combine(day, dt.time(12), place.tz).strftime("%z")
        asked = {**self._where(place), "date": day.isoformat(), "tz": f"{offset[:3]}:{offset[3:5]}"}
        url = f"{self._origin}/data/3.0/onecall/day_summary"
        return outside.read(self.provider, url, lambda answer: _summary(answer, day), asked, kind="past")

    def _where(self, place: Place) -> dict[str, str]:
        where = {"lat": str(place.latitude), "lon": str(place.longitude)}
        return {**where, "units": "metric", "appid": self._key}


def _report(answer: Answer, place: Place) -> Report:
    found = readable.table(answer.json(), CODE)
    latitude = number(found.get("lat"), readable.DEGREES, Decimal("0.0001"))
    longitude = number(found.get("lon"), readable.DEGREES, Decimal("0.0001"))
    try:
        hours = [_hour(readable.table(one, CODE)) for one in found.get("hourly", [])]
        days = [_day(readable.table(one, CODE), place) for one in found.get("daily", [])]
    except (KeyError, ValueError, TypeError, OverflowError, OSError) as error:
        raise Garbled(provider=CODE) from error
    return Report(hours, days, None if latitude is None or longitude is None else (latitude, longitude))


def _hour(of: Mapping[str, Any]) -> HourValue:
    return HourValue(
        at=dt.datetime.fromtimestamp(of["dt"], dt.UTC),
        temperature_c=number(of.get("temp"), readable.TEMPERATURE),
        humidity_percent=number(of.get("humidity"), readable.PERCENT),
        rain_mm=number(readable.table(of.get("rain", {"1h": 0}), CODE).get("1h"), readable.RAIN),
        wind_kmh=_kmh(of.get("wind_speed")),
        cloud_percent=number(of.get("clouds"), readable.PERCENT),
        uv_index=number(of.get("uvi"), readable.ULTRAVIOLET),
        sky=_sky(of.get("weather")),
    )


def _day(of: Mapping[str, Any], place: Place) -> DayValue:
    heat = readable.table(of.get("temp", {}), CODE)
    return DayValue(
        day=dt.datetime.fromtimestamp(of["dt"], place.tz).date(),
        temperature_max_c=number(heat.get("max"), readable.TEMPERATURE),
        temperature_min_c=number(heat.get("min"), readable.TEMPERATURE),
        rain_mm=number(of.get("rain", 0), readable.RAIN),
        wind_max_kmh=_kmh(of.get("wind_speed")),
        sky=_sky(of.get("weather")),
    )


def _summary(answer: Answer, day: dt.date) -> DayValue:
    of = readable.table(answer.json(), CODE)
    heat, rain, wind = (readable.table(of.get(name, {}), CODE) for name in ("temperature", "precipitation", "wind"))
    return DayValue(
        day=day,
        temperature_max_c=number(heat.get("max"), readable.TEMPERATURE),
        temperature_min_c=number(heat.get("min"), readable.TEMPERATURE),
        rain_mm=number(rain.get("total"), readable.RAIN),
        wind_max_kmh=_kmh(readable.table(wind.get("max", {}), CODE).get("speed")),
    )


def _kmh(value: Any) -> Decimal | None:
    metres = number(value, readable.WIND, Decimal("0.01"))
    return None if metres is None else (metres * KMH).quantize(readable.TENTH)


def _sky(found: Any) -> Sky | None:
    """Groups of their codes: 2xx storm, 3xx drizzle, 5xx rain, 7xx what dims the air, 800 clear, 80x clouds."""
    code = found[0].get("id") if isinstance(found, list) and found and isinstance(found[0], dict) else None
    if not isinstance(code, int):
        return None
    return Sky.CLEAR if code == 800 else _SKIES.get(code // 100, Sky.CLOUDY if code // 100 == 8 else None)
