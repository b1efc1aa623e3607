"""The audit trail as a list that one can filter and export; nobody writes it.

The list says who did what to which record and when. The values before and after are shown apart, for they fall under
the rights on that record: who keeps the accounts of the users need not see salaries.
"""

from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Integer, literal_column, select
from sqlalchemy.dialects.postgresql import UUID as PgUuid  # noqa: N811 - two things called UUID
from sqlalchemy.orm import Session

from fofal_server.core import registry
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.audit import AuditEvent
from fofal_server.core.errors import NotFound
from fofal_server.core.fields import AnyRecordId, Deed, KindOfRecord, Moment, Name, UserId
from fofal_server.core.models import SEARCHED, Record
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.core.resource import Read, Resource

KEY = "lpad(to_hex(audit_event.id), 32, '0')::uuid"
"""The number of an event in the form of the keys of all other records; indexed in this form."""

_EVENTS = select(
    literal_column(KEY, PgUuid).label("id"),
    literal_column("1", Integer).label("version"),
    AuditEvent.at.label("created_at"),
    AuditEvent.user_id.label("created_by"),
    AuditEvent.at.label("updated_at"),
    AuditEvent.user_id.label("updated_by"),
    AuditEvent.user_id,
    AuditEvent.username,
    AuditEvent.action,
    AuditEvent.resource,
    AuditEvent.record_id,
    AuditEvent.record_label,
    AuditEvent.address,
    AuditEvent.request_id,
    AuditEvent.__table__.c[SEARCHED],
).subquery("auth_audit_event")


class AuditEntry(Record):
    """An event of the trail, shaped like a record so that lists, filters and exports know it."""

    __table__ = _EVENTS
    __mapper_args__ = {"primary_key": [_EVENTS.c.id], "exclude_properties": (SEARCHED,)}  # noqa: RUF012 - SQLAlchemy's own form
    __audited__ = False


class AuditRead(Read):
    created_at: Moment
    user_id: UserId | None
    username: Name
    action: Deed
    resource: KindOfRecord
    record_id: AnyRecordId | None
    record_label: Name | None
    address: Name | None
    request_id: Name | None


class AuditDetails(BaseModel):
    """The values of an event; ``withheld`` when the person has no right to see them."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None
    withheld: bool


EVENTS = Resource(
    name="auth.audit-events",
    secret=("read",),
    model=AuditEntry,
    read=AuditRead,
    write=None,
    title=("record_label",),
    icon="mdi6.shield-search",
    columns=("created_at", "username", "action", "resource", "record_label", "address"),
    filters=("created_at", "user_id", "username", "action", "resource", "record_id", "record_label", "address"),
    sort=("-created_at",),
    aside=True,
    sections=(
        ("who", ("created_at", "username", "user_id", "address", "request_id")),
        ("what", ("action", "resource", "record_label")),
    ),
    verbs=("read",),
    natural_key=None,
)


def details(call: Call) -> Answer:
    """``GET /auth/audit-events/{id}/details``: the values, when this person may see them on the record itself."""
    columns = (AuditEvent.resource, AuditEvent.record_id, AuditEvent.before, AuditEvent.after)
    number = call.key().int
    event = (
        call.session.execute(select(*columns).where(AuditEvent.id == number)).one_or_none() if number < 2**63 else None
    )
    if event is None:
        raise NotFound
    resource = registry.RESOURCES.get(event.resource)
    if resource is None or not _visible(call.session, call.actor, resource, event.record_id):
        return json_answer(AuditDetails(before=None, after=None, withheld=True))
    hidden = resource.hidden_from(call.actor)
    before, after = (_without(values, hidden) for values in (event.before, event.after))
    return json_answer(AuditDetails(before=before, after=after, withheld=False))


def _visible(session: Session, actor: Actor, resource: Resource, key: UUID | None) -> bool:
    """Within the person's reach; a record that has gone is visible to those who saw all of its kind."""
    reach = actor.reach(resource.permission("read"))
    all_of_them = reach is Reach.ALL and resource.fence is None
    if reach is None or all_of_them or key is None:
        return all_of_them
    mine = select(resource.model.id).where(resource.model.id == key, reachable(actor, resource))
    return session.scalar(mine) is not None


def _without(values: dict[str, Any] | None, hidden: frozenset[str]) -> dict[str, Any] | None:
    return None if values is None else {name: value for name, value in values.items() if name not in hidden}
