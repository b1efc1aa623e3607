"""What a provider said, put where it is read: what was known before is replaced, nothing is known twice."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.contract.weather import Origin
from fofal_server.core import clock
from fofal_server.core.models import Base
from fofal_server.weather.models import WeatherDay, WeatherHour, WeatherStation
from fofal_server.weather.sources import DayValue, HourValue, Report

KEPT = dt.timedelta(days=2)
"""How long a forecast stays after its day; the providers tell what it became."""
BATCH = 500


def store_forecast(session: Session, station: WeatherStation, provider: str, report: Report, today: dt.date) -> None:
    """Hours and days, over ones as what a model found, coming ones as forecast. ``today`` is the site's."""
    now = clock.now()
    _forget(session, station.site_id, now, today)
    stamp = {"site_id": station.site_id, "provider": provider, "fetched_at": now}
    _put(session, WeatherHour, [_hour(one, now) | stamp for one in report.hours if _says(one)])
    _put(session, WeatherDay, [_day(one, today) | stamp for one in report.days if _says(one)])
    latitude, longitude = report.cell or (None, None)
    _stamp(
        session, station, provider=provider, fetched_at=now, failed_at=None, failure=None,
        cell_latitude=latitude, cell_longitude=longitude,
    )  # fmt: skip


def store_past(
    session: Session, station: WeatherStation, provider: str, report: Report, asked: tuple[dt.date, dt.date]
) -> None:
    """Days that are over; the days ``asked`` need not be asked for again, whether they were known or not."""
    stamp = {"site_id": station.site_id, "provider": provider, "fetched_at": clock.now(), "origin": Origin.MODEL}
    _put(session, WeatherDay, [asdict(one) | stamp for one in report.days if _says(one)])
    _stamp(
        session, station,
        archived_from=min(asked[0], station.archived_from or asked[0]),
        archived_until=max(asked[1], station.archived_until or asked[1]),
    )  # fmt: skip


def note_failure(session: Session, station: WeatherStation, failure: str) -> None:
    """What was known stays, with the moment at which it was."""
    _stamp(session, station, failed_at=clock.now(), failure=failure)


def _says(one: HourValue | DayValue) -> bool:
    """Whether anything is known of it beside when it is."""
    return any(value is not None for name, value in asdict(one).items() if name not in {"at", "day"})


def _hour(one: HourValue, now: dt.datetime) -> dict[str, Any]:
    return asdict(one) | {"origin": Origin.MODEL if one.at <= now else Origin.FORECAST}


def _day(one: DayValue, today: dt.date) -> dict[str, Any]:
    """Today is not over: what is said of it is a forecast still."""
    return asdict(one) | {"origin": Origin.MODEL if one.day < today else Origin.FORECAST}


def _forget(session: Session, site_id: UUID, now: dt.datetime, today: dt.date) -> None:
    """Forecasts that the new one replaces, and those of days long over."""
    hour, day = WeatherHour, WeatherDay
    old_hours = hour.site_id == site_id, hour.origin == Origin.FORECAST, hour.at < now - KEPT
    session.execute(delete(hour).where(*old_hours))
    old_days = day.site_id == site_id, day.origin == Origin.FORECAST, day.day < today - KEPT
    session.execute(delete(day).where(*old_days))


def _put(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    keys = [column.name for column in model.__table__.primary_key]
    for start in range(0, len(rows), BATCH):
        statement = insert(model).values([dict(row) for row in rows[start : start + BATCH]])
        news = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=news))


def _stamp(session: Session, station: WeatherStation, **values: object) -> None:
    """Beside the optimistic lock, so that whoever has the station open can still save it."""
    session.execute(update(WeatherStation).where(WeatherStation.id == station.id).values(**values))
