"""Every read starts here: rows of a model within the reach of the person."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from fofal_server.core import registry
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.errors import Forbidden
from fofal_server.core.models import Base
from fofal_server.core.resource import Resource


def reachable(actor: Actor, resource: Resource, verb: str = "read") -> ColumnElement[bool]:
    """SQL condition of the rows on which the person may do ``verb``; nothing when the permission is not held."""
    reach = actor.reach(resource.permission(verb))
    if reach is None:
        return false()
    model = resource.model
    fence = true() if resource.fence is None or actor.everything else resource.fence(actor, verb, model)
    if reach is Reach.ALL or resource.scope is None:
        return fence
    return and_(fence, resource.scope(actor, reach, model))


def beside(actor: Actor, resources: Iterable[Resource], verb: str, holder: Any) -> ColumnElement[bool]:
    """SQL condition of rows that stand beside a record (columns ``resource`` and ``record_id``) which is within reach.

    One condition for all these resources, so that a list stays one query.
    """
    return or_(false(), *(_of_one(actor, one, verb, holder) for one in resources if actor.may(one.permission(verb))))


def _of_one(actor: Actor, resource: Resource, verb: str, holder: Any) -> ColumnElement[bool]:
    model = resource.model
    record = select(model.id).where(model.id == holder.record_id, reachable(actor, resource, verb)).exists()
    return and_(holder.resource == resource.name, record)


def scoped(actor: Actor, model: type[Base], *entities: Any) -> Select[Any]:
    """``SELECT`` of a model (or of some of its columns) limited to what the person may read.

    Models without a resource (lines, inner tables) are not limited: they are reached through their record.
    """
    resource = registry.resource_of(model)
    query: Select[Any] = select(*(entities or (model,)))
    return query if resource is None else query.where(reachable(actor, resource))


def demand(actor: Actor, permission: str) -> None:
    """Refuse (403) unless the person holds the permission."""
    if not actor.may(permission):
        raise Forbidden(permission=permission)
