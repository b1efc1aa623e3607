"""Changing many records at once: rehearsed first, all of them or none, each as it was seen, taken back as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from fofal_server.contract.wire import ImportReport
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.problems import invalid
from fofal_server.core.resource import Resource
from fofal_server.core.rows import title_of
from fofal_server.core.texts import text
from fofal_server.core.transfer.drafts import Draft
from fofal_server.core.transfer.limits import MAX_COLUMNS
from fofal_server.core.transfer.overlay import lay, sheet_of
from fofal_server.core.transfer.storing import Work, settle
from fofal_server.core.transfer.table import Row, clean

MOST = 500
"""Records of one change: as many as a person can look through before agreeing."""


class Change(BaseModel):
    """One record, the version that was seen, and what is to be otherwise: values, or cells under the columns."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    version: int
    values: dict[str, Any] = {}
    cells: Annotated[list[str], MaxLen(MAX_COLUMNS)] = []


class Changes(BaseModel):
    """Records to change; their rows in the report are counted from 1.

    ``columns`` name the fields of the cells, which are read as those of an imported file are.
    """

    model_config = ConfigDict(extra="forbid")

    changes: Annotated[list[Change], MinLen(1), MaxLen(MOST)]
    columns: Annotated[list[str], MaxLen(MAX_COLUMNS)] = []


@dataclass(frozen=True)
class _Known:
    """A record that one may see: its version, what it is called, and whether one may change it."""

    version: int
    title: str
    mine: bool


def run(
    session: Session, resource: Resource, actor: Actor, asked: Changes, language: str, *, dry_run: bool
) -> ImportReport:
    """Change the records. Nothing is stored when ``dry_run`` or when one is refused or was changed meanwhile."""
    _refuse_shape(asked)
    changes = asked.changes
    work = Work(session, resource, actor, language, rows=len(changes), shown=MOST)
    known = _locked(work, [change.id for change in changes])
    for number, change in enumerate(changes, 1):
        draft = Draft([Row(number, tuple(map(clean, change.cells)))], None, change.id, existing=True)
        _judge(draft, change, known.get(change.id))
        work.drafts.append(draft)
    if asked.columns:
        sheet = sheet_of(work, asked.columns)
        work.names = sheet.names
        lay(work, sheet)
    else:
        work.names = frozenset(name for change in changes for name in change.values)
        for draft, change in zip(work.drafts, changes, strict=True):
            _fill(work, draft, change)
    work.problems = [problem for draft in work.drafts for problem in draft.problems]
    return settle(work, text("transfer.laid" if asked.columns else "transfer.bulk", language), dry_run=dry_run)


def _refuse_shape(asked: Changes) -> None:
    """422 for a record that occurs twice, a row of more or fewer cells than there are columns, and for no change."""
    if len({change.id for change in asked.changes}) < len(asked.changes):
        raise Invalid(errors=(FieldError("changes", "transfer.record_twice", "record_twice"),))
    width, errors = len(asked.columns), list[FieldError]()
    for place, change in enumerate(asked.changes):
        if len(change.cells) != width:
            told = {"found": len(change.cells), "expected": width}
            errors.append(FieldError(f"changes.{place}.cells", "transfer.ragged_row", "ragged_row", told))
        elif bool(change.values) is bool(width):
            errors.append(FieldError(f"changes.{place}.values", "missing", "missing"))
    if errors:
        raise Invalid(errors=tuple(errors))


def _locked(work: Work, keys: Sequence[UUID]) -> Mapping[UUID, _Known]:
    """The records within sight, locked in the order of their ids."""
    model = work.resource.model
    mine, title = reachable(work.actor, work.resource, "update"), cast(title_of(work.resource, model), Text)
    query = select(model.id, model.version, title, mine).where(model.id.in_(keys), reachable(work.actor, work.resource))
    rows = work.session.execute(query.order_by(model.id).with_for_update(of=model))
    return {key: _Known(version, called or "", mine) for key, version, called, mine in rows}


def _judge(draft: Draft, change: Change, known: _Known | None) -> None:
    """Note why the record cannot be changed."""
    if known is None:
        draft.add(FieldError("", "transfer.gone_since", "gone", {"record": str(change.id)}))
    elif not known.mine:
        draft.add(FieldError("", "problem.forbidden", "forbidden"))
    elif known.version != change.version:
        draft.add(FieldError("", "transfer.changed_meanwhile", "changed", {"record": known.title}))


def _fill(work: Work, draft: Draft, change: Change) -> None:
    """Set what was typed, or note what is wrong with it."""
    try:
        draft.body = work.resource.update.model_validate(change.values)
    except ValidationError as error:
        for one in invalid(error).errors:
            draft.add(one)
