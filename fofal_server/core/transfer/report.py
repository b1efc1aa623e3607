"""What an import has to say: the first rows as they would be stored, and each mistake in the person's language."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from fofal_server.contract.wire import ImportProblem
from fofal_server.core import rows
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, FofalError
from fofal_server.core.problems import field_problem
from fofal_server.core.resource import Resource
from fofal_server.core.texts import text
from fofal_server.core.transfer.drafts import Problem
from fofal_server.core.transfer.limits import MAX_PROBLEMS


class Coded(ImportProblem):
    """A mistake with its short stable code, for a room that goes on with the report; on the wire it is left out."""

    code: str


def told(problems: Iterable[Problem], language: str) -> list[ImportProblem]:
    """The mistakes in the order of the file; beyond a thousand only their number."""
    found = sorted(problems, key=lambda problem: problem[0])
    shown = [_told(number, error, language) for number, error in found[:MAX_PROBLEMS]]
    if len(found) > MAX_PROBLEMS:
        more = text("transfer.more_problems", language, count=len(found) - MAX_PROBLEMS)
        shown.append(ImportProblem(row=found[-1][0], field=None, message=more))
    return shown


def _told(number: int, error: FieldError, language: str) -> ImportProblem:
    problem = field_problem(error, language)
    return Coded(row=number, field=problem["field"] or None, message=problem["message"], code=problem["code"])


def errors_of(refusal: FofalError) -> tuple[FieldError, ...]:
    """A refusal as mistakes of fields; one without a field concerns the whole row."""
    key = refusal.key or f"problem.{refusal.slug}"
    return refusal.errors or (FieldError("", key, refusal.code or refusal.slug, refusal.values),)


def seen(
    session: Session, resource: Resource, actor: Actor, names: frozenset[str], keys: Sequence[UUID]
) -> dict[UUID, dict[str, Any]]:
    """These records as a list would show them, in this order: the fields that are filled, with labels of references."""
    visible = names - resource.hidden_from(actor)
    shown = [field for name, field in resource.fields.items() if name in visible]
    query = select(*rows.selected(shown, resource.model), resource.model.id.label("_id"))
    read = orjson.loads(session.scalar(rows.as_json(query.where(resource.model.id.in_(keys)))) or "[]")
    by_key = {UUID(row.pop("_id")): row for row in read}
    return {key: by_key[key] for key in keys if key in by_key}
