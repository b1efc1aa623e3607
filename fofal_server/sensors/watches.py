"""What can go wrong with sensors: values beyond their bounds, silence, little power or signal, no maintenance."""

from collections.abc import Callable, Iterator
from typing import Any

from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.sensors import deadlines, ill
from fofal_server.sensors.deadlines import Trouble
from fofal_server.sensors.models import NewestReading, Sensor, SensorHealth, SensorStatus

_SPEAKS = Sensor.status == SensorStatus.IN_SERVICE, Sensor.health != SensorHealth.SILENT


def beyond_bounds(pools: Pools) -> Iterator[Sighting]:
    """What a sensor said last lies beyond its bounds, and it has not fallen silent since."""
    with transaction(pools.reports) as session:
        rows = ill.found(session, NewestReading.level.is_not(None), *_SPEAKS)
    for row in rows:
        words = {"value": f"{_number(row.value)} {row.unit}", "at": ill.moment(row.at)}
        yield ill.sighting(row, words, row.level)


def _to_be_seen_to(trouble: Trouble, words: Callable[[Any], dict[str, str]]) -> Callable[[Pools], Iterator[Sighting]]:
    """A look at the sensors with this trouble; each is told by when somebody has to have seen to it."""

    def look(pools: Pools) -> Iterator[Sighting]:
        with transaction(pools.reports) as session:
            found = list(trouble.found(session))
        for row, by in found:
            yield ill.sighting(row, {"by": ill.moment(by), **words(row)})

    return look


def _silence(row: Any) -> dict[str, str]:
    return {"since": ill.moment(deadlines.heard(row)), "interval": str(row.Sensor.interval_seconds)}


def _battery(row: Any) -> dict[str, str]:
    return {"percent": _number(row.battery_percent)}


def _signal(row: Any) -> dict[str, str]:
    return {"percent": _number(row.signal_percent)}


def _due(row: Any) -> dict[str, str]:
    return {"due": f"{row.Sensor.maintenance_due_on:%d/%m/%Y}"}


def _number(value: Any) -> str:
    """As the company writes it: 36,2."""
    return f"{value.normalize():f}".replace(".", ",")


WATCHES = (
    Watch("sensor-bounds", Severity.WARNING, beyond_bounds),
    Watch("sensor-silent", Severity.WARNING, _to_be_seen_to(deadlines.SILENT, _silence)),
    Watch("sensor-battery", Severity.WARNING, _to_be_seen_to(deadlines.BATTERY, _battery), every=300.0),
    Watch("sensor-signal", Severity.INFO, _to_be_seen_to(deadlines.SIGNAL, _signal), every=300.0, holds=900.0),
    Watch("sensor-maintenance", Severity.INFO, _to_be_seen_to(deadlines.DUE, _due), every=900.0),
    Watch("sensor-overdue", Severity.WARNING, deadlines.overdue, every=900.0),
)
