"""Sensors of which something holds, with what they said last, and how an alert about one of them names it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func
from sqlalchemy.orm import Session

from fofal_server.agronomy.models import Plot
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.watch import About, Severity, Sighting
from fofal_server.sensors.models import NewestReading, Sensor
from fofal_server.sensors.resources import SENSORS
from fofal_server.settings.models import Site

MOST = 200
"""Sensors that one look tells of: beyond, something else is wrong, and it is told already."""
_LAST = (NewestReading.at, NewestReading.value, NewestReading.level, NewestReading.battery_percent,
         NewestReading.signal_percent, NewestReading.battery_low_since, NewestReading.signal_low_since)  # fmt: skip


def found(session: Session, *where: Any) -> Sequence[Row[Any]]:
    """Sensors in use of which all of this holds, by their codes."""
    place = func.coalesce(Plot.code, Site.code).label("place")
    asked = scoped(SYSTEM, Sensor, Sensor, Sensor.unit.label("unit"), place, *_LAST)
    asked = asked.join(Site, Site.id == Sensor.site_id).outerjoin(Plot, Plot.id == Sensor.plot_id)
    asked = asked.outerjoin(NewestReading, NewestReading.sensor_id == Sensor.id)
    return session.execute(asked.where(Sensor.archived.is_(False), *where).order_by(Sensor.code).limit(MOST)).all()


def sighting(row: Row[Any], words: Mapping[str, str], severity: Severity | None = None, of: str = "") -> Sighting:
    """One sensor; ``of`` tells two troubles of one watch apart."""
    sensor: Sensor = row.Sensor
    values = {"sensor": sensor.code, "name": sensor.name, "place": row.place, **words}
    return Sighting(f"{sensor.code}{of}", values, severity, About(SENSORS.name, sensor.id))


def moment(at: dt.datetime) -> str:
    """As the company's clock shows it."""
    return f"{at.astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}"
