"""Sensors and rejected readings as resources."""

from fofal_server.core.resource import Action, Crud, Resource
from fofal_server.sensors import schemas, scopes, services
from fofal_server.sensors.models import RejectedReading, Sensor

INGEST = "ingest"
"""The verb of whoever writes readings."""

SENSORS = Resource(
    name="sensors.sensors",
    model=Sensor,
    read=schemas.SensorRead,
    write=schemas.SensorWrite,
    icon="mdi6.access-point",
    columns=("code", "name", "kind", "plot_id", "last_value", "unit", "last_at", "level", "health", "battery_percent",
             "signal_percent", "status"),
    filters=("code", "name", "kind", "site_id", "plot_id", "account_id", "status", "health", "level", "last_at",
             "battery_percent", "signal_percent", "maintenance_due_on"),
    sort=("code",),
    sections=(
        ("identity", ("code", "name", "kind", "unit", "status", "in_service_since", "maintenance_since", "archived")),
        ("place", ("site_id", "plot_id", "latitude", "longitude", "altitude_m")),
        ("newest", ("last_at", "last_value", "level", "health", "battery_percent", "signal_percent")),
        ("bounds", ("normal_min", "normal_max", "critical_min", "critical_max")),
        ("device", ("interval_seconds", "account_id", "maker", "model", "firmware", "maintained_on",
                    "maintenance_due_on")),
        ("notes", ("note",)),
    ),
    crud=Crud(prepare=services.prepare),
    handmade=(INGEST,),
    actions=(
        Action("maintain", services.maintain, states=("in_service", "out_of_service"), verb="update"),
        Action("put-in-service", services.put_in_service, states=("maintenance", "out_of_service"), verb="update"),
        Action("take-out", services.take_out, states=("in_service", "maintenance"), verb="update", confirm=True),
    ),
    flow={"in_service": "active", "maintenance": "neutral", "out_of_service": "stopped"},
    scope=scopes.sensors,
)  # fmt: skip

REJECTED = Resource(
    name="sensors.rejected-readings",
    model=RejectedReading,
    read=schemas.RejectedReadingRead,
    write=None,
    title=("sensor_code", "at_given"),
    icon="mdi6.filter-remove-outline",
    columns=("received_at", "sensor_code", "at_given", "value_given", "reason", "told", "way", "account_id"),
    filters=("received_at", "sensor_code", "sensor_id", "reason", "way", "account_id"),
    sort=("-received_at",),
    aside=True,
    verbs=("read",),
    sections=(
        ("rejected", ("reason", "told", "sensor_code", "sensor_id", "at_given", "value_given")),
        ("came", ("received_at", "way", "account_id")),
    ),
    natural_key=None,
)

RESOURCES = (SENSORS, REJECTED)
