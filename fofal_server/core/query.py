"""The grammar of lists: ``search`` and ``filter=field:op:value``, parsed against what is declared."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, inspect, literal, or_, select

from fofal_server.contract.kinds import OPERATORS, Kind, Operator
from fofal_server.core import registry
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.fields import DECIMAL_KINDS
from fofal_server.core.models import SEARCHED, Archivable, fold
from fofal_server.core.resource import Field, Resource

MAX_FILTERS = 30
MAX_VALUES = 500
MAX_TEXT = 500
_ANY = literal("%", Text)
"""Joined by ``||``: with ``concat`` or ``ESCAPE`` PostgreSQL would fold the words anew for every row it looks at."""
_ESCAPE = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


def _bad(parameter: str, key: str, **values: Any) -> Invalid:
    return Invalid(errors=(FieldError(parameter, f"query.{key}", key, values),))


def search_condition(resource: Resource, entity: Any, words: str) -> list[ColumnElement[bool]]:
    """Every word must occur, whatever its case and accents."""
    return word_conditions(resource, entity, [escaped(word) for word in searched(resource, words)])


def searched(resource: Resource, words: str) -> list[str]:
    """The words to look for; none in a resource that cannot be searched."""
    if len(words) > MAX_TEXT or "\x00" in words:
        raise _bad("search", "text_too_long", limit=MAX_TEXT)
    return words.split() if resource.search else []


def escaped(word: str) -> str:
    """The word as LIKE takes it literally."""
    return word.translate(_ESCAPE)


def word_conditions(resource: Resource, entity: Any, words: Sequence[Any]) -> list[ColumnElement[bool]]:
    """One condition a word, given escaped or as a bound parameter."""
    return [or_(*_holding(resource, entity, _ANY + fold(word) + _ANY)) for word in words]


def _holding(resource: Resource, entity: Any, wanted: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
    """The record says it itself, or something that it refers to does."""
    if resource.own_words:
        yield inspect(entity).selectable.c[SEARCHED].like(wanted)
    for name in resource.through:
        target = registry.RESOURCES[resource.fields[name].meaning.target or ""].model.__table__.c
        yield getattr(entity, name).in_(select(target.id).where(target[SEARCHED].like(wanted)))


def filter_conditions(
    resource: Resource, entity: Any, filters: Sequence[str], hidden: frozenset[str]
) -> list[ColumnElement[bool]]:
    """Conditions of all filters (AND). Archived records stay out unless a filter speaks of ``archived``."""
    if len(filters) > MAX_FILTERS:
        raise _bad("filter", "too_many_filters", limit=MAX_FILTERS)
    conditions = [_condition(resource, entity, text, hidden) for text in filters]
    if issubclass(resource.model, Archivable) and not any(text.startswith("archived:") for text in filters):
        conditions.append(entity.archived.is_(False))
    return conditions


def filterable(resource: Resource, hidden: frozenset[str]) -> Mapping[str, Field]:
    """Fields that this person may filter by: the declared ones, the key and ``archived``."""
    names = {*resource.filters, "id", *({"archived"} if issubclass(resource.model, Archivable) else ())}
    return {name: field for name, field in resource.fields.items() if name in names and name not in hidden}


def _condition(resource: Resource, entity: Any, text: str, hidden: frozenset[str]) -> ColumnElement[bool]:
    name, first, rest = text.partition(":")
    word, second, value = rest.partition(":")
    if not (first and second) or "\x00" in text:
        raise _bad("filter", "filter_shape", text=text[:80])
    field = filterable(resource, hidden).get(name)
    if field is None:
        raise _bad("filter", "filter_field", name=name[:80])
    allowed = OPERATORS.get(field.meaning.kind, ()) if name != "id" else (Operator.EQ, Operator.NE, Operator.IN)
    if word not in {operator.value for operator in allowed}:
        raise _bad("filter", "filter_operator", name=name, operator=word[:20])
    return _COMPARE[Operator(word)](getattr(entity, name), value, field)


def typed(value: str, field: Field) -> Any:
    """The value that a condition compares a field with; 422 for a text that is none."""
    if len(value) > MAX_TEXT:
        raise _bad("filter", "text_too_long", limit=MAX_TEXT)
    try:
        return _TYPED.get(field.meaning.kind, _choice_or_text)(value, field)
    except (ValueError, InvalidOperation, OverflowError, KeyError) as error:
        raise _bad("filter", "filter_value", name=field.name, value=value[:80]) from error


def _choice_or_text(value: str, field: Field) -> Any:
    if field.type is UUID:
        return UUID(value)
    return field.type(value) if isinstance(field.type, type) and issubclass(field.type, Enum) else value


def _decimal(value: str, _: Field) -> Decimal:
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
        raise ValueError(value)
    return number


def _count(value: str, _: Field) -> int:
    number = int(value)
    if abs(number) >= 2**31:
        raise ValueError(value)
    return number


def _moment(value: str, _: Field) -> dt.datetime:
    found = dt.datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


_TYPED: dict[Kind, Callable[[str, Field], Any]] = dict.fromkeys(DECIMAL_KINDS, _decimal) | {
    Kind.COUNT: _count,
    Kind.FLAG: lambda value, _: {"true": True, "false": False}[value],
    Kind.DAY: lambda value, _: dt.date.fromisoformat(value),
    Kind.MOMENT: _moment,
    Kind.REFERENCE: lambda value, _: UUID(value),
}


def _many(value: str, field: Field) -> list[Any]:
    parts = value.split("|")
    if len(parts) > MAX_VALUES:
        raise _bad("filter", "too_many_values", limit=MAX_VALUES)
    return [typed(part, field) for part in parts]


def _between(column: Any, value: str, field: Field) -> ColumnElement[bool]:
    bounds = _many(value, field)
    if len(bounds) != 2:
        raise _bad("filter", "between_needs_two", name=field.name)
    return column.between(*bounds)  # type: ignore[no-any-return]  # of any column


def _contains(column: Any, value: str, field: Field) -> ColumnElement[bool]:
    return fold(column).like(_ANY + fold(escaped(typed(value, field))) + _ANY)  # type: ignore[no-any-return]  # of any column


def _starts(column: Any, value: str, field: Field) -> ColumnElement[bool]:
    return fold(column).like(fold(escaped(typed(value, field))) + _ANY)  # type: ignore[no-any-return]  # of any column


def _null(column: Any, value: str, field: Field) -> ColumnElement[bool]:
    if value not in {"true", "false"}:
        raise _bad("filter", "filter_value", name=field.name, value=value[:80])
    return column.is_(None) if value == "true" else column.is_not(None)  # type: ignore[no-any-return]  # of any column


_COMPARE: dict[Operator, Callable[[Any, str, Field], ColumnElement[bool]]] = {
    Operator.EQ: lambda column, value, field: column == typed(value, field),
    Operator.NE: lambda column, value, field: column.is_distinct_from(typed(value, field)),
    Operator.LT: lambda column, value, field: column < typed(value, field),
    Operator.LE: lambda column, value, field: column <= typed(value, field),
    Operator.GT: lambda column, value, field: column > typed(value, field),
    Operator.GE: lambda column, value, field: column >= typed(value, field),
    Operator.IN: lambda column, value, field: column.in_(_many(value, field)),
    Operator.BETWEEN: _between,
    Operator.CONTAINS: _contains,
    Operator.STARTSWITH: _starts,
    Operator.NULL: _null,
}
