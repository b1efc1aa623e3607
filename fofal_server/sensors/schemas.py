"""What a person may type and see of sensors, and what a sensor sends."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, Strict

from fofal_server.agronomy.models.references import PlotId
from fofal_server.core.fields import (
    Code,
    Coordinate,
    Count,
    Day,
    Flag,
    Moment,
    Name,
    Note,
    Percent,
    Quantity,
    UserId,
)
from fofal_server.core.resource import Read, Write
from fofal_server.core.watch import Severity
from fofal_server.sensors.kinds import SensorKind
from fofal_server.sensors.models import RejectReason, SensorHealth, SensorId, SensorStatus, Way
from fofal_server.settings.models import SiteId


class SensorWrite(Write):
    code: Code
    name: Name
    kind: SensorKind
    site_id: SiteId
    plot_id: PlotId | None = None
    account_id: UserId | None = None
    latitude: Annotated[Coordinate, Ge(-90), Le(90)] | None = None
    longitude: Annotated[Coordinate, Ge(-180), Le(180)] | None = None
    altitude_m: Quantity | None = None
    interval_seconds: Annotated[Count, Ge(60), Le(3600)] = 300
    normal_min: Quantity | None = None
    normal_max: Quantity | None = None
    critical_min: Quantity | None = None
    critical_max: Quantity | None = None
    maker: Name | None = None
    model: Name | None = None
    firmware: Name | None = None
    maintained_on: Day | None = None
    maintenance_due_on: Day | None = None
    note: Note | None = None
    archived: Flag = False


class SensorRead(SensorWrite, Read):
    unit: Name
    status: SensorStatus
    in_service_since: Moment
    maintenance_since: Moment | None
    health: SensorHealth
    level: Severity | None
    last_at: Moment | None
    last_value: Quantity | None
    battery_percent: Percent | None
    signal_percent: Percent | None


class RejectedReadingRead(Read):
    received_at: Moment
    sensor_code: Code
    sensor_id: SensorId | None
    at_given: Name
    value_given: Name
    reason: RejectReason
    told: Note
    way: Way
    account_id: UserId | None


Number = Annotated[float, Strict()] | Annotated[str, MaxLen(40)] | None
"""As a device gives it; whether it is a number at all is judged reading by reading, so that one bad stops no others."""


class ReadingGiven(Write):
    """A value of the sensor with this code; ``at`` is RFC 3339 with its zone, ``signal`` and ``battery`` per cents."""

    sensor: Annotated[str, MinLen(1), MaxLen(50)]
    at: Annotated[str, MaxLen(40)]
    value: Number
    signal: Number = None
    battery: Number = None


class ReadingsGiven(Write):
    """What a device or a gateway sends in one call."""

    readings: Annotated[list[ReadingGiven], MinLen(1)]


class Taken(BaseModel):
    """How many are new, were there already, and lie in quarantine."""

    stored: int = 0
    known: int = 0
    rejected: int = 0
