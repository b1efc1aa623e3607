"""How much of tables and indexes is air, estimated from statistics; nothing is read in full for it.

Dead rows are counted by PostgreSQL itself. For a B-tree the room that its entries need at the usual 90 % is reckoned
from their number and average width; entries of equal keys may take less than that, so the estimate errs low. Widths
of expressions are shown to the owner only: of such indexes the console knows, the night does not.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

DEAD_SHARE, DEAD_LEAST = 0.20, 50_000
INDEX_SHARE, INDEX_LEAST = 0.50, 10_000_000
"""An index is worth rebuilding when half of it and more than ten megabytes are air."""


@dataclass(frozen=True)
class Bloated:
    """``size`` on disk, of which ``wasted`` bytes would be free after a rebuild."""

    name: str
    size: int
    wasted: int

    @property
    def share(self) -> float:
        return self.wasted / self.size if self.size else 0.0


_DEAD = """
  SELECT relid::regclass::text AS name, pg_relation_size(relid) AS size,
    n_dead_tup::float8 / (n_live_tup + n_dead_tup) AS share
  FROM pg_stat_user_tables WHERE n_dead_tup > :least AND n_dead_tup > :share * (n_live_tup + n_dead_tup) ORDER BY 1
"""

_INDEXES = """
  WITH tree AS (
    SELECT i.indexrelid, i.indrelid, c.relname, t.relname AS tabname, n.nspname, c.reltuples,
           pg_relation_size(i.indexrelid) AS size, i.indnatts,
           current_setting('block_size')::int AS page
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_am a ON a.oid = c.relam
    WHERE a.amname = 'btree' AND c.relkind = 'i' AND n.nspname = 'public' AND i.indisvalid AND c.reltuples >= 0
      AND pg_relation_size(i.indexrelid) > :least
  ), width AS (
    SELECT tree.indexrelid, count(*) AS known, sum(s.avg_width * (1 - s.null_frac)) AS bytes, max(s.null_frac) AS nulls
    FROM tree JOIN pg_attribute a ON a.attrelid = tree.indexrelid
    JOIN pg_index i ON i.indexrelid = tree.indexrelid
    LEFT JOIN pg_attribute base ON base.attrelid = i.indrelid AND base.attnum = i.indkey[a.attnum - 1]
    JOIN pg_stats s ON s.schemaname = tree.nspname AND NOT s.inherited
      AND ((base.attnum IS NOT NULL AND s.tablename = tree.tabname AND s.attname = base.attname)
        OR (base.attnum IS NULL AND s.tablename = tree.relname AND s.attname = a.attname))
    GROUP BY 1
  )
  SELECT indexrelid::regclass::text AS name, size,
    ceil(reltuples * (4 + ceil((8 + CASE WHEN nulls > 0 THEN 8 ELSE 0 END + bytes) / 8.0) * 8)
         / ((page - 40) * 0.9))::bigint * page + page AS needed
  FROM tree JOIN width USING (indexrelid) WHERE known = indnatts
"""


def dead_rows(connection: Connection) -> list[Bloated]:
    """Tables of which more than a fifth are rows that nobody sees any more."""
    rows = connection.execute(text(_DEAD), {"least": DEAD_LEAST, "share": DEAD_SHARE})
    return [Bloated(row.name, row.size, int(row.size * row.share)) for row in rows]


def indexes(connection: Connection, share: float = INDEX_SHARE, least: int = INDEX_LEAST) -> list[Bloated]:
    """B-trees that are mostly air, the worst first."""
    rows = connection.execute(text(_INDEXES), {"least": least})
    found = [Bloated(row.name, row.size, _wasted(row)) for row in rows]
    worth = [one for one in found if one.wasted > least and one.share > share]
    return sorted(worth, key=lambda one: -one.wasted)


def _wasted(row: Row[Any]) -> int:
    return max(0, int(row.size - row.needed))
