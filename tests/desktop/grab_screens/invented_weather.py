"""Weather that nobody has seen, with a day of each advice, for pictures of its page."""

import datetime as dt
from typing import Any
from uuid import UUID

from fofal_server.contract.weather import DayTold, ForecastFlag, HourTold, Outlook, RiskTold, WeatherState

_DAYS: tuple[tuple[str | None, ...], ...] = (
    ("cloudy", "31", "23", "2.4", "18", None),
    ("storm", "30", "22", "42", "38", "stop"),
    ("rain", "29", "22", "22", "22", "restrict"),
    ("drizzle", "30", "23", "11", "15", "care"),
    ("clear", "34", "23", "0", "12", "care"),
    ("fog", "29", "22", "0.4", "8", None),
    (None, None, None, None, None, None),
)
_REASON = {"what": "rain", "advice": "stop", "value": "42", "limit": "30"}


def invented_outlook(state: WeatherState, now: dt.datetime, today: dt.date) -> Outlook:
    """An hour of drizzle before a storm; of the last day nothing is known."""
    fetched = now - dt.timedelta(minutes=23)
    whose = {"provider": "open-meteo", "attribution": "Données météo : Open-Meteo.com (CC BY 4.0)", "problem": None}
    hour = {
        "at": now - dt.timedelta(minutes=40), "origin": "forecast", "temperature_c": "28.4", "humidity_percent": "83",
        "rain_mm": "1.2", "wind_kmh": "14", "cloud_percent": "75", "uv_index": "6.1", "sky": "drizzle",
    }  # fmt: skip
    risk = {
        "overall": "high", "rain": "high", "heat": "low", "wind": "medium", "rain_mm": "22.1", "temperature_c": "30",
        "wind_kmh": "38",
    }  # fmt: skip
    return Outlook(
        state=state.model_copy(update={**whose, "fetched_at": fetched, "age_minutes": 23}),
        now=HourTold.model_validate(hour),
        hours=[],
        days=[_day(today + dt.timedelta(days=place), *told) for place, told in enumerate(_DAYS)],
        risk=RiskTold.model_validate(risk),
    )


def _day(day: dt.date, sky: Any, hottest: Any, coldest: Any, rain: Any, wind: Any, advice: Any) -> DayTold:
    told = {
        "day": day, "sky": sky, "temperature_max_c": hottest, "temperature_min_c": coldest, "rain_mm": rain,
        "wind_max_kmh": wind, "et0_mm": None, "advice": advice, "reasons": [_REASON] if advice == "stop" else [],
    }  # fmt: skip
    return DayTold.model_validate(told)


def invented_flags(today: dt.date) -> list[ForecastFlag]:
    """Work on the day of the storm and on the one after it."""
    days = [today + dt.timedelta(days=more) for more in (1, 2)]
    works = (
        ("harvest-rounds", "D02 · tour de récolte (démo)", "stop"),
        ("field-operations", "Engrais A01 (démo)", "restrict"),
    )
    return [
        ForecastFlag.model_validate(
            {"resource": f"agronomy.{kind}", "record_id": UUID(int=1), "plot_id": UUID(int=2), "name": name, "day": day,
             "advice": advice, "reasons": [{**_REASON, "advice": advice}]}
        )
        for day, (kind, name, advice) in zip(days, works, strict=True)
    ]  # fmt: skip
