"""From stored row to JSON in one step: PostgreSQL writes the wire form, Python only carries the text."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Label, Select, Text, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, aliased

from fofal_server.contract.kinds import Kind
from fofal_server.core import registry
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.fields import DECIMAL_KINDS
from fofal_server.core.prepared import Prepared, prepared, run
from fofal_server.core.resource import Field, Resource
from fofal_server.core.units import UNIT, counted_by_it, unit_name

Selected = list[ColumnElement[Any]]
EMPTY: ColumnElement[Any] = literal_column("'[]'::json")


def _decimal(value: Any) -> ColumnElement[Any]:
    return func.trim_scale(value).cast(Text)


def _moment(value: Any) -> ColumnElement[Any]:
    return func.to_char(func.timezone("UTC", value), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')


_WIRE: dict[Kind, Callable[[Any], ColumnElement[Any]]] = dict.fromkeys(DECIMAL_KINDS, _decimal) | {Kind.MOMENT: _moment}


def title_of(resource: Resource, entity: Any) -> ColumnElement[Any]:
    """SQL text that names a record: its title fields, joined; days and moments as people of the company write them."""
    parts = [_told(resource.fields.get(name), getattr(entity, name)) for name in resource.title]
    return parts[0] if len(parts) == 1 else func.concat_ws(" ", *parts)


def _told(field: Field | None, value: Any) -> Any:
    kind = field.meaning.kind if field is not None else None
    if kind is Kind.MOMENT:
        return func.to_char(func.timezone(COMPANY_ZONE.key, value), "DD/MM/YYYY HH24:MI")
    return func.to_char(value, "DD/MM/YYYY") if kind is Kind.DAY else value


def label_of(target: str, key: Any) -> ColumnElement[Any]:
    """SQL text of a referenced record, read by a subquery so that only the rows of the page pay for it."""
    resource = registry.RESOURCES[target]
    entity = aliased(resource.model)
    return select(title_of(resource, entity)).where(entity.id == key).scalar_subquery()


def _lines(field: Field, model: Any) -> ColumnElement[Any]:
    relation = getattr(model, field.name).property
    line = aliased(relation.mapper.class_)
    parent = getattr(line, relation.mapper.class_.__parent__)
    units = _units(field.lines, line)
    inner = select(*selected(field.lines.values(), line), *units, line.position.label("_position"))
    rows = inner.where(parent == model.id).correlate(model).subquery()
    shown = [item for one in field.lines.values() for item in names_of(one)] + [one.name for one in units]
    packed = aggregate_order_by(_pack(rows, shown), rows.c["_position"])
    return select(func.coalesce(func.json_agg(packed), EMPTY)).scalar_subquery()


def _units(fields: Mapping[str, Field], entity: Any) -> list[Label[Any]]:
    """The unit of what a row refers to, where a quantity of the row is counted in it."""
    name = counted_by_it(fields)
    if not name:
        return []
    target = aliased(registry.RESOURCES[fields[name].meaning.target or ""].model)
    unit = select(getattr(target, UNIT)).where(target.id == getattr(entity, name)).scalar_subquery()
    return [unit.label(unit_name(name))]


def _pack(rows: Any, shown: list[str]) -> ColumnElement[Any]:
    pairs: list[Any] = []
    for name in shown:
        pairs += [literal_column(f"'{name}'"), rows.c[name]]
    return func.json_build_object(*pairs)


def _members(field: Field, model: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Ids and labels of a many-to-many reference."""
    relation = getattr(model, relation_name(field.name)).property
    resource = registry.RESOURCES[field.meaning.target or ""]
    near, far = (pair[1] for pair in (relation.synchronize_pairs[0], relation.secondary_synchronize_pairs[0]))
    entity = aliased(resource.model)
    base = select(entity.id, title_of(resource, entity).label("title"))
    rows = base.join(relation.secondary, far == entity.id).where(near == model.id).correlate(model).subquery()
    ids = select(func.coalesce(func.json_agg(rows.c.id), EMPTY)).scalar_subquery()
    return ids, select(func.coalesce(func.json_agg(rows.c.title), EMPTY)).scalar_subquery()


def relation_name(field: str) -> str:
    """``role_ids`` is kept by the relationship ``roles``."""
    return field.removesuffix("_ids") + "s"


def label_name(field: str) -> str:
    """``plot_id`` stands beside ``plot_label``."""
    return field.removesuffix("_id") + "_label"


def labels_name(field: str) -> str:
    """``role_ids`` stand beside ``role_labels``."""
    return field.removesuffix("_ids") + "_labels"


def names_of(field: Field) -> tuple[str, ...]:
    """The names that a field takes in an answer: itself and, for references, what it is called."""
    if field.meaning.kind is Kind.REFERENCE:
        return field.name, label_name(field.name)
    if field.meaning.kind is Kind.REFERENCES:
        return field.name, labels_name(field.name)
    return (field.name,)


def selected(fields: Iterable[Field], entity: Any) -> Selected:
    """The SQL columns of these fields in their wire form, labelled by their names."""
    found: Selected = []
    for field in fields:
        kind, target = field.meaning.kind, field.meaning.target
        if kind is Kind.LINES:
            found.append(_lines(field, entity).label(field.name))
            continue
        if kind is Kind.REFERENCES:
            ids, labels = _members(field, entity)
            found += [ids.label(field.name), labels.label(labels_name(field.name))]
            continue
        value = getattr(entity, field.name)
        found.append(_WIRE.get(kind, _plain)(value).label(field.name))
        if kind is Kind.REFERENCE and target in registry.RESOURCES:
            found.append(label_of(target, value).label(label_name(field.name)))
    return found


def _plain(value: Any) -> ColumnElement[Any]:
    return cast("ColumnElement[Any]", value)


def as_json(query: Select[Any]) -> Select[Any]:
    """All rows of the query as the text of one JSON array, in the order of the query."""
    rows = query.subquery("t")
    return select(func.coalesce(func.json_agg(literal_column("t")), EMPTY).cast(Text)).select_from(rows)


def one_as_json(query: Select[Any]) -> Select[Any]:
    """The only row of the query as the text of one JSON object."""
    rows = query.subquery("t")
    return select(func.row_to_json(literal_column("t")).cast(Text)).select_from(rows)


@cache
def columns_of(resource: str, names: tuple[str, ...]) -> Selected:
    """``selected`` of a resource with the units of its quantities, built once: it costs more than reading the rows."""
    known = registry.RESOURCES[resource]
    fields = {name: known.fields[name] for name in names}
    return [*selected(fields.values(), known.model), *_units(fields, known.model)]


@cache
def _reading(resource: str, names: tuple[str, ...]) -> Prepared:
    """What reads one record by its key."""
    known = registry.RESOURCES[resource]
    query = select(*columns_of(resource, names)).where(known.model.id == bindparam("key"))
    return prepared(one_as_json(query), {"key": "uuid"})


def read_json(session: Session, resource: Resource, key: UUID, hidden: frozenset[str]) -> str | None:
    """The record as JSON text without the fields hidden from the person; None when it is not there."""
    names = tuple(name for name in resource.fields if name not in hidden)
    text: str | None = run(session.connection(), _reading(resource.name, names), str(key)).scalar()
    return text
