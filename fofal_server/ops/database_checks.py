"""What slowly goes wrong with a database, looked at in one place for the job, the watches and the doctor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, text

from fofal_server.core.bytesize import size
from fofal_server.core.db import Pools
from fofal_server.core.texts import text as said
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.ops import bloat

EVERY = 3600.0
"""Seconds between two looks: what is looked for grows over days."""

A_NIGHT = 24 * 3600.0
"""What the jobs of the night mend by themselves is told of only when a night did not mend it."""

FREEZING_LATE, FREEZING_STOPS = 500_000_000, 1_500_000_000
"""Ages of the oldest row: autovacuum forces itself at 200 million, PostgreSQL refuses to write at 2.1 billion."""

NEAR, NEARER = 0.80, 0.95
"""Shares of its numbers that a sequence has given out."""

Look = Callable[[Connection], Iterator[Sighting]]


@dataclass(frozen=True)
class Check:
    """``code`` is that of its watch and of its words; ``look`` reads catalogues only, never the tables themselves."""

    code: str
    severity: Severity
    look: Look
    holds: float = 0.0

    @property
    def watch(self) -> Watch:
        return Watch(self.code, self.severity, partial(_through, self.look), EVERY, self.holds)


@dataclass(frozen=True)
class Seen:
    """What a check saw; ``weighs`` of nothing that is only good to know."""

    check: Check
    sightings: tuple[Sighting, ...]

    @property
    def weighs(self) -> bool:
        return any((one.severity or self.check.severity) is not Severity.INFO for one in self.sightings)

    def told(self, language: str = "fr") -> list[str]:
        """A line for each sighting."""
        return [said(f"watch.{self.check.code}.told", language, **one.values) for one in self.sightings]


def all_of(connection: Connection) -> list[Seen]:
    """What every check sees now."""
    return [Seen(one, tuple(one.look(connection))) for one in CHECKS]


def _through(look: Look, pools: Pools) -> list[Sighting]:
    with pools.reports.connect() as connection:
        return list(look(connection))


def collation(connection: Connection) -> Iterator[Sighting]:
    """Indexes of texts follow a library that was replaced since: lookups may miss rows, keys come twice."""
    query = """
      SELECT datname AS name, datcollversion AS made, pg_database_collation_actual_version(oid) AS now
      FROM pg_database WHERE datname = current_database()
      AND datcollversion IS DISTINCT FROM pg_database_collation_actual_version(oid)
    """
    for row in _rows(connection, query):
        yield Sighting(row.name, {"database": row.name, "made": row.made or "?", "now": row.now or "?"})


def invalid_indexes(connection: Connection) -> Iterator[Sighting]:
    """A building of an index that was cut leaves one that slows writes and serves no read."""
    query = "SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid ORDER BY 1"
    for row in _rows(connection, query):
        yield Sighting(row.name, {"index": row.name})


def sequences(connection: Connection) -> Iterator[Sighting]:
    """A sequence at its end refuses every new row."""
    query = """
      SELECT sequencename AS name, last_value::float8 / max_value AS used FROM pg_sequences
      WHERE NOT cycle AND last_value > :near * max_value ORDER BY 1
    """
    for row in _rows(connection, query, near=NEAR):
        grave = Severity.CRITICAL if row.used > NEARER else None
        yield Sighting(row.name, {"sequence": row.name, "share": f"{row.used:.0%}"}, grave)


def freezing(connection: Connection) -> Iterator[Sighting]:
    """Transaction ids are used up while old rows are not frozen; at the end PostgreSQL takes no more writes."""
    query = """
      SELECT datname AS name, greatest(age(datfrozenxid), mxid_age(datminmxid)) AS age FROM pg_database
      WHERE greatest(age(datfrozenxid), mxid_age(datminmxid)) > :late ORDER BY 1
    """
    for row in _rows(connection, query, late=FREEZING_LATE):
        grave = Severity.CRITICAL if row.age > FREEZING_STOPS else None
        yield Sighting(row.name, {"database": row.name, "age": f"{row.age / 1e6:.0f}"}, grave)


def bloated(connection: Connection) -> Iterator[Sighting]:
    """Tables and indexes that are mostly air although the jobs of the night went round."""
    for table in bloat.dead_rows(connection):
        yield Sighting(table.name, {"name": table.name, "share": f"{table.share:.0%}", "room": size(table.wasted)})
    for index in bloat.indexes(connection):
        yield Sighting(index.name, {"name": index.name, "share": f"{index.share:.0%}", "room": size(index.wasted)})


def spare_indexes(connection: Connection) -> Iterator[Sighting]:
    """Indexes that another one already is, and large ones that nobody has used since statistics are kept."""
    for row in _rows(connection, _SPARE):
        yield Sighting(row.name, {"index": row.name, "room": size(row.size), "why": said(f"index.{row.why}")})


_SPARE = """
  WITH shape AS (
    SELECT i.indexrelid, i.indrelid, i.indisunique OR i.indisexclusion OR i.indisreplident AS kept,
           pg_relation_size(i.indexrelid) AS size,
           ROW(i.indrelid, i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text,
               pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid), c.relam) AS form
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relkind = 'i' AND c.relnamespace = 'public'::regnamespace AND i.indisvalid
  )
  SELECT indexrelid::regclass::text AS name, size, 'double' AS why FROM shape one
  WHERE NOT kept AND EXISTS (
    SELECT FROM shape other WHERE other.form IS NOT DISTINCT FROM one.form
    AND other.indexrelid <> one.indexrelid AND (other.kept OR other.indexrelid < one.indexrelid)
  )
  UNION ALL
  SELECT indexrelid::regclass::text, size, 'unused' FROM shape JOIN pg_stat_user_indexes USING (indexrelid)
  WHERE NOT kept AND idx_scan = 0 AND size > 20000000
    AND (SELECT coalesce(stats_reset, pg_postmaster_start_time()) FROM pg_stat_database
         WHERE datname = current_database()) < now() - interval '30 days'
  ORDER BY 1
"""


def _rows(connection: Connection, query: str, **values: Any) -> Iterator[Row[Any]]:
    yield from connection.execute(text(query), values)


CHECKS = (
    Check("database-collation", Severity.CRITICAL, collation),
    Check("database-indexes", Severity.WARNING, invalid_indexes, A_NIGHT),
    Check("database-sequences", Severity.WARNING, sequences),
    Check("database-freezing", Severity.WARNING, freezing),
    Check("database-bloat", Severity.WARNING, bloated, A_NIGHT),
    Check("database-spare-indexes", Severity.INFO, spare_indexes),
)
WATCHES: tuple[Watch, ...] = tuple(one.watch for one in CHECKS)
