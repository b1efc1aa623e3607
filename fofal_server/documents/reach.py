"""Who may see and change an attachment: whoever may do so to its record, at this moment."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from fofal_server.core.access import beside, reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Forbidden, NotFound
from fofal_server.core.registry import RESOURCES
from fofal_server.core.resource import Resource


def with_their_records(actor: Actor, verb: str, attachment: Any) -> ColumnElement[bool]:
    """Attachments of records that the person may read; to change one needs the right to change its record.

    One condition for all resources, so that a list stays one query.
    """
    return beside(actor, carriers(actor), _needs(verb), attachment)


def carriers(actor: Actor) -> Iterator[Resource]:
    """Resources whose attachments are for this person's eyes."""
    for resource in RESOURCES.values():
        needed = resource.attachments_need
        if resource.attachable and (needed is None or actor.may(resource.permission(needed))):
            yield resource


def carrier(session: Session, actor: Actor, name: str, key: UUID) -> Resource:
    """The resource of a record that is to receive a file; the record stays while the transaction lasts.

    Raises NotFound for what the person may not see, whether it exists or not, Forbidden for what one may only read.
    """
    resource = next((one for one in carriers(actor) if one.name == name), None)
    if resource is None:
        raise NotFound
    model = resource.model
    query = select(model.id).where(model.id == key, reachable(actor, resource)).with_for_update(key_share=True)
    if session.scalar(query) is None:
        raise NotFound
    if session.scalar(select(model.id).where(model.id == key, reachable(actor, resource, "update"))) is None:
        raise Forbidden(permission=resource.permission("update"))
    return resource


def _needs(verb: str) -> str:
    return "read" if verb == "read" else "update"
