"""The question that most lists ask (all rows in reach, no filter, a first page), compiled once into SQL text.

Building the expressions and finding them in SQLAlchemy's cache costs more than the rows; this page pays it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ClauseElement, Select, Text, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from fofal_server.core import query, registry
from fofal_server.core.order import sort_keys
from fofal_server.core.prepared import DIALECT
from fofal_server.core.rows import EMPTY, columns_of

Packed = tuple[str, str | None, int]


@dataclass(frozen=True)
class Shape:
    """What decides the SQL text of a page; the words searched for and the place in the list are values."""

    resource: str
    names: tuple[str, ...]
    sort: str
    words: int
    hidden: frozenset[str]


@dataclass(frozen=True)
class Statement:
    """SQL text with its constants."""

    text: str
    constants: Mapping[str, Any]

    def run(self, session: Session, values: Mapping[str, Any]) -> Any:
        """The only row."""
        return self.rows(session, values).one()

    def rows(self, session: Session, values: Mapping[str, Any]) -> Any:
        """All rows."""
        return session.connection().exec_driver_sql(self.text, {**self.constants, **values})


def packed(rows: Select[Any]) -> Select[str, str, int]:
    """JSON text of the rows, the id of the last one and how many they are, as one row."""
    inner = rows.subquery("t")
    last = func.array_agg(inner.c.id)[func.count()].cast(Text)
    items = func.coalesce(func.json_agg(literal_column("t")), EMPTY).cast(Text)
    return select(items, last, func.count()).select_from(inner)


def page(session: Session, shape: Shape, words: Sequence[str], offset: int, limit: int) -> Packed:
    """The rows of the page as JSON text, the id of the last one, and how many they are."""
    values = {**_spelt(words), "offset": offset, "limit": limit}
    items, last, count = _prepared(shape)[0].run(session, values)
    return items, last, count


def total(session: Session, shape: Shape, words: Sequence[str]) -> int:
    """How many rows the list has."""
    return int(_prepared(shape)[1].run(session, _spelt(words))[0])


def _spelt(words: Sequence[str]) -> dict[str, str]:
    return {f"word{n}": query.escaped(word) for n, word in enumerate(words)}


@lru_cache(maxsize=1000)
def _prepared(shape: Shape) -> tuple[Statement, Statement]:
    resource = registry.RESOURCES[shape.resource]
    model = resource.model
    words = [bindparam(f"word{n}", type_=Text()) for n in range(shape.words)]
    where = query.filter_conditions(resource, model, (), shape.hidden) + query.word_conditions(resource, model, words)
    order = [key.ordered() for key in sort_keys(resource, model, shape.sort, shape.hidden)]
    rows = select(*columns_of(shape.resource, shape.names)).where(*where).order_by(*order)
    counted = select(func.count()).select_from(model).where(*where)
    return compiled(packed(rows.offset(bindparam("offset")).limit(bindparam("limit")))), compiled(counted)


def compiled(statement: ClauseElement) -> Statement:
    """The text of a statement for PostgreSQL; what it names as parameters is given when it runs."""
    made = statement.compile(dialect=DIALECT)
    return Statement(str(made), dict(made.params))
