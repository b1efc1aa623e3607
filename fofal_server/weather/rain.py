"""The rain of a site by the day: what its gauge held, what the model says, or the gauge completed by the model."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, or_, union_all
from sqlalchemy.orm import Session

from fofal_server.contract.weather import Origin, RainBy
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.weather.balance import MonthRain
from fofal_server.weather.models import RainReading, WeatherDay
from fofal_server.weather.thresholds import Thresholds

FIRST = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class DayRain:
    """Millimetres, and who says so."""

    mm: Decimal
    origin: Origin


Days = Mapping[dt.date, DayRain]


def days(session: Session, site_id: UUID, choice: RainBy, last: dt.date, first: dt.date = FIRST) -> Days:
    """Every day until ``last`` of which something is known, by one question; the gauge goes before any model."""
    return by_site(session, [site_id], choice, [(first, last)])[site_id]


def by_site(
    session: Session, sites: Sequence[UUID], choice: RainBy, spans: Sequence[tuple[dt.date, dt.date]]
) -> Mapping[UUID, Days]:
    """The same of several sites and spans of days, by one question too."""
    told = WeatherDay.origin == Origin.MODEL, WeatherDay.rain_mm.is_not(None)
    model = _rain(WeatherDay, Origin.MODEL, sites, spans).where(*told)
    gauge = _rain(RainReading, Origin.GAUGE, sites, spans)
    asked: Any = {RainBy.MODEL: model, RainBy.GAUGE: gauge}.get(choice, union_all(model, gauge))
    found: dict[UUID, dict[dt.date, DayRain]] = {site: {} for site in sites}
    for site, day, mm, origin in session.execute(asked):
        if origin == Origin.GAUGE or day not in found[site]:
            found[site][day] = DayRain(mm, Origin(origin))
    return found


def _rain(
    model: type[WeatherDay | RainReading],
    origin: Origin,
    sites: Sequence[UUID],
    spans: Sequence[tuple[dt.date, dt.date]],
) -> Select[Any]:
    days_of = scoped(SYSTEM, model, model.site_id, model.day, model.rain_mm, literal(origin.value).label("origin"))
    return days_of.where(model.site_id.in_(sites), or_(*(model.day.between(*span) for span in spans)))


def months(known: Days, last: dt.date, today: dt.date, limits: Thresholds) -> Iterator[MonthRain]:
    """Each month from the first that is known until that of ``last``; a day of which nothing is known is no dry day."""
    if not known:
        return
    month = min(known).replace(day=1)
    while month <= last:
        following = next_month(month)
        yield _month(known, month, following, today, limits)
        month = following


def _month(known: Days, month: dt.date, following: dt.date, today: dt.date, limits: Thresholds) -> MonthRain:
    over = [day for day in each(month, following) if day < today]
    told = [known[day] for day in over if day in known]
    wet = limits.number("rainy_day_mm", month)
    return MonthRain(
        month=month,
        rain=sum((one.mm for one in told), Decimal(0)),
        rainy_days=sum(one.mm > wet for one in told),
        missing=len(over) - len(told),
        over=following <= today,
        gauged=sum(one.origin is Origin.GAUGE for one in told),
        modelled=sum(one.origin is Origin.MODEL for one in told),
    )


def each(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    """The days from ``first`` to the one before ``until``."""
    return (first + dt.timedelta(days=more) for more in range((until - first).days))


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after."""
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
