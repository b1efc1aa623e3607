"""The ordinary verbs on one record, with the optimistic lock, states that forbid, and the rules of the domain."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, selectinload

from fofal_server.core import clock, events, history, rows
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor
from fofal_server.core.approval import Waiting
from fofal_server.core.audit import name_action
from fofal_server.core.awaiting import awaited
from fofal_server.core.deletion import absent, refuse_foreign
from fofal_server.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, StaleRecord
from fofal_server.core.events import RecordDeleted
from fofal_server.core.models import Line, Record
from fofal_server.core.registry import RESOURCES
from fofal_server.core.resource import Action, Resource


def find(
    session: Session, resource: Resource, actor: Actor, key: UUID, verb: str = "read", *, lines: bool = True
) -> Record:
    """The record, locked for change unless ``verb`` is read; 404 when the person may not even see it."""
    model = resource.model
    query = select(model).where(model.id == key, reachable(actor, resource))
    if lines:
        query = query.options(*with_lines(model))
    if verb != "read":
        query = query.with_for_update(of=model)
    record: Record | None = session.scalars(query).one_or_none()
    if record is None:
        raise absent(session, resource, actor, key)
    if verb != "read" and not _within(session, resource, actor, key, verb):
        raise Forbidden(permission=resource.permission(verb))
    return record


def loaded(session: Session, resource: Resource, keys: Sequence[UUID]) -> dict[UUID, Record]:
    """Records with their lines, by a fixed number of queries; for who has judged their reach and locked them."""
    if not keys:
        return {}
    query = select(resource.model).where(resource.model.id.in_(keys)).options(*with_lines(resource.model))
    return {record.id: record for record in session.scalars(query)}


def find_key(session: Session, resource: Resource, actor: Actor, key: UUID) -> UUID:
    """The key again when the person may see its record, else 404; whoever sees all rows is not asked twice."""
    if resource.shows_all(actor):
        return key
    if session.scalar(select(resource.model.id).where(resource.model.id == key, reachable(actor, resource))) is None:
        raise NotFound
    return key


def _within(session: Session, resource: Resource, actor: Actor, key: UUID, verb: str) -> bool:
    """The reach of this verb may be narrower than that of reading."""
    same = actor.reach(resource.permission(verb)) == actor.reach(resource.permission("read"))
    if resource.fence is None and (resource.scope is None or same):
        return True
    query = select(resource.model.id).where(resource.model.id == key, reachable(actor, resource, verb))
    return session.scalar(query) is not None


def with_lines(model: type[Record]) -> list[Any]:
    """Loader options of what is changed with its record."""
    return [selectinload(getattr(model, name)) for name in _relations(model)]


def _relations(model: type[Record]) -> list[str]:
    """Lines and sets of references, which are changed with their record."""
    relations = inspect(model).relationships
    return [r.key for r in relations if issubclass(r.mapper.class_, Line) or r.secondary is not None]


def _looks_at_lines(resource: Resource, body: BaseModel) -> bool:
    """Whether a rule may look at them, or the body sets them."""
    known = set(_relations(resource.model))
    return resource.crud.prepare is not None or any(
        name in known or rows.relation_name(name) in known for name in body.model_fields_set
    )


def check_version(session: Session, resource: Resource, actor: Actor, record: Record, version: int) -> None:
    """412 with the current record when someone saved it first; the trail knows who and when."""
    if record.version != version:
        current = rows.read_json(session, resource, record.id, resource.hidden_from(actor))
        who, at = history.last_change(session, resource, record.id)
        raise StaleRecord(None if current is None else current.encode(), who=who, at=at)


def check_free(resource: Resource, record: Record) -> None:
    """409 when the record has reached a state in which nobody may change it."""
    if state_of(resource, record) in resource.frozen:
        raise Conflict("frozen_state", state=f"state.{state_of(resource, record)}", code="frozen")


def state_of(resource: Resource, record: Record) -> str | None:
    """The state of the record's flow as its word, None when the resource has no flow."""
    return str(getattr(record, "status", "")) if resource.flow else None


def create(session: Session, resource: Resource, actor: Actor, body: BaseModel, *, drawn: bool = False) -> Record:
    """Store a new record; 403 where it would lie outside of the person's reach."""
    record = made(session, resource, actor, body, drawn=drawn)
    session.flush()
    _check_reach(session, resource, actor, record, "create")
    return record


def made(session: Session, resource: Resource, actor: Actor, body: BaseModel, *, drawn: bool = False) -> Record:
    """A new record that the next flush stores; its place within the person's reach is not yet judged.

    ``drawn``: the id in ``body`` was drawn here for this record, so nobody can have deleted another under it.
    """
    values = {name: getattr(body, name) for name in type(body).model_fields}
    key = values.pop("id", None)
    if key is not None and not drawn:
        refuse_foreign(session, resource, actor, key)
    record = resource.model(**({"id": key} if key else {}))
    _refuse_hidden(resource, actor, body.model_fields_set)
    session.add(record)
    _set(session, record, values)
    _prepare(session, resource, actor, record, values)
    return record


def update(
    session: Session, resource: Resource, actor: Actor, key: UUID, body: BaseModel, version: int | None
) -> Record:
    """Change a record within the reach (404) that is not frozen (409) and still has ``version`` (412; None: any)."""
    record = find(session, resource, actor, key, "update", lines=_looks_at_lines(resource, body))
    check_free(resource, record)
    if version is not None:
        check_version(session, resource, actor, record, version)
    return alter(session, resource, actor, record, body)


