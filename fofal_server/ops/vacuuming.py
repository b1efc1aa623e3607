"""Cleaning what autovacuum has not got to: dead rows, statistics that are out of date, rows to freeze. Never FULL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from fofal_server.core.postgres_errors import state_of
from fofal_server.ops.may import maintained

LOCKED = "55P03"
"""lock_not_available"""


@dataclass(frozen=True)
class Need:
    """One table and what it lacks: ``vacuum`` also brings its statistics up to date."""

    table: str
    vacuum: bool
    dead: int
    allowed: bool

    @property
    def statement(self) -> str:
        return f"VACUUM (ANALYZE) {self.table}" if self.vacuum else f"ANALYZE {self.table}"


@dataclass(frozen=True)
class Cleaned:
    """What was done; ``busy`` tables were in somebody's hands, ``refused`` ones the role may not clean."""

    vacuumed: Sequence[str]
    analysed: Sequence[str]
    dead: int
    busy: Sequence[str]
    refused: Sequence[str]


_NEEDS = """
  SELECT s.relid::regclass::text AS name, s.n_dead_tup AS dead,
    s.n_dead_tup > 1000 + 0.05 * s.n_live_tup
      OR s.n_ins_since_vacuum > 10000 + 0.20 * s.n_live_tup
      OR age(c.relfrozenxid) > 150000000 AS vacuum,
    s.n_mod_since_analyze > 500 + 0.05 * s.n_live_tup
      OR (coalesce(s.last_analyze, s.last_autoanalyze) IS NULL AND s.n_live_tup > 0) AS analyse
  FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE c.relkind = 'r' ORDER BY s.n_dead_tup DESC, 1
"""
"""Autovacuum waits for a fifth of a table and counts from less; at night, with nobody there, more can be done."""


def needs(connection: Connection, *, every: bool = False) -> list[Need]:
    """What lacks cleaning, the worst first; ``every`` table when that is asked for."""
    mine = maintained(connection)
    rows = connection.execute(text(_NEEDS))
    return [
        Need(row.name, vacuum=every or row.vacuum, dead=row.dead, allowed=row.name in mine)
        for row in rows
        if every or row.vacuum or row.analyse
    ]


def clean(connection: Connection, *, every: bool = False) -> Cleaned:
    """Clean one table after the other; who works on one meanwhile is not hindered, and who holds it is let be."""
    found = needs(connection, every=every)
    allowed = [one for one in found if one.allowed]
    busy = list(_busy(connection, allowed))
    done = [one for one in allowed if one.table not in busy]
    return Cleaned(
        vacuumed=[one.table for one in done if one.vacuum],
        analysed=[one.table for one in done if not one.vacuum],
        dead=sum(one.dead for one in done if one.vacuum),
        busy=busy,
        refused=[one.table for one in found if not one.allowed],
    )


def _busy(connection: Connection, needs: Sequence[Need]) -> Iterator[str]:
    for one in needs:
        try:
            connection.exec_driver_sql(one.statement)
        except OperationalError as error:
            if state_of(error) != LOCKED:
                raise
            yield one.table
