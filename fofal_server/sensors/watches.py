"""What can go wrong with sensors: a value beyond its bounds, silence, an empty battery, a weak signal."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Row, func

from fofal_server.agronomy.models import Plot
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.sensors.models import NewestReading, Sensor, SensorHealth, SensorStatus
from fofal_server.settings.models import Site

MOST = 200
"""Sensors that one look tells of: beyond, something else is wrong, and it is told already."""


def _ill(pools: Pools, *where: Any) -> Iterable[Row[Any]]:
    """Sensors in service of which this holds, with what they said last."""
    place = func.coalesce(Plot.code, Site.code).label("place")
    last = NewestReading
    columns = (
        Sensor.code,
        Sensor.name,
        Sensor.interval_seconds,
        Sensor.in_service_since,
        Sensor.unit.label("unit"),
        place,
    )
    asked = scoped(SYSTEM, Sensor, *columns, last.at, last.value, last.level, last.battery_percent, last.signal_percent)
    asked = asked.join(Site, Site.id == Sensor.site_id).outerjoin(Plot, Plot.id == Sensor.plot_id)
    asked = asked.outerjoin(last, last.sensor_id == Sensor.id)
    expected = Sensor.status == SensorStatus.IN_SERVICE, Sensor.archived.is_(False)
    with transaction(pools.reports) as session:
        return session.execute(asked.where(*expected, *where).order_by(Sensor.code).limit(MOST)).all()


def _words(row: Row[Any], **more: str) -> dict[str, str]:
    return {"sensor": row.code, "name": row.name, "place": row.place, **more}


def beyond_bounds(pools: Pools) -> Iterator[Sighting]:
    """What a sensor said last lies beyond its bounds, and it has not fallen silent since."""
    for row in _ill(pools, NewestReading.level.is_not(None), Sensor.health != SensorHealth.SILENT):
        value = f"{_number(row.value)} {row.unit}"
        yield Sighting(row.code, _words(row, value=value, at=_moment(row.at)), row.level)


def silent(pools: Pools) -> Iterator[Sighting]:
    """Nothing for three intervals."""
    for row in _ill(pools, Sensor.health == SensorHealth.SILENT):
        since = max(row.at or row.in_service_since, row.in_service_since)
        yield Sighting(row.code, _words(row, since=_moment(since), interval=str(row.interval_seconds)))


def _weak(health: SensorHealth, column: str) -> Callable[[Pools], Iterator[Sighting]]:
    def look(pools: Pools) -> Iterator[Sighting]:
        for row in _ill(pools, Sensor.health == health):
            yield Sighting(row.code, _words(row, percent=_number(getattr(row, column))))

    return look


def _number(value: Any) -> str:
    """As the company writes it: 36,2."""
    return f"{value.normalize():f}".replace(".", ",")


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}"


WATCHES = (
    Watch("sensor-bounds", Severity.WARNING, beyond_bounds),
    Watch("sensor-silent", Severity.WARNING, silent),
    Watch("sensor-battery", Severity.WARNING, _weak(SensorHealth.BATTERY, "battery_percent"), every=300.0),
    Watch("sensor-signal", Severity.INFO, _weak(SensorHealth.SIGNAL, "signal_percent"), every=300.0, holds=900.0),
)
