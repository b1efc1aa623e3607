"""One page of a resource: rows straight to JSON text, a count, and the way to the next page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from fofal_server.core import plain_page, query
from fofal_server.core.access import reachable
from fofal_server.core.actor import Actor
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.order import Key, after_condition, sort_keys
from fofal_server.core.plain_page import Packed, Shape
from fofal_server.core.resource import Field, Resource
from fofal_server.core.rows import columns_of, selected

FAR = 1000
"""Rows to skip from which keys are walked first and records are fetched only for the page."""


@dataclass(frozen=True)
class Asked:
    """What a list was asked for; the same for lists, counts and exports."""

    search: str = ""
    filters: tuple[str, ...] = ()
    sort: str = ""
    offset: int = 0
    limit: int = 100
    fields: tuple[str, ...] = ()
    total: bool = True
    after: UUID | None = None


def conditions(resource: Resource, actor: Actor, asked: Asked, entity: Any) -> list[ColumnElement[bool]]:
    """Everything that narrows the rows: reach of the person, filters, search."""
    hidden = resource.hidden_from(actor)
    found = query.filter_conditions(resource, entity, asked.filters, hidden)
    found += query.search_condition(resource, entity, asked.search)
    reach = reachable(actor, resource)
    return [reach, *found]


def shown(resource: Resource, actor: Actor, names: tuple[str, ...]) -> list[Field]:
    """The fields of each row: those asked for (422 when unknown), else those of the list; the id always."""
    hidden = resource.hidden_from(actor)
    for name in names:
        if name not in resource.fields or name in hidden:
            raise Invalid(errors=(FieldError("fields", "query.unknown_field", "unknown_field", {"name": name[:80]}),))
    wanted = {"id", *(names or resource.listed)} - hidden
    return [field for name, field in resource.fields.items() if name in wanted]


def page(session: Session, resource: Resource, actor: Actor, asked: Asked) -> str:
    """The page as the JSON text of the contract's ``Page``."""
    names = tuple(field.name for field in shown(resource, actor, asked.fields))
    if _is_plain(resource, actor, asked):
        words = query.searched(resource, asked.search)
        shape = Shape(resource.name, names, asked.sort, len(words), resource.hidden_from(actor))
        total = plain_page.total(session, shape, words) if asked.total else None
        found = plain_page.page(session, shape, words, asked.offset, asked.limit)
    else:
        total, found = _particular(session, resource, actor, asked, names)
    items, last, count = found
    parts = [f'{{"items":{items}', f'"offset":{asked.offset}']
    if total is not None:
        parts.append(f'"total":{total}')
    if count == asked.limit and last is not None:
        parts.append(f'"after":"{last}"')
    return ",".join(parts) + "}"


def _is_plain(resource: Resource, actor: Actor, asked: Asked) -> bool:
    """Whether the SQL text is the same for everybody who asks so."""
    return resource.shows_all(actor) and not asked.filters and asked.after is None and asked.offset < FAR


def _particular(
    session: Session, resource: Resource, actor: Actor, asked: Asked, names: tuple[str, ...]
) -> tuple[int | None, Packed]:
    model = resource.model
    where = conditions(resource, actor, asked, model)
    keys = sort_keys(resource, model, asked.sort, resource.hidden_from(actor))
    total = session.scalar(select(func.count()).select_from(model).where(*where)) if asked.total else None
    if asked.after is not None:
        where = [*where, _after(session, resource, actor, keys, asked.after)]
    rows = _rows(resource, where, keys, asked, total).with_only_columns(*columns_of(resource.name, names))
    items, last, count = session.execute(plain_page.packed(rows)).one()
    return total, (items, last, count)


def _rows(
    resource: Resource, where: list[ColumnElement[bool]], keys: list[Key], asked: Asked, total: int | None
) -> Select[Any]:
    model = resource.model
    forwards = [key.ordered() for key in keys]
    if asked.offset < FAR:
        return select(model).where(*where).order_by(*forwards).offset(asked.offset).limit(asked.limit)
    ids = select(model.id).where(*where)
    behind = None if total is None else max(total - asked.offset - asked.limit, 0)
    if behind is not None and total is not None and behind < asked.offset:
        size = max(min(asked.limit, total - asked.offset), 0)
        ids = ids.order_by(*(key.ordered(backwards=True) for key in keys)).offset(behind).limit(size)
    else:
        ids = ids.order_by(*forwards).offset(asked.offset).limit(asked.limit)
    return select(model).where(model.id.in_(ids.scalar_subquery())).order_by(*forwards)


def _after(session: Session, resource: Resource, actor: Actor, keys: list[Key], last: UUID) -> ColumnElement[bool]:
    """The rows after a cursor; a cursor whose row has gone meanwhile is refused rather than guessed."""
    model = resource.model
    known = select(*(key.column for key in keys)).where(model.id == last, reachable(actor, resource))
    values = session.execute(known).one_or_none()
    if values is None:
        raise Invalid(errors=(FieldError("after", "query.cursor", "cursor"),))
    return after_condition(keys, values)


def exported(resource: Resource, actor: Actor, asked: Asked, fields: list[Field]) -> Select[Any]:
    """All rows of a list in its order, as typed columns for an export."""
    model = resource.model
    keys = sort_keys(resource, model, asked.sort, resource.hidden_from(actor))
    chosen = select(*selected(fields, model)).where(*conditions(resource, actor, asked, model))
    return chosen.order_by(*(key.ordered() for key in keys))
