"""What a backup remembers of the tables, and what a restore must give again to the last row and franc."""

from psycopg2 import sql

from fofal_server.backup.moment import Connection
from fofal_server.backup.taking import Books
from fofal_server.core import registry

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_HEAD = "SELECT version_num FROM alembic_version"
_CHAIN = "SELECT encode(hash, 'hex') FROM audit_seal ORDER BY place DESC LIMIT 1"


def read(connection: Connection) -> Books:
    """Rows of every table, sums that the domains name, heads of migrations and of the trail's chain."""
    return Books(
        migration_head=_value(connection, _HEAD),
        audit_head=_value(connection, _CHAIN),
        tables={name: _rows(connection, name) for name in _names(connection)},
        totals={key: _value(connection, query) for key, query in _totals().items()},
    )


def _totals() -> dict[str, str]:
    return {key: query for domain in registry.DOMAINS.values() for key, query in domain.totals.items()}


def _names(connection: Connection) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [str(row[0]) for row in cursor.fetchall()]


def _rows(connection: Connection, table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        return int((cursor.fetchone() or (0,))[0])


def _value(connection: Connection, query: str) -> str:
    """One value as text, empty when there is no row."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
        return "" if row is None or row[0] is None else str(row[0])