def alter(session: Session, resource: Resource, actor: Actor, record: Record, body: BaseModel) -> Record:
    """Set what was typed on a record that was found, locked and judged."""
    _refuse_hidden(resource, actor, body.model_fields_set)
    values = {name: getattr(body, name) for name in type(body).model_fields if name in body.model_fields_set}
    record.updated_at = clock.now()
    _set(session, record, values)
    _prepare(session, resource, actor, record, values)
    session.flush()
    _check_reach(session, resource, actor, record, "update")
    return record


def delete(session: Session, resource: Resource, actor: Actor, key: UUID, version: int) -> None:
    """Remove it, on the terms of ``update``."""
    record = find(session, resource, actor, key, "delete")
    check_free(resource, record)
    check_version(session, resource, actor, record, version)
    erase(session, resource, actor, record)


def erase(session: Session, resource: Resource, actor: Actor, record: Record) -> None:
    """Delete a record that was found, locked and judged, with what its domain and its followers do about it."""
    if resource.crud.remove:
        resource.crud.remove(session, actor, record)
    events.publish(session, actor, RecordDeleted(resource.name, record.id))
    session.delete(record)
    session.flush()


def act(
    session: Session, resource: Resource, actor: Actor, key: UUID, action: Action, body: Any, version: int
) -> Waiting | None:
    """Run a declared action on a record that stands in one of the states it starts from.

    Nothing is done yet when others have to agree first: then the answer says whom it waits for.
    """
    record = find(session, resource, actor, key, action.needs)
    if action.states and state_of(resource, record) not in action.states:
        raise Conflict("wrong_state", state=f"state.{state_of(resource, record)}", code="wrong_state")
    check_version(session, resource, actor, record, version)
    waiting = awaited(session, resource, actor, record, action)
    if waiting is None:
        record.updated_at = clock.now()
        name_action(session, action.name)
        action.run(session, actor, record, body)
    session.flush()
    return waiting


def allowed(resource: Resource, actor: Actor, state: str | None) -> list[str]:
    """What this person may do to a record in this state."""
    free = state not in resource.frozen
    verbs = [verb for verb in ("update", "delete") if free and verb in resource.verbs and resource.write]
    found = [verb for verb in verbs if actor.may(resource.permission(verb))]
    open_now = [action for action in resource.actions if not action.states or state in action.states]
    return found + [action.name for action in open_now if actor.may(resource.permission(action.needs))]


def _prepare(session: Session, resource: Resource, actor: Actor, record: Record, given: Mapping[str, Any]) -> None:
    if resource.crud.prepare:
        with session.no_autoflush:
            resource.crud.prepare(session, actor, record, given)


def _refuse_hidden(resource: Resource, actor: Actor, given: set[str]) -> None:
    for name in sorted(given & resource.hidden_from(actor)):
        raise Invalid(errors=(FieldError(name, "extra_forbidden", "extra_forbidden"),))


def _check_reach(session: Session, resource: Resource, actor: Actor, record: Record, verb: str) -> None:
    """A person with a narrow reach cannot make a record that lies outside of it, nor push one out."""
    if not resource.scope_applies(actor, verb):
        return
    query = select(resource.model.id).where(resource.model.id == record.id, reachable(actor, resource, verb))
    if session.scalar(query) is None:
        raise Forbidden(permission=resource.permission(verb))


def _set(session: Session, record: Record, values: Mapping[str, Any]) -> None:
    relations = inspect(type(record)).relationships
    for name, value in values.items():
        if name in relations and issubclass(relations[name].mapper.class_, Line):
            setattr(record, name, _merged(record, name, value or []))
        elif name.endswith("_ids") and rows.relation_name(name) in relations:
            _set_members(session, record, name, value or [])
        else:
            setattr(record, name, value)


def _merged(record: Record, name: str, typed: list[BaseModel]) -> list[Line]:
    """Lines are sent whole: with ``id`` changed, without it added, missing removed, order = position."""
    model: type[Line] = inspect(type(record)).relationships[name].mapper.class_
    known = {line.id: line for line in (getattr(record, name) if inspect(record).persistent else [])}
    lines = []
    for position, one in enumerate(typed):
        values = {key: getattr(one, key) for key in type(one).model_fields}
        key = values.pop("id", None)
        if key is not None and key not in known:
            raise Invalid(errors=(FieldError(f"{name}.{position}.id", "unknown_line", "unknown_line"),))
        line = known.pop(key) if key is not None else model()
        for field, value in (values | {"position": position}).items():
            setattr(line, field, value)
        lines.append(line)
    return lines


def _set_members(session: Session, record: Record, name: str, keys: list[UUID]) -> None:
    relation = inspect(type(record)).relationships[rows.relation_name(name)]
    model = relation.mapper.class_
    found = {one.id: one for one in session.scalars(select(model).where(model.id.in_(keys)))} if keys else {}
    for index, key in enumerate(keys):
        if key not in found:
            raise Invalid(errors=(FieldError(f"{name}.{index}", "unknown_reference", "unknown_reference"),))
    setattr(record, relation.key, list(found.values()))


def resource_named(name: str) -> Resource:
    """The resource of this name; 404 for a name that nobody declared."""
    if name not in RESOURCES:
        raise NotFound
    return RESOURCES[name]
