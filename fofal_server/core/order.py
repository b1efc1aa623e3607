"""The order of lists: ``sort=-date,code`` parsed against what is declared, and the rows that come after one of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, false, or_

from fofal_server.contract.kinds import Kind
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.models import fold
from fofal_server.core.resource import Field, Resource
from fofal_server.core.rows import label_of

MOST_KEYS = 8
"""Keys of one order that count."""


class Key:
    """One key of an order: the column, its direction and its name."""

    def __init__(self, name: str, column: Any, *, descending: bool, nullable: bool) -> None:
        self.name, self.column, self.descending, self.nullable = name, column, descending, nullable

    def ordered(self, *, backwards: bool = False) -> Any:
        """SQL order; empty values come last, and last becomes first when a far page is read backwards.

        Nulls are named only where they can occur: PostgreSQL does not use a plain index for ``DESC NULLS LAST``.
        """
        ordered = self.column.desc() if self.descending != backwards else self.column.asc()
        if not self.nullable:
            return ordered
        return ordered.nulls_first() if backwards else ordered.nulls_last()

    def beyond(self, value: Any) -> ColumnElement[bool]:
        """Rows that come after ``value`` in this order."""
        if value is None:
            return false()
        after: ColumnElement[bool] = self.column < value if self.descending else self.column > value
        return or_(after, self.column.is_(None)) if self.nullable else after

    def same(self, value: Any) -> ColumnElement[bool]:
        same: ColumnElement[bool] = self.column.is_(None) if value is None else self.column == value
        return same


def sort_keys(resource: Resource, entity: Any, sort: str, hidden: frozenset[str]) -> list[Key]:
    """The order asked for, or the resource's own; it always ends with the id, so that pages never overlap."""
    names = [name for name in sort.split(",") if name] or list(resource.sort)
    shown = {*resource.listed, "created_at", "updated_at", "id"} - hidden
    keys: list[Key] = []
    for text in names[:MOST_KEYS]:
        name = text.removeprefix("-")
        field = resource.fields.get(name)
        if name not in shown or (field is not None and field.meaning.kind in {Kind.REFERENCES, Kind.WORDS}):
            raise Invalid(errors=(FieldError("sort", "query.sort_field", "sort_field", {"name": name[:80]}),))
        column = getattr(resource.model, name).expression
        nullable = getattr(column, "nullable", True) or (field is not None and field.meaning.kind is Kind.REFERENCE)
        keys.append(Key(name, _sort_column(entity, name, field), descending=text.startswith("-"), nullable=nullable))
    if keys[-1].name != "id":
        keys.append(Key("id", entity.id, descending=keys[-1].descending, nullable=False))
    return keys


def _sort_column(entity: Any, name: str, field: Field | None) -> Any:
    """A reference is sorted by what it is called, not by its key; names as a reader looks for them: É beside E."""
    column = getattr(entity, name)
    if field is not None and field.meaning.kind is Kind.REFERENCE and field.meaning.target:
        return fold(label_of(field.meaning.target, column).cast(Text))
    named = field is not None and field.meaning.kind is Kind.NAME and field.type is str
    return fold(column) if named else column


def after_condition(keys: Sequence[Key], values: Sequence[Any]) -> ColumnElement[bool]:
    """Rows that come after the row with these key values."""
    steps = []
    for i, (key, value) in enumerate(zip(keys, values, strict=True)):
        same = (before.same(known) for before, known in zip(keys[:i], values[:i], strict=True))
        steps.append(and_(*same, key.beyond(value)))
    return or_(*steps)
