"""What the rows of a list come to: exact sums of the columns that add up, never of different units together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Text, func, literal, select
from sqlalchemy.orm import Session, aliased

from fofal_server.contract.kinds import Kind
from fofal_server.core import registry
from fofal_server.core.actor import Actor
from fofal_server.core.resource import Field, Resource
from fofal_server.core.units import UNIT, told_by

MOST_UNITS = 3
"""More sums than these in one column say nothing at a glance."""
_ADDED = frozenset({Kind.COUNT, Kind.QUANTITY, Kind.MONEY, Kind.AREA})
CURRENCY = "currency"

Where = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class Total:
    """The sum of a column by unit, which is empty where all rows have the same; no sums where the units are many."""

    field: Field
    sums: Mapping[str, Decimal]


def added_up(field: Field) -> bool:
    """Whether adding up says something: shares, places and prices of one piece do not."""
    kind = field.meaning.kind
    return kind in _ADDED and not (kind is Kind.MONEY and field.meaning.decimals)


def totals(session: Session, resource: Resource, actor: Actor, where: Where, fields: Iterable[Field]) -> list[Total]:
    """The sums of those of the fields that add up, over the rows that ``where`` leaves; a query for each measure."""
    found: dict[str, Total] = {}
    wanted = [field for field in fields if added_up(field)]
    for measure, measured in by_measure(resource, actor, wanted):
        found |= {one.field.name: one for one in _summed(session, resource, where, measure, measured)}
    return [found[field.name] for field in wanted if field.name in found]


def by_measure(
    resource: Resource, actor: Actor, fields: Sequence[Field]
) -> Iterator[tuple[ColumnElement[str], list[Field]]]:
    """The fields that share a unit, together with that unit as SQL."""
    together: dict[str, list[Field]] = {}
    for field in fields:
        together.setdefault(beside(resource, actor, field), []).append(field)
    for name, measured in together.items():
        yield measure(resource, name), measured


def beside(resource: Resource, actor: Actor, field: Field) -> str:
    """The field that says in what another is counted; empty when all rows have the same unit."""
    hidden = resource.hidden_from(actor)
    seen = {name: one for name, one in resource.fields.items() if name not in hidden}
    if field.meaning.kind is Kind.MONEY:
        return CURRENCY if CURRENCY in seen else ""
    return told_by(field, seen)


def measure(resource: Resource, name: str) -> ColumnElement[str]:
    """The unit of a row as SQL: of the row itself, or of what it refers to by the field ``name``."""
    if not name:
        return literal("")
    column = getattr(resource.model, name)
    if resource.fields[name].meaning.kind is not Kind.REFERENCE:
        return func.coalesce(column.cast(Text), "")
    target = aliased(registry.RESOURCES[resource.fields[name].meaning.target or ""].model)
    unit = select(getattr(target, UNIT)).where(target.id == column).scalar_subquery()
    return func.coalesce(unit.cast(Text), "")


def _summed(
    session: Session, resource: Resource, where: Where, unit: ColumnElement[str], fields: list[Field]
) -> Iterator[Total]:
    columns = [getattr(resource.model, field.name).label(field.name) for field in fields]
    rows = select(unit.label("_unit"), *columns).where(*where).subquery()
    sums = [func.trim_scale(func.sum(rows.c[field.name])) for field in fields]
    query = select(rows.c["_unit"], *sums).group_by(rows.c["_unit"]).order_by(rows.c["_unit"]).limit(MOST_UNITS + 1)
    found = session.execute(query).all()
    for place, field in enumerate(fields, 1):
        known = {row[0]: Decimal(row[place]) for row in found if row[place] is not None}
        if known:
            yield Total(field, known if len(found) <= MOST_UNITS else {})
