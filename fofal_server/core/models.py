"""What every stored record has: identity, version, who and when; and how lines hang on their record."""

import datetime as dt
from collections.abc import Callable
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Computed, Date, DateTime, Index, MetaData, Text, func, text
from sqlalchemy import Enum as Choices
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from fofal_server.core import clock
from fofal_server.core.fields import COLUMN_TYPES, Moment
from fofal_server.core.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


SEARCHED = "search_text"


def _words(choices: type[Enum]) -> list[str]:
    return [choice.value for choice in choices]


def choices(kind: type[Enum], name: str) -> Choices:
    """The type of a second column of the same choice: each of them needs a constraint of its own ``name``."""
    return Choices(kind, native_enum=False, length=30, create_constraint=True, values_callable=_words, name=name)


def only_sql(name: str, told: Callable[[Any], ColumnElement[Any]]) -> Any:
    """A field that stands in another table, or follows from the moment it is asked at: a record does not carry it."""

    def unknown(_: object) -> None:
        raise TypeError(name)

    unknown.__name__ = name
    return hybrid_property(unknown, expr=told)


class Base(DeclarativeBase):
    """Every table of the application. Choices are stored as their short lower-case words."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        **COLUMN_TYPES,
        str: Text(),
        Enum: Choices(Enum, native_enum=False, length=30, create_constraint=True, values_callable=_words),
        dt.date: Date(),
        dt.datetime: DateTime(timezone=True),
    }


class Record(Base):
    """A row a person can see: identity, times, authors and a version for the optimistic lock.

    ``__audited__ = False`` marks tables that only mirror audited ones (balances).
    """

    __abstract__ = True
    __audited__: ClassVar[bool] = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by: Mapped[UUID | None]
    updated_at: Mapped[Moment] = mapped_column(default=clock.now)
    updated_by: Mapped[UUID | None]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy hands over the class
        return {"version_id_col": cls.version, "exclude_properties": (SEARCHED,)}


class Archivable:
    """Master data that is put aside rather than deleted; lists hide what is archived unless asked."""

    archived: Mapped[bool] = mapped_column(default=False)


class Line(Base):
    """A row that lives only inside its record and is changed with it; ``position`` keeps the order typed."""

    __abstract__ = True
    __parent__: ClassVar[str]
    """Name of the column that points to the record."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    position: Mapped[int]


def searched(table: str, *columns: str) -> tuple[Column[str], Index]:
    """What ``search`` looks in: these columns joined and folded, kept by PostgreSQL beside each row, with its index.

    Kept, because folding the text of every row that an index proposes costs ten times the search itself. The column
    is PostgreSQL's own affair and no attribute of the record.
    """
    joined = " || ' ' || ".join(f"coalesce({name}, '')" for name in columns)
    words = {SEARCHED: "gin_trgm_ops"}
    index = Index(f"ix_{table}_search", SEARCHED, postgresql_using="gin", postgresql_ops=words)
    kept = Computed(f"fold({joined})", persisted=True)
    return Column(SEARCHED, Text, kept, info={"columns": columns}), index


def name_index(table: str, *columns: str, archivable: bool = True) -> Index:
    """Index behind lists in the order of names; ``columns`` may begin with others (a kind, a category).

    It holds all that finding a far page needs, so that a jump never reads the rows in between.
    """
    *before, name = columns
    covered = [name, "archived"] if archivable else [name]
    return Index(f"ix_{table}_{columns[0]}", *before, text(f"fold({name})"), "id", postgresql_include=covered)


FOLD = """
CREATE OR REPLACE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 10
RETURN lower(public.unaccent('public.unaccent'::regdictionary, value))
"""
"""Case and accents removed, for searching and sorting; immutable, so that it can be indexed.

It is said to cost little so that the planner walks an index on it, in which it costs nothing, and does not sort anew.
"""


def fold(value: Any) -> Any:
    """SQL: the text without case and accents."""
    return func.fold(value)
