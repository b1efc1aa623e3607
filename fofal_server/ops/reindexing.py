"""Indexes made anew beside the old ones: invalid ones and those that are mostly air; readers and writers go on."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from fofal_server.core.postgres_errors import state_of
from fofal_server.ops import bloat
from fofal_server.ops.may import maintained
from fofal_server.ops.patience import LOCK
from fofal_server.ops.vacuuming import LOCKED

WINDOW = 3600.0
"""Seconds after which no other index is begun: the night is short."""

PATIENCE = "1min"
"""How long to wait for the transactions that know the old index; nobody waits behind us meanwhile."""


@dataclass(frozen=True)
class Rebuilt:
    """An index and its size in bytes before and after."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Rebuilding:
    """What was done; ``left`` did not fit into the window, ``refused`` ones the role may not rebuild.

    ``dropped`` are remains of a rebuilding that was cut: the index whose copy they were to become is whole.
    """

    rebuilt: Sequence[Rebuilt]
    dropped: Sequence[str]
    busy: Sequence[str]
    refused: Sequence[str]
    left: Sequence[str]

    @property
    def unfinished(self) -> bool:
        return bool(self.busy or self.refused or self.left)


_INVALID = """
  SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class c ON c.oid = indexrelid
  WHERE NOT indisvalid AND relkind = 'i' ORDER BY 1
"""
_EVERY = """
  SELECT indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = indexrelid
  WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace ORDER BY pg_relation_size(indexrelid) DESC, 1
"""
_ONE = """
  SELECT pg_relation_size(indexrelid) AS size, indrelid::regclass::text AS on_table, indisexclusion AS excludes,
    NOT indisvalid AND relname ~ '_cc(new|old)[0-9]*$' AS remains, pg_has_role(relowner, 'USAGE') AS own
  FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE indexrelid = to_regclass(:name)
"""


def candidates(connection: Connection) -> list[str]:
    """Invalid indexes, then those that are mostly air."""
    invalid = list(connection.scalars(text(_INVALID)))
    return invalid + [one.name for one in bloat.indexes(connection) if one.name not in invalid]


def every(connection: Connection) -> list[str]:
    """All of the application: after the order of texts has changed."""
    return list(connection.scalars(text(_EVERY)))


def settle_collation(connection: Connection) -> None:
    """Note that every index follows the order of texts that the machine has now; for the owner of the database."""
    name = connection.scalar(text("SELECT quote_ident(current_database())"))
    connection.exec_driver_sql(f"ALTER DATABASE {name} REFRESH COLLATION VERSION")


def rebuild(connection: Connection, names: Iterable[str], window: float = WINDOW) -> Rebuilding:
    """Rebuild these, one at a time, until the window closes."""
    end = time.monotonic() + window
    sizes, told = dict[str, Rebuilt](), {word: list[str]() for word in ("dropped", "busy", "refused", "left")}
    for name in names:
        word = "left" if time.monotonic() > end else _done(connection, name, sizes)
        if word:
            told[word].append(name)
    return Rebuilding([*sizes.values()], **told)


def _done(connection: Connection, name: str, sizes: dict[str, Rebuilt]) -> str | None:
    """Rebuild one, or say why not."""
    one = connection.execute(text(_ONE), {"name": name}).one_or_none()
    if one is None:
        return None
    if one.on_table not in maintained(connection) or (one.remains and not one.own):
        return "refused"
    try:
        for statement in _statements(name, remains=one.remains, excludes=one.excludes):
            connection.exec_driver_sql(statement)
    except OperationalError as error:
        if state_of(error) != LOCKED:
            raise
        return "busy"
    if one.remains:
        return "dropped"
    after = connection.execute(text(_ONE), {"name": name}).one()
    sizes[name] = Rebuilt(name, one.size, after.size)
    return None


def _statements(name: str, *, remains: bool, excludes: bool) -> tuple[str, ...]:
    """Guards by exclusion cannot be made anew beside the old: theirs are small, and who waits does so for a moment."""
    if remains:
        return (f"DROP INDEX CONCURRENTLY {name}",)
    if excludes:
        return (f"SET lock_timeout = '{LOCK}'", f"REINDEX INDEX {name}")
    return (f"SET lock_timeout = '{PATIENCE}'", f"REINDEX INDEX CONCURRENTLY {name}")
