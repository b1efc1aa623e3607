"""Which tables this role may maintain: its own always, others from PostgreSQL 17 on by the right MAINTAIN."""

from sqlalchemy import Connection, text

_OWN = "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'm') AND pg_has_role(relowner, 'USAGE')"
_GIVEN = "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'm') AND has_table_privilege(oid, 'MAINTAIN')"
_KNOWN = "SELECT current_setting('server_version_num')::int >= 170000"

GRANT = "GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO fofal_app"
"""What the owner of the tables says, once, where the right is known and was not given."""


def maintained(connection: Connection) -> frozenset[str]:
    """The tables that it may clean and whose indexes it may make anew; before 17 the right has not even a name."""
    own = frozenset(connection.scalars(text(_OWN)))
    return own | frozenset(connection.scalars(text(_GIVEN))) if _known(connection) else own


def way_out(connection: Connection, command: str) -> str:
    """What to do where the role may not: the right where PostgreSQL knows it, else the command that is the owner."""
    return f"{GRANT};" if _known(connection) else command


def _known(connection: Connection) -> bool:
    return bool(connection.scalar(text(_KNOWN)))
