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
from fofal_server.core.transfer.storing import Work, settle
from fofal_server.core.transfer.table import Row

MOST = 500
"""Records of one change: as many as a person can look through before agreeing."""


class Change(BaseModel):
    """One record, the version that was seen, and what is to be otherwise."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    version: int
    values: Annotated[dict[str, Any], MinLen(1)]


class Changes(BaseModel):
    """Records to change; their rows in the report are counted from 1."""

    model_config = ConfigDict(extra="forbid")

    changes: Annotated[list[Change], MinLen(1), MaxLen(MOST)]


@dataclass(frozen=True)
class _Known:
    """A record that one may see: its version, what it is called, and whether one may change it."""

    version: int
    title: str
    mine: bool


def run(
    session: Session, resource: Resource, actor: Actor, changes: Sequence[Change], language: str, *, dry_run: bool
) -> ImportReport:
    """Change the records. Nothing is stored when ``dry_run`` or when one is refused or was changed meanwhile."""
    keys = [change.id for change in changes]
    if len(set(keys)) < len(keys):
        raise Invalid(errors=(FieldError("changes", "transfer.record_twice", "record_twice"),))
    work = Work(session, resource, actor, language, rows=len(changes), shown=MOST)
    work.names = frozenset(name for change in changes for name in change.values)
    known = _locked(work, keys)
    for number, change in enumerate(changes, 1):
        draft = Draft([Row(number, ())], None, change.id, existing=True)
        _fill(work, draft, change, known.get(change.id))
        work.problems += draft.problems
        work.drafts.append(draft)
    return settle(work, text("transfer.bulk", language), dry_run=dry_run)


def _locked(work: Work, keys: Sequence[UUID]) -> Mapping[UUID, _Known]:
    """The records within sight, locked in the order of their ids."""
    model = work.resource.model
    mine, title = reachable(work.actor, work.resource, "update"), cast(title_of(work.resource, model), Text)
    query = select(model.id, model.version, title, mine).where(model.id.in_(keys), reachable(work.actor, work.resource))
    rows = work.session.execute(query.order_by(model.id).with_for_update(of=model))
    return {key: _Known(version, called or "", mine) for key, version, called, mine in rows}


def _fill(work: Work, draft: Draft, change: Change, known: _Known | None) -> None:
    """Set what was typed, or note why the record cannot be changed."""
    if known is None:
        draft.add(FieldError("", "transfer.gone_since", "gone", {"record": str(change.id)}))
    elif not known.mine:
        draft.add(FieldError("", "problem.forbidden", "forbidden"))
    elif known.version != change.version:
        draft.add(FieldError("", "transfer.changed_meanwhile", "changed", {"record": known.title}))
    try:
        draft.body = work.resource.update.model_validate(change.values)
    except ValidationError as error:
        for one in invalid(error).errors:
            draft.add(one)
