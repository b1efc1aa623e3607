"""What a dashboard may show of sensors."""

from sqlalchemy import func, or_
from sqlalchemy.orm import Session

from fofal_server.contract.figures import Opens
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.watch import Severity
from fofal_server.sensors.models import Sensor, SensorHealth
from fofal_server.sensors.resources import SENSORS

PAGE = Opens(kind="page", name="sensors")
_FINE = (SensorHealth.WELL, SensorHealth.OFF)


def _in_trouble(session: Session, actor: Actor) -> FigureValue:
    """Sensors in service that are silent, weak, or measure what lies beyond their bounds."""
    ill = or_(Sensor.health.not_in(_FINE), Sensor.level.is_not(None) & (Sensor.health != SensorHealth.OFF))
    asked = scoped(actor, Sensor, func.count(Sensor.id)).where(Sensor.archived.is_(False), ill)
    count = session.scalar(asked) or 0
    return FigureValue(count, at=clock.now(), level=Severity.WARNING if count else None, opens=PAGE)


FIGURES = (Figure("sensors.in-trouble", SENSORS.permission("read"), _in_trouble),)
