"""Databases for tests: one quick cluster a run, one migrated template, quick copies for whoever needs one."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.foreign import prepare

Create = Callable[[str, str | None], None]


@dataclass(frozen=True)
class Database:
    """One database by its two roles: ``owner`` migrates, ``app`` is what the server runs as."""

    name: str
    owner: str
    app: str


@dataclass
class Databases:
    """Makes databases on our own cluster, or on the server that ``FOFAL_DATABASE_URL`` names."""

    owner_url: str
    app_url: str
    create: Create
    drop: Callable[[str], None]
    template: str = ""

    def named(self, name: str) -> Database:
        urls = [make_url(url).set(database=name) for url in (self.owner_url, self.app_url)]
        return Database(name, *(url.render_as_string(hide_password=False) for url in urls))

    def make_template(self, fill: Callable[[Database], None]) -> None:
        """Make the database that ``fresh`` copies."""
        name = f"fofal_template_{secrets.token_hex(3)}"
        self.create(name, None)
        fill(self.named(name))
        self.template = name

    @contextmanager
    def fresh(self, *, empty: bool = False) -> Iterator[Database]:
        """A database of its own for as long as the block lasts: migrated and seeded, or ``empty``."""
        name = f"fofal_test_{secrets.token_hex(4)}"
        self.create(name, None if empty else self.template)
        try:
            yield self.named(name)
        finally:
            self.drop(name)


@contextmanager
def databases(folder: Path) -> Iterator[Databases]:
    """Databases for one test run, gone at its end."""
    foreign = os.environ.get("FOFAL_DATABASE_URL")
    if foreign:
        yield from _foreign(foreign)
        return
    with Cluster(folder, quick=True) as cluster:
        yield Databases(cluster.owner_url, cluster.app_url, cluster.create_database, cluster.drop_database)


def _foreign(url: str) -> Iterator[Databases]:
    """On a server that runs already; the role in the URL needs CREATEDB and what ``foreign.prepare`` asks for."""
    admin = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    password = secrets.token_urlsafe(24)

    def run(statement: str) -> None:
        with admin.connect() as connection:
            connection.execute(text(statement))

    def create(name: str, template: str | None) -> None:
        run(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template1"}"')
        prepare(make_url(url).set(database=name).render_as_string(hide_password=False), password)

    def drop(name: str) -> None:
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    found = Databases(url, prepare(url, password), create, drop)
    yield found
    drop(found.template)
    admin.dispose()
