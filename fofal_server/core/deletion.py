"""What the trail knows of a record that is deleted: who is told by whom, and that its id is nobody else's."""

from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from fofal_server.contract.wire import DELETED, DELETED_BY_YOU
from fofal_server.core import clock
from fofal_server.core.actor import SYSTEM, Actor
from fofal_server.core.errors import NotFound, Refused
from fofal_server.core.prepared import Prepared, run
from fofal_server.core.resource import Resource

DELETION = Prepared(
    """
    SELECT at, user_id, username FROM audit_event
    WHERE record_id = $1 AND resource = $2 AND action = 'delete' ORDER BY id DESC LIMIT 1
    """,
    ("uuid", "text"),
    once=True,
)


def absent(session: Session, resource: Resource, actor: Actor, key: UUID) -> NotFound:
    """The 404 of a record that is not there, or not for this person's eyes.

    Only who may see all of its kind is told that it was deleted, when and by whom: for anybody else it may lie out of
    reach, and that is not to be told from its absence. ``DELETED_BY_YOU``: the person may make it again under its id.
    """
    row = _deletion(session, resource, key) if resource.shows_all(actor) else None
    if row is None:
        return NotFound()
    if row.user_id == actor.user_id:
        return NotFound("deleted_by_you", code=DELETED_BY_YOU, at=clock.told(row.at))
    who = "" if row.username == SYSTEM.username else row.username
    return NotFound("deleted_by" if who else "deleted", code=DELETED, who=who, at=clock.told(row.at))


def refuse_foreign(session: Session, resource: Resource, actor: Actor, key: UUID) -> None:
    """Refuse (422) an id under which somebody else deleted a record; who did may make it again (decision 0050).

    Files, history, requests and alerts are found by it: whoever took the id into a reach of his own would see them.
    """
    row = _deletion(session, resource, key)
    if row is not None and row.user_id != actor.user_id:
        raise Refused("id_of_deleted", field="id")


def _deletion(session: Session, resource: Resource, key: UUID) -> Row[tuple[object, ...]] | None:
    """The last one of it."""
    return run(session.connection(), DELETION, str(key), resource.name).one_or_none()
