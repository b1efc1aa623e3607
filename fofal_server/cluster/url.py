"""Database URLs in SQLAlchemy's form, and connections through them."""

import contextlib
from collections.abc import Iterator
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
import psycopg2.extensions

from fofal_server.cluster.port import HOST

SCHEME = "postgresql+psycopg2"


def local(role: str, password: str, port: int, database: str) -> str:
    """Build the URL of a database of our own cluster."""
    return f"{SCHEME}://{role}:{quote(password, safe='')}@{HOST}:{port}/{quote(database, safe='')}"


def with_role(url: str, role: str, password: str) -> str:
    """Give the same database as seen by another role."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(scheme=SCHEME, netloc=f"{role}:{quote(password, safe='')}@{place}"))


def with_database(url: str, database: str) -> str:
    """Give another database of the same server, seen by the same role."""
    return urlunsplit(urlsplit(url)._replace(path="/" + quote(database, safe="")))


@contextlib.contextmanager
def connected(url: str, timeout: int = 5) -> Iterator[psycopg2.extensions.connection]:
    """Hold a connection whose statements each commit on their own; `timeout` in seconds."""
    target = urlunsplit(urlsplit(url)._replace(scheme="postgresql"))
    connection = psycopg2.connect(target, connect_timeout=timeout, application_name="fofal-cluster")
    try:
        connection.autocommit = True
        yield connection
    finally:
        connection.close()
