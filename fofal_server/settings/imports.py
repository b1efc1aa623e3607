"""The imports of the house: a list of what was stored from files, and the door to take one back."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from fofal_server.contract import frames
from fofal_server.core.actor import Actor, Reach
from fofal_server.core.fields import Count, KindOfRecord, Moment, Name, UserId
from fofal_server.core.operation import Answer, Call, Operation
from fofal_server.core.resource import Action, Read, Resource
from fofal_server.core.routes import answer_model, record_answer
from fofal_server.core.transfer import undo
from fofal_server.core.transfer.models import DataImport, ImportStatus
from fofal_server.core.transfer.telling import TellingQuery


class ImportRead(Read):
    at: Moment
    by: UserId | None
    resource: KindOfRecord
    filename: Name
    rows: Count
    created: Count
    updated: Count
    status: ImportStatus
    undone_at: Moment | None
    undone_by: UserId | None


def _mine(actor: Actor, _reach: Reach, model: Any) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = model.by == actor.user_id
    return mine


def _undo(session: Session, actor: Actor, record: DataImport, _body: Any) -> None:
    undo.take_back(session, actor, record)


IMPORTS = Resource(
    name="settings.imports",
    model=DataImport,
    read=ImportRead,
    write=None,
    title=("filename",),
    icon="mdi6.file-import-outline",
    columns=("at", "by", "resource", "filename", "rows", "created", "updated", "status"),
    filters=("at", "by", "resource", "status"),
    sort=("-at",),
    through=("by",),
    aside=True,
    verbs=("read",),
    actions=(Action("undo", _undo, states=("stored",), confirm=True, danger=True),),
    flow={"stored": "done", "undone": "stopped"},
    scope=_mine,
    natural_key=None,
)


def _take_back(call: Call) -> Answer:
    done = undo.find(call.session, call.actor, call.key())
    undo.take_back(call.session, call.actor, done)
    call.session.flush()
    return record_answer(call, IMPORTS, done.id)


OPERATIONS = (
    Operation(
        method="POST", path="/imports/{id}/undo", name="undo_import", tag="settings", work=_take_back,
        query=TellingQuery, answer=answer_model(IMPORTS), keyed=True, lane="files", tells=True,
        other_media=(frames.MEDIA,), refusals=(403, 404, 409, 422),
    ),
)  # fmt: skip
