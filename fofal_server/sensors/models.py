"""Sensors, what they measured, what each said last, and what could not be believed."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Interval,
    String,
    case,
    func,
    literal_column,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from fofal_server.agronomy.models.references import PlotId
from fofal_server.core import clock
from fofal_server.core.fields import Code, Coordinate, Count, Day, Moment, Name, Note, Percent, Quantity, UserId, refers
from fofal_server.core.models import Archivable, Base, Record, only_sql, searched
from fofal_server.core.watch import Severity
from fofal_server.sensors.kinds import MEASURES, SensorKind
from fofal_server.settings.models import SiteId

SensorId = Annotated[UUID, refers("sensors.sensors")]

SILENT_AFTER, BATTERY_LOW, SIGNAL_LOW = 3, 20, 30
"""Intervals without a reading, and per cents below which somebody has to go there."""


class SensorStatus(StrEnum):
    """What people decided about a sensor; how it really is says its health."""

    IN_SERVICE = "in_service"
    MAINTENANCE = "maintenance"
    OUT_OF_SERVICE = "out_of_service"


class SensorHealth(StrEnum):
    """The gravest that is wrong with the instrument; ``off`` while nobody expects anything of it."""

    WELL = "well"
    SILENT = "silent"
    BATTERY = "battery"
    SIGNAL = "signal"
    OFF = "off"


class RejectReason(StrEnum):
    """Why a reading could not be believed."""

    UNREADABLE = "unreadable"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    FUTURE = "future"
    TOO_OLD = "too_old"
    UNKNOWN_SENSOR = "unknown_sensor"


class Way(StrEnum):
    """How a reading came."""

    HTTP = "http"
    MQTT = "mqtt"


def _newest(name: str, column: str) -> Any:
    """A column of what the sensor said last."""

    def told(sensor: Any) -> ColumnElement[Any]:
        last = aliased(NewestReading)
        asked = select(getattr(last, column)).where(last.sensor_id == sensor.id)
        return asked.correlate_except(last).scalar_subquery()

    return only_sql(name, told)


def _unit(sensor: Any) -> ColumnElement[str]:
    return case(*((sensor.kind == kind, measure.unit) for kind, measure in MEASURES.items()))


def _health(sensor: Any) -> ColumnElement[str]:
    expected = sensor.interval_seconds * literal_column(f"interval '{SILENT_AFTER} seconds'", Interval)
    heard: Any = func.greatest(sensor.last_at, sensor.in_service_since)
    return case(
        (sensor.status != SensorStatus.IN_SERVICE, SensorHealth.OFF.value),
        (heard < func.now() - expected, SensorHealth.SILENT.value),
        (sensor.battery_percent < BATTERY_LOW, SensorHealth.BATTERY.value),
        (sensor.signal_percent < SIGNAL_LOW, SensorHealth.SIGNAL.value),
        else_=SensorHealth.WELL.value,
    )


class Sensor(Record, Archivable):
    """An instrument at its place. Bounds are empty where those of its kind hold; ``interval_seconds`` between readings.

    ``account_id`` is the service account whose keys may write its readings.
    """

    __tablename__ = "sensors_sensor"
    __table_args__ = (
        CheckConstraint("interval_seconds BETWEEN 60 AND 3600", name="interval_seconds"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point"),
        CheckConstraint("normal_min <= normal_max", name="normal"),
        CheckConstraint("critical_min <= critical_max", name="critical"),
        *searched("sensors_sensor", "code", "name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    kind: Mapped[SensorKind]
    site_id: Mapped[SiteId] = mapped_column(ForeignKey("settings_site.id"), index=True)
    plot_id: Mapped[PlotId | None] = mapped_column(ForeignKey("agronomy_plot.id"), index=True)
    account_id: Mapped[UserId | None] = mapped_column(ForeignKey("auth_user.id"), index=True)
    latitude: Mapped[Coordinate | None]
    longitude: Mapped[Coordinate | None]
    altitude_m: Mapped[Quantity | None]
    interval_seconds: Mapped[Count] = mapped_column(default=300)
    normal_min: Mapped[Quantity | None]
    normal_max: Mapped[Quantity | None]
    critical_min: Mapped[Quantity | None]
    critical_max: Mapped[Quantity | None]
    maker: Mapped[Name | None]
    model: Mapped[Name | None]
    firmware: Mapped[Name | None]
    maintained_on: Mapped[Day | None]
    maintenance_due_on: Mapped[Day | None]
    status: Mapped[SensorStatus] = mapped_column(default=SensorStatus.IN_SERVICE)
    in_service_since: Mapped[Moment] = mapped_column(default=clock.now)
    maintenance_since: Mapped[Moment | None]
    note: Mapped[Note | None]

    last_at = _newest("last_at", "at")
    last_value = _newest("last_value", "value")
    level = _newest("level", "level")
    signal_percent = _newest("signal_percent", "signal_percent")
    battery_percent = _newest("battery_percent", "battery_percent")
    unit = only_sql("unit", _unit)
    health = only_sql("health", _health)


class Reading(Base):
    """A value at a moment, in the part of its month; one sensor says one thing at one moment."""

    __tablename__ = "sensors_reading"
    __table_args__ = (
        CheckConstraint("value <> 'NaN'", name="value"),
        CheckConstraint("signal_percent BETWEEN 0 AND 100", name="signal_percent"),
        CheckConstraint("battery_percent BETWEEN 0 AND 100", name="battery_percent"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    sensor_id: Mapped[SensorId] = mapped_column(ForeignKey("sensors_sensor.id"), primary_key=True)
    at: Mapped[Moment] = mapped_column(primary_key=True)
    value: Mapped[Quantity]
    signal_percent: Mapped[Percent | None]
    battery_percent: Mapped[Percent | None]
    received_at: Mapped[Moment]


class NewestReading(Base):
    """What a sensor said last, how grave that was, and since when it is weak; apart from what people edit."""

    __tablename__ = "sensors_newest"

    sensor_id: Mapped[SensorId] = mapped_column(ForeignKey("sensors_sensor.id"), primary_key=True)
    at: Mapped[Moment]
    value: Mapped[Quantity]
    level: Mapped[Severity | None]
    signal_percent: Mapped[Percent | None]
    battery_percent: Mapped[Percent | None]
    signal_low_since: Mapped[Moment | None]
    battery_low_since: Mapped[Moment | None]
    received_at: Mapped[Moment]


class RejectedReading(Record):
    """A reading that is not believed, as it was given, with the reason; the same one sent again is the same row."""

    __tablename__ = "sensors_rejected_reading"
    __audited__ = False
    __table_args__ = (
        Index("uq_sensors_rejected_reading_given", "sensor_code", "at_given", "value_given", "reason", unique=True),
        Index("ix_sensors_rejected_reading_received_at", "received_at", "id"),
        *searched("sensors_rejected_reading", "sensor_code", "value_given", "told"),
    )

    received_at: Mapped[Moment]
    sensor_code: Mapped[Code]
    sensor_id: Mapped[SensorId | None] = mapped_column(ForeignKey("sensors_sensor.id"), index=True)
    at_given: Mapped[str] = mapped_column(String(100))
    value_given: Mapped[str] = mapped_column(String(100))
    reason: Mapped[RejectReason]
    told: Mapped[Note]
    way: Mapped[Way]
    account_id: Mapped[UserId | None] = mapped_column(ForeignKey("auth_user.id"), index=True)
