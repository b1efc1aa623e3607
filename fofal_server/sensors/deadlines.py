"""By when somebody has to have seen to a sensor that is silent, weak or due for maintenance, and where nobody has."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, or_
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.texts import text
from fofal_server.core.watch import Sighting
from fofal_server.sensors import ill, limits
from fofal_server.sensors.limits import Days
from fofal_server.sensors.models import SILENT_AFTER, Sensor, SensorHealth, SensorStatus


@dataclass(frozen=True)
class Trouble:
    """Something to be seen to within ``limit``, from the moment that ``since`` finds in a row of ``ill.found``.

    ``where``: the sensors it is about, asked for anew each time, for it may speak of today.
    """

    name: str
    limit: Days
    where: Callable[[], tuple[Any, ...]]
    since: Callable[[Row[Any]], dt.datetime]

    def found(self, session: Session) -> Iterator[tuple[Row[Any], dt.datetime]]:
        """Each sensor of which it holds, and by when somebody has to have been there."""
        rows = ill.found(session, *self.where())
        within = limits.days(session, self.limit) if rows else dt.timedelta()
        yield from ((row, self.since(row) + within) for row in rows)


def heard(row: Row[Any]) -> dt.datetime:
    """When it spoke last; a sensor that has just been put into service has its time to begin."""
    return _in_service(row, row.at)


def _silent_since(row: Row[Any]) -> dt.datetime:
    return heard(row) + SILENT_AFTER * dt.timedelta(seconds=row.Sensor.interval_seconds)


def _battery_since(row: Row[Any]) -> dt.datetime:
    return _in_service(row, row.battery_low_since)


def _signal_since(row: Row[Any]) -> dt.datetime:
    return _in_service(row, row.signal_low_since)


def _in_service(row: Row[Any], at: dt.datetime | None) -> dt.datetime:
    """A moment, or that from which on it is in service when this came later."""
    begun: dt.datetime = row.Sensor.in_service_since
    return max(at or begun, begun)


def _due_since(row: Row[Any]) -> dt.datetime:
    return dt.datetime.combine(row.Sensor.maintenance_due_on, dt.time(), clock.COMPANY_ZONE)


def _begun_at(row: Row[Any]) -> dt.datetime:
    begun: dt.datetime = row.Sensor.maintenance_since
    return begun


def _of(health: SensorHealth) -> Callable[[], tuple[Any, ...]]:
    return lambda: (Sensor.health == health,)


def _is_due() -> tuple[Any, ...]:
    """The day has come, and no maintenance has been noted since."""
    due = Sensor.maintenance_due_on
    late = due <= clock.today(), or_(Sensor.maintained_on.is_(None), Sensor.maintained_on < due)
    return (Sensor.status == SensorStatus.IN_SERVICE, *late)


SILENT = Trouble("silent", limits.SILENT, _of(SensorHealth.SILENT), _silent_since)
BATTERY = Trouble("battery", limits.BATTERY, _of(SensorHealth.BATTERY), _battery_since)
SIGNAL = Trouble("signal", limits.SIGNAL, _of(SensorHealth.SIGNAL), _signal_since)
DUE = Trouble("due", limits.MAINTENANCE, _is_due, _due_since)
BEGUN = Trouble("begun", limits.MAINTENANCE, lambda: (Sensor.maintenance_since.is_not(None),), _begun_at)
TROUBLES = (SILENT, BATTERY, SIGNAL, DUE, BEGUN)


def overdue(pools: Pools) -> Iterator[Sighting]:
    """Sensors to which nobody has seen in time; of silence, battery and signal only the gravest counts."""
    with transaction(pools.reports) as session:
        late = [(one, row, by) for one in TROUBLES for row, by in one.found(session) if by < clock.now()]
    for trouble, row, by in late:
        key = f"sensors.trouble.{trouble.name}"
        words = {"trouble": text(key), "trouble_en": text(key, "en")}
        words |= {"since": ill.moment(trouble.since(row)), "by": ill.moment(by)}
        yield ill.sighting(row, words, of=f":{trouble.name}")
