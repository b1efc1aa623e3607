"""Questions that every call asks, prepared once a connection: planning one anew costs several times its answer.

What a transaction writes at its very end goes to PostgreSQL in one trip.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, CursorResult
from sqlalchemy.dialects.postgresql import psycopg2
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

DIALECT = psycopg2.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
_NUMBERS = itertools.count(1)
_LATER = "later"
_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan"
"""Goes in the same trip, and is over with the transaction, or with the trip where none is open."""


@dataclass(frozen=True)
class Prepared:
    """SQL text with ``$1``, ``$2``… for the values, which are given in the order of ``types``.

    ``once``: planned without the values. Left to itself PostgreSQL takes a range of unknown width for a wide one and
    plans anew each time, over all parts of a table in parts.
    """

    text: str
    types: tuple[str, ...]
    once: bool = False
    name: str = field(default_factory=lambda: f"fofal_{next(_NUMBERS)}")

    @cached_property
    def call(self) -> str:
        """``EXECUTE`` with a place for each value."""
        asked = f"EXECUTE {self.name}{_listed(['%s'] * len(self.types))}"
        return f"{_ONCE}; {asked}" if self.once else asked

    @cached_property
    def preparation(self) -> str:
        return f"PREPARE {self.name}{_listed(self.types)} AS {self.text}"


def _listed(words: Sequence[str]) -> str:
    return f"({', '.join(words)})" if words else ""


def prepared(statement: ClauseElement, types: Mapping[str, str], *, once: bool = False) -> Prepared:
    """A statement whose bound parameters named in ``types`` are the values; the others are constants of the text."""
    compiled = cast("SQLCompiler", statement.compile(dialect=DIALECT))
    places = {name: f"${place}" for place, name in enumerate(types, 1)}
    for name, bind in compiled.binds.items():
        if name not in places:
            literal: str = compiled.render_literal_bindparam(bind)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
            places[name] = literal.replace("%%", "%")
    return Prepared(str(compiled) % places, tuple(types.values()), once)


def run(connection: Connection, asked: Prepared, *values: Any) -> CursorResult[Any]:
    """The answer to one prepared question."""
    _prepare(connection, asked)
    return connection.exec_driver_sql(asked.call, values)


def later(session: Session, asked: Prepared, *values: Any) -> None:
    """Note what is to be written by ``send``; it is gone when the session is."""
    session.info.setdefault(_LATER, []).append((asked, values))


def send(session: Session) -> None:
    """Write all that was noted, in one trip."""
    noted: Sequence[tuple[Prepared, tuple[Any, ...]]] = session.info.pop(_LATER, ())
    if not noted:
        return
    connection = session.connection()
    for asked, _ in noted:
        _prepare(connection, asked)
    together = "; ".join(asked.call for asked, _ in noted)
    connection.exec_driver_sql(together, tuple(value for _, values in noted for value in values))


def _prepare(connection: Connection, asked: Prepared) -> None:
    if asked.name not in connection.info:
        connection.exec_driver_sql(asked.preparation, None, {"no_parameters": True})
        connection.info[asked.name] = asked.text
