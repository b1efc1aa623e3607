"""What a dashboard may show of alerts: how many there are, and how grave they are."""

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.contract.figures import Opens
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.series import Point, Series, SeriesValue
from fofal_server.core.watch import Severity
from fofal_server.notifications.models import OPEN, Alert
from fofal_server.notifications.resources import ALERTS

NOT_OVER = "status:in:active|acknowledged"
UNFINISHED = Opens(name=ALERTS.name, filters=[NOT_OVER])


def _by_severity(session: Session, actor: Actor) -> dict[Severity, int]:
    """Alerts that are not over, as far as the person sees them."""
    counted = scoped(actor, Alert, Alert.severity, func.count(Alert.id)).where(Alert.status.in_(OPEN))
    found: dict[Severity, int] = dict(session.execute(counted.group_by(Alert.severity)).all())
    return found


def _open_alerts(session: Session, actor: Actor) -> FigureValue:
    """All of them; as grave as the gravest."""
    found = _by_severity(session, actor)
    gravest = max(found, key=list(Severity).index, default=None)
    return FigureValue(sum(found.values()), at=clock.now(), level=gravest, opens=UNFINISHED)


def _severities(session: Session, actor: Actor) -> SeriesValue:
    """The same by how grave they are, the gravest first."""
    found = _by_severity(session, actor)
    points = [_point(one, found.get(one, 0)) for one in reversed(Severity)]
    return SeriesValue(points, at=clock.now(), opens=UNFINISHED)


def _point(severity: Severity, count: int) -> Point:
    opens = Opens(name=ALERTS.name, filters=[NOT_OVER, f"severity:eq:{severity}"])
    return Point(count, words=f"choice.Severity.{severity}", level=severity if count else None, opens=opens)


FIGURES = (Figure("notifications.open-alerts", ALERTS.permission("read"), _open_alerts),)
SERIES = (Series("notifications.alerts-severity", ALERTS.permission("read"), "kind", _severities),)
