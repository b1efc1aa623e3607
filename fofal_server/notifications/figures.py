"""What a dashboard may show of alerts."""

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.contract.figures import Opens
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.watch import Severity
from fofal_server.notifications.models import OPEN, Alert
from fofal_server.notifications.resources import ALERTS

UNFINISHED = Opens(name=ALERTS.name, filters=["status:in:active|acknowledged"])


def _open_alerts(session: Session, actor: Actor) -> FigureValue:
    """Alerts that are not over, as far as the person sees them; as grave as the gravest."""
    counted = scoped(actor, Alert, Alert.severity, func.count(Alert.id)).where(Alert.status.in_(OPEN))
    found = session.execute(counted.group_by(Alert.severity)).all()
    gravest = max((severity for severity, _ in found), key=list(Severity).index, default=None)
    return FigureValue(sum(count for _, count in found), at=clock.now(), level=gravest, opens=UNFINISHED)


FIGURES = (Figure("notifications.open-alerts", ALERTS.permission("read"), _open_alerts),)
