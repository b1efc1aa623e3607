"""The id of a deleted record is nobody else's: what hangs on it by name would come with it."""

from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.core.actor import Actor
from fofal_server.core.errors import Refused
from fofal_server.core.prepared import Prepared, run
from fofal_server.core.resource import Resource

DELETED_BY = Prepared(
    """
    SELECT user_id FROM audit_event
    WHERE record_id = $1 AND resource = $2 AND action = 'delete' ORDER BY id DESC LIMIT 1
    """,
    ("uuid", "text"),
    once=True,
)


def refuse_foreign(session: Session, resource: Resource, actor: Actor, key: UUID) -> None:
    """Refuse (422) an id under which somebody else deleted a record; who did may make it again (decision 0050).

    Files, history, requests and alerts are found by it: whoever took the id into a reach of his own would see them.
    """
    row = run(session.connection(), DELETED_BY, str(key), resource.name).one_or_none()
    if row is not None and row.user_id != actor.user_id:
        raise Refused("id_of_deleted", field="id")
