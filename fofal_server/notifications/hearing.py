"""Who may hear of an alert: whoever may read the record that it is about, at this moment."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.auth import behalf
from fofal_server.auth.models import User
from fofal_server.core import registry
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor, Reach
from fofal_server.notifications.models import Alert


def able(session: Session, alert: Alert, people: Sequence[User]) -> list[User]:
    """Those of the people who may hear of it; all of them when it is about no record."""
    if alert.resource is None or not people:
        return list(people)
    actors = behalf.actors(session, [person.id for person in people])
    return [one for one in people if one.id in actors and _read(session, actors[one.id], alert.resource, [alert])]


def heard(session: Session, person: User, alerts: Sequence[Alert]) -> list[Alert]:
    """Those of the alerts of which this person may hear; a query for each kind of record at most."""
    actor = behalf.actors(session, [person.id]).get(person.id)
    kinds: dict[str | None, list[Alert]] = defaultdict(list)
    for alert in alerts:
        kinds[alert.resource].append(alert)
    mine = {one.id for kind, some in kinds.items() if actor for one in _read(session, actor, kind, some)}
    return [one for one in alerts if one.id in mine]


def _read(session: Session, actor: Actor, kind: str | None, alerts: Sequence[Alert]) -> Sequence[Alert]:
    """Alerts about one kind of record. Who sees only some of the records hears nothing of all of them together."""
    if kind is None:
        return alerts
    resource = registry.RESOURCES.get(kind)
    reach = actor.reach(resource.permission("read")) if resource else None
    if resource is None or reach is None:
        return []
    together = [one for one in alerts if one.record_id is None and reach is Reach.ALL]
    if reach is Reach.ALL and resource.fence is None:
        return alerts
    keys = [one.record_id for one in alerts if one.record_id]
    mine = select(resource.model.id).where(resource.model.id.in_(keys), reachable(actor, resource))
    seen: set[UUID] = set(session.scalars(mine)) if keys else set()
    return [*together, *(one for one in alerts if one.record_id in seen)]
