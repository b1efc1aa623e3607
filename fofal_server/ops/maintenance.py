"""Maintenance mode: begun now or announced, ended by a person; who, when and why stand in the trail."""

import datetime as dt
from typing import Any, cast

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from fofal_server.auth.maintenance import PERMISSION, current
from fofal_server.auth.models import MaintenanceMode
from fofal_server.contract.wire import MaintenanceNotice
from fofal_server.core import audit, clock
from fofal_server.core.errors import Conflict, Refused
from fofal_server.core.fields import Moment, Name
from fofal_server.core.maintenance import Maintenance
from fofal_server.core.operation import Answer, Call, Operation, json_answer

RESOURCE = "ops.maintenance"
"""Under this name the trail tells of it."""
READ = f"{RESOURCE}:read"


class MaintenanceOrder(BaseModel):
    """``starts_at`` absent: at once. ``until`` is a promise to people: only an order ends it."""

    model_config = ConfigDict(extra="forbid")

    message: Name
    starts_at: Moment | None = None
    until: Moment | None = None


class MaintenanceState(BaseModel):
    """``notice`` is null while nothing is going on or announced; ``begun_by`` is the user name of who ordered it."""

    notice: MaintenanceNotice | None = None
    begun_by: str | None = None


def state(session: Session) -> MaintenanceState:
    """What is going on or announced."""
    row = current(session)
    if row is None:
        return MaintenanceState()
    return MaintenanceState(notice=_of(row).notice(), begun_by=row.begun_by)


def begin(session: Session, order: MaintenanceOrder) -> MaintenanceState:
    """Close the house now or later, or say anew what was said; 422 for an end before the beginning."""
    row, starts_at = current(session), max(order.starts_at or clock.now(), clock.now())
    if order.until is not None and order.until <= starts_at:
        raise Refused("ops.maintenance_order", field="until")
    before = _told(row) if row else None
    begun_by = audit.who(session).actor.username
    row = session.merge(
        MaintenanceMode(one=True, message=order.message, starts_at=starts_at, until=order.until, begun_by=begun_by)
    )
    audit.tell(session, "maintenance_begun", RESOURCE, label=row.message, before=before, after=_told(row))
    session.flush()
    return state(session)


def end(session: Session) -> None:
    """Open the house again, or take an announcement back; 409 when there is neither."""
    row = current(session)
    if row is None:
        raise Conflict("ops.no_maintenance", code="no_maintenance")
    audit.tell(session, "maintenance_ended", RESOURCE, label=row.message, before=_told(row))
    session.delete(row)


def _of(row: MaintenanceMode) -> Maintenance:
    return Maintenance(row.message, row.starts_at, row.until)


def _told(row: MaintenanceMode) -> dict[str, Any]:
    until: dt.datetime | None = row.until
    return {"message": row.message, "starts_at": row.starts_at, "until": until}


def _read(call: Call) -> Answer:
    return json_answer(state(call.session))


def _begin(call: Call) -> Answer:
    return json_answer(begin(call.session, cast("MaintenanceOrder", call.body)))


def _end(call: Call) -> Answer:
    end(call.session)
    return Answer(status=204)


def _operation(method: str, name: str, work: Any, permission: str, **more: Any) -> Operation:
    return Operation(
        method=method, path="/ops/maintenance", name=name, tag="ops", work=work, permission=permission, **more
    )


OPERATIONS = (
    _operation("GET", "read_maintenance", _read, READ, answer=MaintenanceState),
    _operation("POST", "begin_maintenance", _begin, PERMISSION, body=MaintenanceOrder, answer=MaintenanceState),
    _operation("DELETE", "end_maintenance", _end, PERMISSION, status=204, refusals=(409,)),
)
