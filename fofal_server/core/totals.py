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

MOST_UNITS = 3
"""More sums than these in one column say nothing at a glance."""
_ADDED = frozenset({Kind.COUNT, Kind.QUANTITY, Kind.MONEY, Kind.AREA})
OWN_UNIT = ("_kg", "_t", "_l", "_ha", "_m", "_m2", "_mm", "_days", "_hours", "_minutes", "_seconds")
UNIT, CURRENCY = "unit", "currency"

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
    """The field that says in what another is counted; empty when all rows have the same unit.

    A quantity without a unit of its own is one of the thing that its row refers to, which has one.
    """
    kind, hidden = field.meaning.kind, resource.hidden_from(actor)
    if kind is Kind.MONEY:
        return CURRENCY if CURRENCY in resource.fields and CURRENCY not in hidden else ""
    if kind is not Kind.QUANTITY or field.name.endswith(OWN_UNIT):
        return ""
    if UNIT in resource.fields:
        return "" if UNIT in hidden else UNIT
    return next((one.name for one in resource.fields.values() if one.name not in hidden and _has_unit(one)), "")


def _has_unit(field: Field) -> bool:
    target = registry.RESOURCES.get(field.meaning.target or "")
    named = field.meaning.kind is Kind.REFERENCE and target is not None
    return named and UNIT in target.fields and UNIT not in target.private  # type: ignore[union-attr]


def measure(resource: Resource, name: str) -> ColumnElement[str]:
    """The unit of a row as SQL: of the row itself, or of what it refers to by the field ``name``."""
    if not name:
        return literal("")
    column = getattr(resource.model, name)
    if name in {UNIT, CURRENCY}:
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
