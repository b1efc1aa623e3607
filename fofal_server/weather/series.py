"""One measure of a site over the years, by the day, the month or the year, told with how much of it is known."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.contract.weather import Measure, Origin, RainBy, SeriesPoint, Step
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.weather import rain
from fofal_server.weather.models import WeatherDay
from fofal_server.weather.rain import DayRain

HUNDREDTH = Decimal("0.01")
SUMS = frozenset({Measure.RAIN, Measure.EVAPORATION})


def points(
    session: Session, site_id: UUID, measure: Measure, step: Step, choice: RainBy, first: dt.date, last: dt.date
) -> list[SeriesPoint]:
    """One for each day, month or year from ``first`` to ``last``; days that are not over are in none of them."""
    known = _known(session, site_id, measure, choice, first, last)
    today = clock.today()
    until = min(last + dt.timedelta(days=1), today)
    spans = _spans(first, until, step)
    return [_point(start, end, known, measure, over=_after(start, step) <= today) for start, end in spans]


def _known(
    session: Session, site_id: UUID, measure: Measure, choice: RainBy, first: dt.date, last: dt.date
) -> Mapping[dt.date, DayRain]:
    """The values of days that are over; rain also by the gauge."""
    if measure is Measure.RAIN:
        return rain.days(session, site_id, choice, last, first)
    column = getattr(WeatherDay, measure)
    told = WeatherDay.origin == Origin.MODEL, column.is_not(None), WeatherDay.day.between(first, last)
    query = scoped(SYSTEM, WeatherDay, WeatherDay.day, column).where(WeatherDay.site_id == site_id, *told)
    return {day: DayRain(value, Origin.MODEL) for day, value in session.execute(query)}


def _spans(first: dt.date, until: dt.date, step: Step) -> Iterator[tuple[dt.date, dt.date]]:
    start = first
    while start < until:
        end = min(_after(start, step), until)
        yield start, end
        start = end


def _after(day: dt.date, step: Step) -> dt.date:
    if step is Step.DAY:
        return day + dt.timedelta(days=1)
    return rain.next_month(day) if step is Step.MONTH else dt.date(day.year + 1, 1, 1)


def _point(
    start: dt.date, end: dt.date, known: Mapping[dt.date, DayRain], measure: Measure, *, over: bool
) -> SeriesPoint:
    told = [known[day] for day in rain.each(start, end) if day in known]
    total = sum((one.mm for one in told), Decimal(0))
    so_far = None if not told else total if measure in SUMS else (total / len(told)).quantize(HUNDREDTH)
    whole = over and len(told) == (end - start).days
    return SeriesPoint(
        start=start,
        over=over,
        value=so_far if whole else None,
        so_far=so_far,
        origins=sorted({one.origin for one in told}),
        known=len(told),
        days=(end - start).days,
    )
