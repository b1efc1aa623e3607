"""Which alerts and rules somebody sees: alerts of what he may read, or of which he was told; rules are nobody's own."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select

from fofal_server.core import registry
from fofal_server.core.access import beside
from fofal_server.core.actor import Actor, Reach
from fofal_server.notifications.conditions import OWN
from fofal_server.notifications.models import AlertStep, StepKind


def told_to(actor: Actor, _reach: Reach, alert: Any) -> ColumnElement[bool]:
    """Alerts of which the person was told."""
    step = AlertStep
    mine = step.alert_id == alert.id, step.what == StepKind.TOLD, step.user_id == actor.user_id
    return select(step.id).where(*mine).exists()


def of_readable(actor: Actor, _verb: str, alert: Any) -> ColumnElement[bool]:
    """Alerts about no record, or about one that the person may read; a narrow reach shows those that he was told."""
    others = [one for one in registry.RESOURCES.values() if one.domain != OWN]
    readable = [one for one in others if actor.may(one.permission("read"))]
    whole = [one for one in readable if actor.reach(one.permission("read")) is Reach.ALL]
    fenced = [one for one in whole if one.fence is not None]
    free = [one.name for one in whole if one.fence is None]
    told = and_(alert.resource.in_([one.name for one in readable]), told_to(actor, Reach.OWN, alert))
    together = and_(alert.resource.in_([one.name for one in fenced]), alert.record_id.is_(None))
    about = alert.resource
    return or_(about.is_(None), about.in_(free), told, together, beside(actor, fenced, "read", alert))


def own_mailings(actor: Actor, _reach: Reach, mailing: Any) -> ColumnElement[bool]:
    """Lists that the person has sent."""
    mine: ColumnElement[bool] = mailing.created_by == actor.user_id
    return mine


def none(_actor: Actor, _reach: Reach, _rule: Any) -> ColumnElement[bool]:
    """Rules are nobody's own."""
    return false()
