"""Who may see and change an attachment: whoever may do so to its record, at this moment."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from fofal_server.core.access import beside, reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Forbidden, NotFound
from fofal_server.core.registry import RESOURCES
from fofal_server.core.resource import Resource


def with_their_records(actor: Actor, verb: str, attachment: Any) -> ColumnElement[bool]:
    """Attachments of records that the person may read; to change one needs the right to add to its record.

    One condition for all resources, so that a list stays one query.
    """
    kinds = list(carriers(actor))
    if verb == "read":
        return beside(actor, kinds, verb, attachment)

    def changed_by(word: str) -> ColumnElement[bool]:
        return beside(actor, [one for one in kinds if one.changes_by == word], word, attachment)

    return or_(changed_by("update"), changed_by("create"))


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
    needed = resource.changes_by
    if session.scalar(select(model.id).where(model.id == key, reachable(actor, resource, needed))) is None:
        raise Forbidden(permission=resource.permission(needed))
    return resource
