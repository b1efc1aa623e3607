"""Sensors that are nowhere, with a week of readings, for pictures of their page."""

import datetime as dt
import math
from uuid import UUID

from fofal_server.contract.sensors import SensorCard, Series

_ONES = (
    (
        "TEMP001",
        "Serre nord (démo)",
        "air_temperature",
        "Température de l'air",
        "°C",
        "41.2",
        "well",
        "critical",
        81,
        64,
        4,
    ),
    ("TEMP002", "Parcelle D02 (démo)", "soil_temperature", "Température du sol", "°C", "26.4", "well", None, 92, 71, 3),
    ("HUM001", "Bas-fond (démo)", "soil_moisture", "Humidité du sol", "%", "17.9", "well", "warning", 55, 48, 5),
    ("HUM002", "Séchoir (démo)", "air_humidity", "Humidité de l'air", "%", "62", "battery", None, 12, 80, 2),
    ("RAIN001", "Bureau (démo)", "rain", "Pluie", "mm", "0.4", "well", None, 77, 90, 6),
    ("PH001", "Pépinière (démo)", "soil_ph", "pH du sol", "pH", "6.42", "signal", None, 64, 21, 8),
    ("LUX001", "Serre nord (démo)", "light", "Luminosité", "lux", "48210", "silent", None, 33, 40, 190),
)
_HEALTH = {"well": "Bonne", "battery": "Batterie faible", "signal": "Signal faible", "silent": "Muet"}
BOUNDS = {"normal_min": "15", "normal_max": "35", "critical_min": "10", "critical_max": "40"}


def invented_sensors(now: dt.datetime) -> list[SensorCard]:
    """One of each gravity."""
    return [
        SensorCard(
            id=UUID(int=place), code=code, name=name, kind=kind, kind_label=told, unit=unit, place=f"D0{place + 1}",
            status="in_service", health=health, health_label=_HEALTH[health], level=level,
            last_at=now - dt.timedelta(minutes=age), last_value=value, battery_percent=battery, signal_percent=signal,
            interval_seconds=300, bounds={},
        )
        for place, (code, name, kind, told, unit, value, health, level, battery, signal, age) in enumerate(_ONES)
    ]  # fmt: skip


def invented_week(card: SensorCard, now: dt.datetime) -> Series:
    """Days and nights with a gap of half a day that lead to what the card says, or showers."""
    since, until, step = now - dt.timedelta(days=7), card.last_at or now, 605
    moments = [int(until.timestamp()) - step * place for place in reversed(range(999)) if not 320 < place < 400]
    shape = [_shape(card.kind, at - moments[-1]) for at in moments]
    last = float(card.last_value or 1)
    mean = [last * one / shape[-1] for one in shape]
    wide = last * 0.03
    sums = [max(0.0, 14 * math.sin(at / 9_000) * math.sin(at / 77_000) - 9) for at in moments]
    rain, hot = card.kind == "rain", card.kind == "air_temperature"
    return Series(
        id=card.id, since=since, until=now, step_seconds=step, interval_seconds=300, unit=card.unit, at=moments,
        low=[max(0.0, one - wide) for one in mean], mean=mean, high=[one + wide for one in mean],
        sums=sums if rain else None, bounds={"normal_max": "50"} if rain else BOUNDS if hot else {},
    )  # fmt: skip


def _shape(kind: str, seconds: int) -> float:
    """How high it stands so long before or after the middle of a day; there is no light at night."""
    sun = math.cos(2 * math.pi * seconds / 86_400)
    return max(0.0, sun) if kind == "light" else 27 + 7 * sun
