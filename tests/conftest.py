"""Fixtures that all tests share; each names how long it lives."""

import gc
import logging
from collections.abc import Iterator

import hypothesis
import pytest
import structlog
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from fofal_server.console import seeding
from fofal_server.core import migrations
from fofal_server.core.db import Unit
from tests.support.api import Api, speaking
from tests.support.databases import Database, Databases, databases
from tests.support.servers import Server, serving

pytest_plugins = ["tests.support.ending"]
gc.disable()  # until all is collected: what is loaded meanwhile stays

# How long an example takes says nothing about what it proves.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")

# Warnings stand beside the test that failed; what is said of every call would stand between the dots.
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(key_order=["event"]),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
)
logging.getLogger().addHandler(logging.NullHandler())


def pytest_collection_finish() -> None:
    """What is loaded now stays to the end: looking through it again and again is a quarter of the run's work."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)


def _fill(database: Database) -> None:
    migrations.upgrade(database.owner)
    seeding.seed(database.app)


@pytest.fixture(scope="session")
def all_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The run's PostgreSQL with a migrated and seeded template."""
    with databases(tmp_path_factory.mktemp("postgres")) as found:
        found.make_template(_fill)
        yield found


@pytest.fixture(scope="module")
def database(all_databases: Databases) -> Iterator[Database]:
    """A migrated database of the module's own."""
    with all_databases.fresh() as fresh:
        yield fresh


@pytest.fixture(scope="module")
def server(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application on the module's database. Tests of a module share it: make codes with ``api.code()``."""
    with serving(database, tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture
def api(server: Server) -> Iterator[Api]:
    """A person who may do everything; ``api.as_user(…)`` is somebody with less."""
    with speaking(server) as found:
        yield found


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session as the runtime role whose work is rolled back after the test, commits included."""
    engine = create_engine(database.app)
    with engine.connect() as connection, connection.begin() as whole:
        with Unit(
            connection, autoflush=False, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as found:
            yield found
        whole.rollback()
    engine.dispose()
