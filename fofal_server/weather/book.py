"""The rain book: a month of a site as a grid, and its changed days saved by one call."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from annotated_types import MaxLen, MinLen
from sqlalchemy import Select
from sqlalchemy.orm import Session

from fofal_server.contract.weather import BookDay, RainBook, RainBy
from fofal_server.core import clock, crud
from fofal_server.core.access import demand, scoped
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import Conflict, Refused
from fofal_server.core.fields import Day, Note, Quantity
from fofal_server.core.resource import Write
from fofal_server.settings.models import SiteId
from fofal_server.weather import rain, stations, thresholds
from fofal_server.weather.models import RainReading
from fofal_server.weather.resources import RAIN_READINGS
from fofal_server.weather.schemas import Rain, RainReadingWrite


class BookChange(Write):
    """What a day becomes; ``rain_mm`` null takes its reading away. ``was``: what the person saw before."""

    day: Day
    rain_mm: Rain | None
    was: Quantity | None
    note: Note | None = None


class BookWrite(Write):
    """Changed days of one month of a site."""

    site_id: SiteId
    month: Day
    days: Annotated[list[BookChange], MinLen(1), MaxLen(31)]


def month_of(session: Session, site_id: UUID, month: dt.date) -> RainBook:
    """Every day of the month; the model stands beside the gauge to be compared, never in its place."""
    stations.of(session, site_id)
    first, following = month.replace(day=1), rain.next_month(month)
    last, today = following - dt.timedelta(days=1), clock.today()
    read = _readings(session, site_id, first, last)
    model = rain.days(session, site_id, RainBy.MODEL, last, first)
    wet = thresholds.read(session).number("rainy_day_mm", first)
    return RainBook(
        site_id=site_id,
        month=first,
        days=[_day(day, read.get(day), model.get(day)) for day in rain.each(first, following)],
        total_mm=sum((one.rain_mm for one in read.values()), Decimal(0)),
        read=len(read),
        missing=sum(day < today and day not in read for day in rain.each(first, following)),
        rainy_days=sum(one.rain_mm > wet for one in read.values()),
    )


def _day(day: dt.date, reading: RainReading | None, model: rain.DayRain | None) -> BookDay:
    return BookDay(
        day=day,
        rain_mm=reading.rain_mm if reading else None,
        note=reading.note if reading else None,
        model_mm=model.mm if model else None,
    )


def _readings(session: Session, site_id: UUID, first: dt.date, last: dt.date) -> Mapping[dt.date, RainReading]:
    query = _of_days(site_id, first, last).execution_options(populate_existing=True)
    return {one.day: one for one in session.scalars(query)}


def _of_days(site_id: UUID, first: dt.date, last: dt.date) -> Select[Any]:
    query = scoped(SYSTEM, RainReading).where(RainReading.site_id == site_id, RainReading.day.between(first, last))
    return query.order_by(RainReading.id)


def save(session: Session, actor: Actor, written: BookWrite) -> RainBook:
    """All changes or none; a day that has become another since the person looked is told, and nothing is lost."""
    first = written.month.replace(day=1)
    last = rain.next_month(first) - dt.timedelta(days=1)
    _check(written.days, first, last)
    stations.of(session, written.site_id)
    locked = session.scalars(_of_days(written.site_id, first, last).with_for_update())
    read = {one.day: one for one in locked}
    for change in written.days:
        known = read.get(change.day)
        if (known.rain_mm if known else None) != change.was:
            raise Conflict("weather.book_moved", day=f"{change.day:%d/%m/%Y}", code="book_moved")
        _write(session, actor, written.site_id, change, known)
    session.flush()
    return month_of(session, written.site_id, first)


def _check(changes: Sequence[BookChange], first: dt.date, last: dt.date) -> None:
    for place, change in enumerate(changes):
        if not first <= change.day <= last:
            raise Refused("weather.other_month", field=f"days.{place}.day", day=f"{change.day:%d/%m/%Y}")
    if len({change.day for change in changes}) < len(changes):
        raise Refused("weather.day_twice", field="days")


def _write(session: Session, actor: Actor, site_id: UUID, change: BookChange, known: RainReading | None) -> None:
    if change.rain_mm is None:
        if known is not None:
            demand(actor, RAIN_READINGS.permission("delete"))
            crud.erase(session, RAIN_READINGS, actor, known)
    elif known is not None:
        demand(actor, RAIN_READINGS.permission("update"))
        news = RAIN_READINGS.update.model_validate({"rain_mm": change.rain_mm, "note": change.note})
        crud.alter(session, RAIN_READINGS, actor, known, news)
    else:
        demand(actor, RAIN_READINGS.permission("create"))
        body = RainReadingWrite(site_id=site_id, day=change.day, rain_mm=change.rain_mm, note=change.note)
        crud.create(session, RAIN_READINGS, actor, body)
