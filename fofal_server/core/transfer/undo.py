"""Taking a whole import back: what it made is deleted, what it changed is as before, while nothing depends on it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from fofal_server.core import audit, clock, crud, registry
from fofal_server.core.access import demand, reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Conflict, FieldError, FofalError, NotFound
from fofal_server.core.models import Record
from fofal_server.core.resource import Resource
from fofal_server.core.transfer import report, steps
from fofal_server.core.transfer.models import DataImport, DataImportRow, ImportDeed, ImportStatus

LISTED = 50
"""Records that a refusal names; what else stands in the way is not looked for."""


def find(session: Session, actor: Actor, key: UUID) -> DataImport:
    """The import, locked: one's own, or any for who may undo those of others; else 404."""
    resource = registry.resource_of(DataImport)
    others = reachable(actor, resource, "undo") if resource else false()
    mine = DataImport.by == actor.user_id
    query = select(DataImport).where(DataImport.id == key, or_(mine, others)).with_for_update()
    done = session.scalars(query).one_or_none()
    if done is None:
        raise NotFound
    return done


def take_back(session: Session, actor: Actor, done: DataImport) -> None:
    """Undo an import. Asks for the permissions that the import asked for.

    409 with the records that stand in the way: changed since, deleted, or still used by others.
    """
    if done.status is ImportStatus.UNDONE:
        raise Conflict("transfer.already_undone", code="already_undone")
    resource = crud.resource_named(done.resource)
    demand(actor, resource.permission("create"))
    if done.updated:
        demand(actor, resource.permission("update"))
    _take_back_rows(session, resource, actor, done)
    done.status, done.undone_at, done.undone_by = ImportStatus.UNDONE, clock.now(), actor.user_id
    audit.name_action(session, "undo")


def _take_back_rows(session: Session, resource: Resource, actor: Actor, done: DataImport) -> None:
    rows = session.scalars(
        select(DataImportRow).where(DataImportRow.import_id == done.id).order_by(DataImportRow.position.desc())
    ).all()
    records = _locked(session, resource, actor, [row.record_id for row in rows])
    wrong = [one for row in rows if (one := _moved_on(row, records)) is not None]
    free = [row for row in rows if (known := records.get(row.record_id)) and known.version == row.version]

    def restore(row: DataImportRow) -> None:
        _take_back_row(session, resource, actor, records[row.record_id], row)

    refused = steps.each(session, free, restore, enough=LISTED)
    wrong += [_in_the_way(records[row.record_id], refusal) for row, refusal in refused]
    if wrong:
        raise _refusal(wrong)


def _locked(session: Session, resource: Resource, actor: Actor, keys: Sequence[UUID]) -> Mapping[UUID, Record]:
    """The records with their lines, locked in the order of their ids."""
    model = resource.model
    query = select(model).where(model.id.in_(keys), reachable(actor, resource)).order_by(model.id)
    found = session.scalars(query.options(*crud.with_lines(model)).with_for_update(of=model))
    return {record.id: record for record in found}


def _moved_on(row: DataImportRow, records: Mapping[UUID, Record]) -> FieldError | None:
    record = records.get(row.record_id)
    if record is None:
        return FieldError(str(row.record_id), "transfer.gone_since", "gone", {"record": str(row.record_id)})
    if record.version != row.version:
        return FieldError(str(record.id), "transfer.changed_since", "changed", {"record": _name(record)})
    return None


def _in_the_way(record: Record, refusal: FofalError) -> FieldError:
    first = report.errors_of(refusal)[0]
    told = {"record": _name(record), "reason": first}
    return FieldError(str(record.id), "transfer.in_the_way", refusal.code or refusal.slug, told)


def _name(record: Record) -> str:
    resource = registry.resource_of(type(record))
    parts = [getattr(record, name) for name in resource.title] if resource else []
    return " ".join(str(part) for part in parts if part is not None)


def _refusal(wrong: list[FieldError]) -> Conflict:
    return Conflict("transfer.not_undoable", errors=tuple(wrong[:LISTED]), code="not_undoable", count=len(wrong))


def _take_back_row(session: Session, resource: Resource, actor: Actor, record: Record, row: DataImportRow) -> None:
    if row.deed is ImportDeed.UPDATED:
        body = resource.update.model_validate(row.before or {})
        crud.update(session, resource, actor, record.id, body, None)
        return
    crud.check_free(resource, record)
    crud.erase(session, resource, actor, crud.whole(session, resource, record))
