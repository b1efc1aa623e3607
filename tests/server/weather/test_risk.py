"""Dangers and what they mean for work; the earlier program took the alphabetical maximum, by which HIGH and LOW made LOW."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from fofal_server.contract.weather import Danger
from fofal_server.weather import risk, thresholds, work
from fofal_server.weather.models import WeatherDay
from fofal_server.weather.risk import Seen

DAY = dt.date(2026, 11, 22)


def _seen(rain: object = None, heat: object = None, wind: object = None) -> Seen:
    return Seen(*(None if one is None else Decimal(str(one)) for one in (rain, heat, wind)))


@pytest.mark.parametrize(
    ("now", "days", "levels"),
    [
        (_seen(25, 20, 5), [], (Danger.HIGH, Danger.LOW, Danger.LOW, Danger.HIGH)),
        (_seen(0, 36, 5), [], (Danger.LOW, Danger.HIGH, Danger.LOW, Danger.HIGH)),
        (_seen(0, 20, 51), [], (Danger.LOW, Danger.LOW, Danger.HIGH, Danger.HIGH)),
        (_seen(20, 35, 50), [], (Danger.MEDIUM, Danger.MEDIUM, Danger.MEDIUM, Danger.MEDIUM)),
        (_seen(10, 30, 30), [], (Danger.LOW, Danger.LOW, Danger.LOW, Danger.LOW)),
        (_seen(0, 20, 5), [_seen(60, 25, 10), _seen(0), _seen(3)], (Danger.HIGH, Danger.LOW, Danger.LOW, Danger.HIGH)),
        (_seen(0, 20, 5), [_seen(30, 25), _seen(), _seen(3)], (Danger.MEDIUM, Danger.LOW, Danger.LOW, Danger.MEDIUM)),
        (_seen(0), [_seen(0), _seen(0), _seen(0), _seen(500)], (Danger.LOW, None, None, Danger.LOW)),
        (_seen(), [], (None, None, None, None)),
    ],
)  # fmt: skip
def test_levels(session: Session, now: Seen, days: list[Seen], levels: tuple[object, ...]) -> None:
    found = risk.judge(now, days, thresholds.read(session), DAY)
    assert (found.rain, found.heat, found.wind, found.overall) == levels


@pytest.mark.parametrize(
    ("rain", "wind", "heat", "advice"),
    [
        (30, 0, 20, ["stop"]), (29.9, 0, 20, ["restrict"]), (10, 0, 20, ["care"]), (9.9, 19, 29, []),
        (0, 50, 20, ["stop"]), (0, 30, 30, ["restrict", "care"]), (0, 20, 35, ["care", "restrict"]), (None, None, None, []),
    ],
)  # fmt: skip
def test_advice_for_a_day(session: Session, rain: object, wind: object, heat: object, advice: list[str]) -> None:
    values = (None if one is None else Decimal(str(one)) for one in (rain, wind, heat))
    day = WeatherDay(day=DAY, **dict(zip(("rain_mm", "wind_max_kmh", "temperature_max_c"), values, strict=True)))
    assert [one.advice for one in work.reasons(day, thresholds.read(session))] == advice
