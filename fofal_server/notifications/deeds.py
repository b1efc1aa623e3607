"""What a person does to an alert: take it in hand, note something, say that it is over, close it."""

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Refused
from fofal_server.notifications import timeline
from fofal_server.notifications.models import Alert, AlertState, StepKind
from fofal_server.notifications.schemas import Remark, Words

AWAY = "service-away"


def acknowledge(_session: Session, actor: Actor, alert: Alert, _body: object) -> None:
    """Somebody has it in hand: nobody else is told any more."""
    alert.status, alert.escalate_at = AlertState.ACKNOWLEDGED, None
    alert.acknowledged_at, alert.acknowledged_by = clock.now(), actor.user_id
    timeline.add(alert, StepKind.ACKNOWLEDGED, user_id=actor.user_id)


def note(_session: Session, actor: Actor, alert: Alert, body: Words) -> None:
    """Write down what was found or done."""
    timeline.add(alert, StepKind.NOTED, user_id=actor.user_id, words=body.words)


def resolve(_session: Session, actor: Actor, alert: Alert, body: Remark | None) -> None:
    """It is over by this person's word; what is still seen stays silent until it is gone or gets graver."""
    alert.status, alert.resolved_at, alert.escalate_at = AlertState.RESOLVED, clock.now(), None
    alert.end_told_at = clock.now()
    timeline.add(alert, StepKind.RESOLVED, user_id=actor.user_id, words=body.words if body else None)


def close(_session: Session, actor: Actor, alert: Alert, _body: object) -> None:
    """Nobody has to look at it any more."""
    alert.status, alert.closed_at = AlertState.CLOSED, clock.now()
    timeline.add(alert, StepKind.CLOSED, user_id=actor.user_id)


def plan(_session: Session, actor: Actor, alert: Alert, _body: object) -> None:
    """The service was away on purpose: it does not count against its availability."""
    if alert.code != AWAY:
        raise Refused("notifications.not_an_absence")
    alert.planned = True
    timeline.add(alert, StepKind.PLANNED, user_id=actor.user_id)
