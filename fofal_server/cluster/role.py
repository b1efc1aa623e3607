"""The two roles of the application: one owns the tables, the other only uses them."""

import psycopg2.extensions
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

OWNER = "fofal_owner"
APP = "fofal_app"
DATABASE = "fofal"
KNOWS_MAINTAIN = 170_000
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gist")


def ensure_role(connection: psycopg2.extensions.connection, name: str, password: str) -> None:
    """Create the role, which may then log in and nothing else, or give an existing one this password.

    Raises `InsufficientPrivilege` where the connection's role may not.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement(connection, name, password))


def statement(connection: psycopg2.extensions.connection, name: str, password: str) -> sql.Composed:
    """Build what creates or changes the role.

    It holds the verifier, never the password: PostgreSQL writes statements that fail to its log.
    """
    verifier = encrypt_password(password, name, connection, "scram-sha-256")
    verb = sql.SQL("ALTER" if exists(connection, name) else "CREATE")
    return sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, sql.Identifier(name), sql.Literal(verifier))


def exists(connection: psycopg2.extensions.connection, name: str) -> bool:
    """Tell whether the server has a role of this name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
        return cursor.fetchone() is not None


def open_database(connection: psycopg2.extensions.connection, database: str) -> None:
    """Let the runtime role, and not everybody, connect to the database."""
    _execute(
        connection,
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {app}",
        database=database,
    )


def open_schema(connection: psycopg2.extensions.connection) -> None:
    """Let the runtime role find the tables, and only the owner make some."""
    _execute(
        connection,
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {app}",
    )


def grant_new(connection: psycopg2.extensions.connection, owner: str) -> None:
    """Let the runtime role use, but not change, what the owner creates from now on.

    Migrations take more away from it afterwards (audit trail, posted entries). From PostgreSQL 17 on it may clean
    tables and rebuild indexes at night; that right changes no row and shows none.
    """
    _execute(
        connection,
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        owner=owner,
    )
    if connection.server_version >= KNOWS_MAINTAIN:
        _execute(
            connection,
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT MAINTAIN ON TABLES TO {app}",
            owner=owner,
        )


def create_extensions(connection: psycopg2.extensions.connection) -> None:
    """Install what the application's indexes and searches need."""
    for extension in EXTENSIONS:
        _execute(connection, "CREATE EXTENSION IF NOT EXISTS {extension}", extension=extension)


def _execute(connection: psycopg2.extensions.connection, *statements: str, **names: str) -> None:
    identifiers = {name: sql.Identifier(value) for name, value in {"app": APP, **names}.items()}
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(**identifiers))
