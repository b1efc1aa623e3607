"""What providers of weather answer, in the shapes of rules of the domain 6.1; numbers are invented."""

import datetime as dt
import json
from typing import Any

from fofal_server.core import clock
from tests.support.outsider import Said

FORECAST, ARCHIVE, ONE_CALL, SUMMARY = (
    "/v1/forecast",
    "/v1/archive",
    "/data/3.0/onecall",
    "/data/3.0/onecall/day_summary",
)
HOUR_NAMES = ("temperature_2m", "relative_humidity_2m", "precipitation", "wind_speed_10m", "cloud_cover", "uv_index")
DAY_NAMES = (
    "temperature_2m_max", "temperature_2m_min", "precipitation_sum", "wind_speed_10m_max", "et0_fao_evapotranspiration",
)  # fmt: skip


def said(body: Any, status: int = 200) -> Said:
    return Said(status, json.dumps(body).encode())


def today() -> dt.date:
    return clock.today()


def forecast(*, back: int = 2, ahead: int = 8, **changes: list[Any]) -> dict[str, Any]:
    """Open-Meteo's: parallel arrays in the local time of the place, without an offset."""
    first = today() - dt.timedelta(days=back)
    days = [first + dt.timedelta(days=more) for more in range(back + ahead)]
    hours = [f"{day}T{hour:02}:00" for day in days for hour in range(24)]
    hourly: dict[str, Any] = {name: [20.5] * len(hours) for name in HOUR_NAMES}
    hourly |= {"precipitation": [0.2] * len(hours), "weather_code": [61] * len(hours)}
    daily: dict[str, Any] = {name: [25.04] * len(days) for name in DAY_NAMES}
    daily |= {"precipitation_sum": [4.8] * len(days), "weather_code": [95] * len(days)}
    daily |= {name: values for name, values in changes.items() if name in daily}
    hourly |= {name: values for name, values in changes.items() if name in hourly and name != "weather_code"}
    return {
        "latitude": 4.1, "longitude": 9.700001, "generationtime_ms": 0.05, "utc_offset_seconds": 3600,
        "timezone": "Africa/Douala", "timezone_abbreviation": "GMT+1", "elevation": 13.0,
        "hourly_units": {"time": "iso8601"}, "hourly": {"time": hours, **hourly},
        "daily_units": {"time": "iso8601"}, "daily": {"time": [str(day) for day in days], **daily},
    }  # fmt: skip


def archive(first: dt.date, last: dt.date, rain: Any = 3.1) -> dict[str, Any]:
    """A stretch of the past, by the day."""
    days = [str(first + dt.timedelta(days=more)) for more in range((last - first).days + 1)]
    values = {name: [25.0] * len(days) for name in DAY_NAMES} | {"precipitation_sum": [rain] * len(days)}
    return {"latitude": 4.1, "longitude": 9.7, "daily": {"time": days, "weather_code": [3] * len(days), **values}}


def one_call() -> dict[str, Any]:
    """OpenWeather's: a list of objects in seconds since 1970; an hour without ``rain`` is a dry one."""
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    hours = [{"dt": int((now + dt.timedelta(hours=more)).timestamp()), "temp": 27.4, "humidity": 88, "wind_speed": 5.0,
              "clouds": 75, "uvi": 6.2, "weather": [{"id": 501, "main": "Rain"}]} for more in range(48)]  # fmt: skip
    hours[0]["rain"] = {"1h": 2.5}
    noon = dt.datetime.combine(today(), dt.time(11), dt.UTC)
    days = [{"dt": int((noon + dt.timedelta(days=more)).timestamp()), "temp": {"min": 22.1, "max": 31.9},
             "wind_speed": 10.0, "weather": [{"id": 800}]} for more in range(8)]  # fmt: skip
    days[1]["rain"] = 12.3
    return {
        "lat": 4.05,
        "lon": 9.7,
        "timezone": "Africa/Douala",
        "timezone_offset": 3600,
        "hourly": hours,
        "daily": days,
    }


def summary(day: dt.date) -> dict[str, Any]:
    return {
        "lat": 4.05, "lon": 9.7, "tz": "+01:00", "date": str(day), "temperature": {"min": 22.0, "max": 30.2},
        "precipitation": {"total": 7.5}, "wind": {"max": {"speed": 4.0, "direction": 120}},
    }  # fmt: skip
