"""Which resources were written since a number, so that open lists know when to refresh.

The number is a transaction id: every transaction below it is over, so none of its changes can still appear.
"""

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session

from fofal_server.contract.wire import Changes
from fofal_server.core.actor import Actor
from fofal_server.core.prepared import Prepared, run
from fofal_server.core.registry import RESOURCES

HORIZON: ColumnElement[int] = literal_column("(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")
FAR_BACK = 1_000_000
TOUCHED = Prepared(
    """
    SELECT DISTINCT resource FROM audit_event
    WHERE xact >= $1 AND xact < $2 AND action NOT IN ('export', 'download', 'right_refused')
    """,
    ("bigint", "bigint"),
    once=True,
)
"""Left out is what the trail tells of a resource though nothing of it changed. Prepared, for everybody who is signed in
asks it again and again, and planning over all months of the trail costs many times the answer."""


def since(session: Session, actor: Actor, number: int) -> Changes:
    """Resources that this person may list and that were written in transactions from ``number`` on.

    A number from another time (a restored database, a very old client) answers all resources.
    """
    last = session.scalar(select(HORIZON)) or 0
    mine = [resource for resource in RESOURCES.values() if actor.may(resource.permission("read"))]
    if number > last or last - number > FAR_BACK:
        return _told(actor, last, [resource.name for resource in mine])
    touched = {row.resource for row in run(session.connection(), TOUCHED, number, last)}
    names = [one.name for one in mine if one.name in touched or touched.intersection(one.follows)]
    return _told(actor, last, names)


def _told(actor: Actor, last: int, names: list[str]) -> Changes:
    ahead = actor.maintenance.notice() if actor.maintenance else None
    return Changes(last=last, resources=sorted(names), maintenance=ahead)
