"""The rain of a site by the day: what its gauge held, what the model says, or the gauge completed by the model."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, case, cast, false, func, literal, or_, select, union_all
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from fofal_server.contract.weather import Origin, RainBy
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.weather.balance import NOTHING, MonthRain
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
    found: dict[UUID, dict[dt.date, DayRain]] = {site: {} for site in sites}
    for site, day, mm, origin in session.execute(_told(sites, choice, spans)):
        if origin == Origin.GAUGE or day not in found[site]:
            found[site][day] = DayRain(mm, Origin(origin))
    return found


def _told(sites: Sequence[UUID], choice: RainBy, spans: Sequence[tuple[dt.date, dt.date]]) -> Any:
    """Sites, days, millimetres and who says so; of a day of which both tell there are two rows."""
    known = WeatherDay.origin == Origin.MODEL, WeatherDay.rain_mm.is_not(None)
    model = _rain(WeatherDay, Origin.MODEL, sites, spans).where(*known)
    gauge = _rain(RainReading, Origin.GAUGE, sites, spans)
    return {RainBy.MODEL: model, RainBy.GAUGE: gauge}.get(choice, union_all(model, gauge))


def _rain(
    model: type[WeatherDay | RainReading],
    origin: Origin,
    sites: Sequence[UUID],
    spans: Sequence[tuple[dt.date, dt.date]],
) -> Select[Any]:
    days_of = scoped(SYSTEM, model, model.site_id, model.day, model.rain_mm, literal(origin.value).label("origin"))
    return days_of.where(model.site_id.in_(sites), or_(*(model.day.between(*span) for span in spans)))


def months(
    session: Session, sites: Sequence[UUID], choice: RainBy, today: dt.date, limits: Thresholds
) -> Mapping[UUID, Sequence[MonthRain]]:
    """Each month of each site from the first that is known until this one, added up by one question.

    A day of which nothing is known is no dry day.
    """
    found: dict[UUID, dict[dt.date, MonthRain]] = {site: {} for site in sites}
    for site, month, *told in session.execute(_by_month(sites, choice, today, limits)):
        found[site][month] = _month(month, today, *told)
    return {site: list(_in_a_row(known, today, limits)) for site, known in found.items()}


def _by_month(sites: Sequence[UUID], choice: RainBy, today: dt.date, limits: Thresholds) -> Select[Any]:
    """Of the days that are over: their rain, how many were rainy, and how many each origin tells of."""
    told = _told(sites, choice, [(FIRST, today)]).subquery()
    by_model = told.c.origin != Origin.GAUGE.value
    each_day = distinct_on(told.c.site_id, told.c.day)
    once = select(told).ext(each_day).order_by(told.c.site_id, told.c.day, by_model).subquery()
    month = cast(func.date_trunc("month", once.c.day), Date)
    over, gauged = once.c.day < today, once.c.origin == Origin.GAUGE.value
    wet = case(*((month.between(*span), value) for span, value in limits.steps("rainy_day_mm")), (false(), 0))
    return select(
        once.c.site_id,
        month,
        func.coalesce(func.sum(once.c.rain_mm).filter(over), 0),
        func.count().filter(over, once.c.rain_mm > wet),
        func.count().filter(over, gauged),
        func.count().filter(over, ~gauged),
    ).group_by(once.c.site_id, month)


def _in_a_row(known: Mapping[dt.date, MonthRain], today: dt.date, limits: Thresholds) -> Iterator[MonthRain]:
    month = min(known, default=today + dt.timedelta(days=1))
    while month <= today:
        limits.number("rainy_day_mm", month)  # what nobody has set is refused
        yield known.get(month) or _month(month, today)
        month = next_month(month)


def _month(
    month: dt.date, today: dt.date, rain: Decimal = NOTHING, rainy: int = 0, gauged: int = 0, modelled: int = 0
) -> MonthRain:
    following = next_month(month)
    missing = (min(following, today) - month).days - gauged - modelled
    return MonthRain(month, rain, rainy, missing, over=following <= today, gauged=gauged, modelled=modelled)


def each(first: dt.date, until: dt.date) -> Iterator[dt.date]:
    """The days from ``first`` to the one before ``until``."""
    return (first + dt.timedelta(days=more) for more in range((until - first).days))


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after."""
    return (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
