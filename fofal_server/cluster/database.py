"""Databases of a server: made, prepared for the two roles, dropped."""

import psycopg2.extensions
from psycopg2 import sql

from fofal_server.cluster import role
from fofal_server.cluster.url import connected, with_database


def create(superuser_url: str, name: str, template: str | None = None) -> None:
    """Create a database for the two roles, empty or as a copy of `template` (which nobody may be using)."""
    with connected(with_database(superuser_url, "postgres")) as connection:
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY {}").format(
            sql.Identifier(name), sql.Identifier(role.OWNER), sql.Identifier(template or "template1"),
            sql.SQL("FILE_COPY" if template else "WAL_LOG"),  # large ones are copied quicker as files
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(statement)
        role.open_database(connection, name)
    if template is None:
        equip(superuser_url, name)


def equip(superuser_url: str, name: str) -> None:
    """Give a database its extensions and the runtime role its rights in it."""
    with connected(with_database(superuser_url, name)) as connection:
        role.create_extensions(connection)
        role.open_schema(connection)
        role.grant_new(connection, role.OWNER)


def drop(superuser_url: str, name: str) -> None:
    """Drop a database if it is there, throwing out whoever is connected."""
    with connected(with_database(superuser_url, "postgres")) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def exists(connection: psycopg2.extensions.connection, name: str) -> bool:
    """Tell whether the server has a database of this name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        return cursor.fetchone() is not None
