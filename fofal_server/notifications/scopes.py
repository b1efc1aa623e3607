"""Which alerts and rules a narrow reach shows: alerts of which one was told, and no rules."""

from typing import Any

from sqlalchemy import ColumnElement, false, select

from fofal_server.core.actor import Actor, Reach
from fofal_server.notifications.models import AlertStep, StepKind


def told_to(actor: Actor, _reach: Reach, alert: Any) -> ColumnElement[bool]:
    """Alerts of which the person was told."""
    step = AlertStep
    mine = step.alert_id == alert.id, step.what == StepKind.TOLD, step.user_id == actor.user_id
    return select(step.id).where(*mine).exists()


def none(_actor: Actor, _reach: Reach, _rule: Any) -> ColumnElement[bool]:
    """Rules are nobody's own."""
    return false()
