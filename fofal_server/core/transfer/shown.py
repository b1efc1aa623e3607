"""Values as a person reads them: labels instead of ids and words, days and moments of the company, real numbers."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson

from fofal_server.contract.kinds import Kind
from fofal_server.core import registry
from fofal_server.core.choices import choice_text
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.fields import DECIMAL_KINDS, Meaning
from fofal_server.core.resource import Field, Resource
from fofal_server.core.rows import names_of
from fofal_server.core.texts import text
from fofal_server.core.totals import CURRENCY
from fofal_server.core.transfer.typed import SEVERAL

Shown = str | int | Decimal | dt.date | dt.datetime | None
"""What stands in a cell; a moment has lost its zone and tells the company's clock."""


@dataclass(frozen=True)
class Shape:
    """One column of an export: what it means, its header, and how its value is taken from a row of the database.

    ``unit`` is what all its values are counted in, where that is not said by the header.
    """

    meaning: Meaning
    header: str
    take: Callable[[Sequence[Any]], Shown]
    unit: str = ""


def shapes(resource: Resource, fields: Sequence[Field], language: str) -> list[Shape]:
    """The columns for these fields, in their order; rows come as ``rows.selected`` makes them."""
    found: list[Shape] = []
    place = 0
    for field in fields:
        show = shower(resource, field, language)
        last = place + _width(field) - 1
        header = text(f"{resource.name}.{field.name}", language)
        found.append(Shape(field.meaning, header, _taker(show, place, last), franc(resource, field)))
        place = last + 1
    return found


def franc(resource: Resource, field: Field) -> str:
    """What an amount is counted in when nothing beside it says so; empty for any other number."""
    return "FCFA" if field.meaning.kind is Kind.MONEY and CURRENCY not in resource.fields else ""


def _width(field: Field) -> int:
    """How many values a row brings for the field: a reference whose resource is not served here has no label."""
    unnamed = field.meaning.kind is Kind.REFERENCE and field.meaning.target not in registry.RESOURCES
    return 1 if unnamed else len(names_of(field))


def _taker(show: Callable[[Any], Shown], place: int, last: int) -> Callable[[Sequence[Any]], Shown]:
    """A reference is told by its label, which stands beside it; by its id where it has none."""

    def take(row: Sequence[Any]) -> Shown:
        value = row[last] if row[last] is not None else row[place]
        return None if value is None else show(value)

    return take


def shower(resource: Resource, field: Field, language: str) -> Callable[[Any], Shown]:
    """What turns a value of the field into what stands in a cell."""
    kind = field.meaning.kind
    if kind is Kind.CHOICE:
        return lambda value: _choice(resource, field, value, language)
    if kind is Kind.FLAG:
        return lambda value: text("transfer.yes" if value else "transfer.no", language)
    if kind in DECIMAL_KINDS:
        return Decimal
    return _SHOWERS.get(kind, str)


def _choice(resource: Resource, field: Field, value: Any, language: str) -> str:
    word = str(value.value if isinstance(value, Enum) else value)
    return text(f"state.{word}", language) if word in resource.flow else choice_text(field, word, language)


def _moment(value: Any) -> dt.datetime:
    found = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    return found.astimezone(COMPANY_ZONE).replace(tzinfo=None)


def _several(value: Any) -> str:
    return f" {SEVERAL} ".join(str(one) for one in value)


def _as_it_is(value: Any) -> Any:
    return value


_SHOWERS: dict[Kind, Callable[[Any], Shown]] = {
    Kind.COUNT: _as_it_is,
    Kind.DAY: _as_it_is,
    Kind.MOMENT: _moment,
    Kind.REFERENCES: _several,
    Kind.WORDS: _several,
    Kind.GEOMETRY: lambda value: orjson.dumps(value).decode(),
    Kind.VALUE: lambda value: value if type(value) in (int, str) else orjson.dumps(value).decode(),
}
