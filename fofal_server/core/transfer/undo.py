"""Taking a whole import back: what it made is deleted, what it changed is as before, while nothing depends on it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, false, or_, select
from sqlalchemy.orm import Session

from fofal_server.core import audit, clock, crud, registry
from fofal_server.core.access import demand, reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Conflict, FieldError, FofalError, NotFound
from fofal_server.core.models import Record
from fofal_server.core.resource import Resource
from fofal_server.core.rows import title_of
from fofal_server.core.transfer import report, steps
from fofal_server.core.transfer.models import DataImport, DataImportRow, ImportDeed, ImportStatus
from fofal_server.core.transfer.telling import Progress

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
    if done.created:
        demand(actor, resource.permission("create"))
    if done.updated:
        demand(actor, resource.permission("update"))
    _take_back_rows(session, resource, actor, done)
    done.status, done.undone_at, done.undone_by = ImportStatus.UNDONE, clock.now(), actor.user_id
    audit.name_action(session, "undo")


def _take_back_rows(session: Session, resource: Resource, actor: Actor, done: DataImport) -> None:
    query = select(DataImportRow).where(DataImportRow.import_id == done.id).order_by(DataImportRow.position.desc())
    rows = session.scalars(query).all()
    now = _locked(session, resource, actor, [row.record_id for row in rows])
    wrong = [_moved_on(row, now) for row in rows if now.get(row.record_id, (0, ""))[0] != row.version]

    def restore(part: Sequence[DataImportRow]) -> None:
        audit.name_action(session, "undo")
        records = crud.loaded(session, resource, [row.record_id for row in part])
        for row in part:
            _take_back_row(session, resource, actor, records[row.record_id], row)

    free = [row for row in rows if now.get(row.record_id, (0, ""))[0] == row.version]
    news = Progress(len(free))
    with resource.crud.foreseeing(session, lambda: {row.record_id: _before(row) for row in free}):
        for row, refusal in steps.each(session, free, restore, enough=LISTED, passed=lambda part: news.add(len(part))):
            wrong.append(_in_the_way(row, now[row.record_id][1], refusal))
    if wrong:
        raise _refusal(wrong)


def _locked(session: Session, resource: Resource, actor: Actor, keys: Sequence[UUID]) -> Mapping[UUID, tuple[int, str]]:
    """Version and title of the records within reach, locked in the order of their ids."""
    model = resource.model
    query = select(model.id, model.version, cast(title_of(resource, model), Text).label("title"))
    mine = query.where(model.id.in_(keys), reachable(actor, resource)).order_by(model.id).with_for_update(of=model)
    return {row.id: (row.version, row.title or "") for row in session.execute(mine)}


def _moved_on(row: DataImportRow, now: Mapping[UUID, tuple[int, str]]) -> FieldError:
    key = str(row.record_id)
    if row.record_id not in now:
        return FieldError(key, "transfer.gone_since", "gone", {"record": key})
    return FieldError(key, "transfer.changed_since", "changed", {"record": now[row.record_id][1]})


def _in_the_way(row: DataImportRow, title: str, refusal: FofalError) -> FieldError:
    told = {"record": title, "reason": report.errors_of(refusal)[0]}
    return FieldError(str(row.record_id), "transfer.in_the_way", refusal.code or refusal.slug, told)


def _refusal(wrong: list[FieldError]) -> Conflict:
    return Conflict("transfer.not_undoable", errors=tuple(wrong[:LISTED]), code="not_undoable", count=len(wrong))


def _before(row: DataImportRow) -> Mapping[str, Any] | None:
    """What the record held; None for one that was not there."""
    return None if row.deed is ImportDeed.CREATED else row.before or {}


def _take_back_row(session: Session, resource: Resource, actor: Actor, record: Record, row: DataImportRow) -> None:
    crud.check_free(resource, record)
    if row.deed is ImportDeed.CREATED:
        crud.erase(session, resource, actor, record)
    else:
        crud.alter(session, resource, actor, record, resource.update.model_validate(row.before or {}))
