"""Preparing a PostgreSQL that somebody else runs, as far as the role we were given may."""

import contextlib
import dataclasses

import psycopg2
import psycopg2.extensions
from psycopg2 import errors, sql

from fofal_server.cluster import durability, role
from fofal_server.cluster.binaries import OLDEST
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.url import connected, with_role


@dataclasses.dataclass(frozen=True)
class Need:
    """One thing that must be true of the server, and the statement that makes it so."""

    check: str
    remedy: str


# `{app}` and `{owner}` are names of roles in the statement, the literal name of the runtime role in the check.
_NEEDS = (
    Need("NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {app} AND rolsuper)", "ALTER ROLE {app} NOSUPERUSER"),
    Need(
        "has_database_privilege({app}, current_database(), 'CONNECT')", "GRANT CONNECT ON DATABASE {database} TO {app}"
    ),
    Need(
        "has_schema_privilege('public', 'CREATE') AND has_schema_privilege('public', 'USAGE')",
        "GRANT CREATE, USAGE ON SCHEMA public TO {owner}",
    ),
    Need("has_schema_privilege({app}, 'public', 'USAGE')", "GRANT USAGE ON SCHEMA public TO {app}"),
    Need("NOT has_schema_privilege({app}, 'public', 'CREATE')", "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {app}"),
    *(
        Need(f"EXISTS (SELECT FROM pg_extension WHERE extname = '{name}')", f"CREATE EXTENSION IF NOT EXISTS {name}")
        for name in role.EXTENSIONS
    ),
)


def prepare(owner_url: str, app_password: str, quick: bool = False) -> str:
    """Make the server ready for the application and return the runtime role's URL.

    `owner_url` is FOFAL_DATABASE_URL: the role that owns the database and runs the migrations.
    `quick` accepts a server without durability: for tests. Raises `ClusterError` with the SQL an
    administrator must run where that role may not.
    """
    app_url = with_role(owner_url, role.APP, app_password)
    try:
        with connected(owner_url) as connection:
            refuse_old(connection.server_version)
            if not quick:
                durability.refuse_unsafe(connection)
            _meet(connection, app_url, app_password)
    except psycopg2.OperationalError as error:
        raise ClusterError(f"La base donnée par FOFAL_DATABASE_URL ne répond pas :\n{error}") from error
    return app_url


def lacking(owner_url: str) -> list[str]:
    """What a start would have to make first, as SQL; changes nothing.

    Raises `ClusterError` where the server will not do, `psycopg2.OperationalError` where it does not answer.
    """
    with connected(owner_url) as connection:
        refuse_old(connection.server_version)
        durability.refuse_unsafe(connection)
        return [_remedy(connection, need).as_string(connection) for need in _NEEDS if not _holds(connection, need)]


def refuse_old(version: int) -> None:
    """Raise `ClusterError` below PostgreSQL 15; `version` as the server gives it (150004)."""
    if version < OLDEST * 10000:
        raise ClusterError(
            f"PostgreSQL {version // 10000} est trop ancien : il faut la version {OLDEST} ou plus récente."
        )


def _meet(connection: psycopg2.extensions.connection, app_url: str, app_password: str) -> None:
    unmet = [] if _opens(app_url) else _log_in(connection, app_password)
    unmet += [line for need in _NEEDS for line in _fulfil(connection, need)]
    if unmet:
        owner, database = connection.info.user, connection.info.dbname
        lines = "\n".join(f"    {line};" for line in unmet)
        raise ClusterError(
            f"Le rôle « {owner} » ne peut pas tout préparer dans la base « {database} ». Faites exécuter ceci par un "
            f"administrateur connecté à cette base, puis relancez :\n{lines}"
        )
    role.grant_new(connection, connection.info.user)
    with connected(app_url):
        pass  # the server's own list of who may come from where (pg_hba.conf) has the last word


def _opens(app_url: str) -> bool:
    try:
        with connected(app_url):
            return True
    except psycopg2.OperationalError:
        return False  # no such role, another password, or no right to connect: each is looked at below


def _log_in(connection: psycopg2.extensions.connection, app_password: str) -> list[str]:
    """Create the runtime role or give it this password; return the statement where that is not allowed."""
    try:
        role.ensure_role(connection, role.APP, app_password)
    except errors.InsufficientPrivilege:
        return [role.statement(connection, role.APP, app_password).as_string(connection)]
    return []


def _fulfil(connection: psycopg2.extensions.connection, need: Need) -> list[str]:
    """Make the need true if it is not; return its statement where that is not allowed."""
    if _holds(connection, need):
        return []
    statement = _remedy(connection, need)
    with connection.cursor() as cursor, contextlib.suppress(psycopg2.ProgrammingError, psycopg2.NotSupportedError):
        cursor.execute(statement)
    # A GRANT without the right to grant only warns: what counts, here too, is what holds afterwards.
    return [] if _holds(connection, need) else [statement.as_string(connection)]


def _remedy(connection: psycopg2.extensions.connection, need: Need) -> sql.Composed:
    names = {"app": role.APP, "owner": connection.info.user, "database": connection.info.dbname}
    return sql.SQL(need.remedy).format(**{name: sql.Identifier(value) for name, value in names.items()})


def _holds(connection: psycopg2.extensions.connection, need: Need) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT " + need.check).format(app=sql.Literal(role.APP)))
            return cursor.fetchone() == (True,)
    except errors.UndefinedObject:
        return False  # the runtime role is not there yet
