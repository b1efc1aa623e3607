"""One sensor over time, thinned to what a screen has room for: of each step the least, the mean and the most."""

import datetime as dt
import math
from dataclasses import asdict

from sqlalchemy import text
from sqlalchemy.orm import Session

from fofal_server.contract.sensors import BoundsShown, Series
from fofal_server.core import clock
from fofal_server.core.errors import Refused
from fofal_server.sensors.kinds import MEASURES
from fofal_server.sensors.models import Sensor
from fofal_server.sensors.services import bounds_of

USUAL, LONGEST = dt.timedelta(days=7), dt.timedelta(days=732)

_STEPS = text("""
    SELECT extract(epoch FROM date_bin(make_interval(secs => :step), at, :since))::bigint AS at,
           min(value)::float8 AS low, avg(value)::float8 AS mean, max(value)::float8 AS high, sum(value)::float8 AS sums
    FROM sensors_reading WHERE sensor_id = :sensor AND at >= :since AND at < :until
    GROUP BY 1 ORDER BY 1
""")


def read(session: Session, sensor: Sensor, since: dt.datetime | None, until: dt.datetime | None, points: int) -> Series:
    """At most ``points`` steps of the sensor between two moments."""
    until = until or clock.now()
    since = (since or until - USUAL).replace(microsecond=0)
    if not since < until <= since + LONGEST:
        raise Refused("sensors.series_span", field="since", days=LONGEST.days)
    step = max(1, math.ceil((until - since).total_seconds() / points))
    asked = {"step": step, "since": since, "until": until, "sensor": sensor.id}
    rows = session.execute(_STEPS, asked).all()
    return Series(
        id=sensor.id,
        since=since,
        until=until,
        step_seconds=step,
        interval_seconds=sensor.interval_seconds,
        unit=MEASURES[sensor.kind].unit,
        at=[row.at for row in rows],
        low=[row.low for row in rows],
        mean=[row.mean for row in rows],
        high=[row.high for row in rows],
        sums=[row.sums for row in rows] if MEASURES[sensor.kind].adds_up else None,
        bounds=BoundsShown(**asdict(bounds_of(session, sensor))),
    )
