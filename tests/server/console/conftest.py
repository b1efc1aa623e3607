"""Installations that are started for real, shared where a test does not need its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from fofal_server.auth import services
from fofal_server.cluster import role
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.console import seeding
from fofal_server.console.checks import machine
from fofal_server.core import migrations
from fofal_server.core.db import transaction
from fofal_server.updates import shelf
from tests.server.console.launched import SERVE, call, copied, launched, open_folder, processes
from tests.server.console.typing_in import Terminal


@pytest.fixture(autouse=True)
def _room_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """How full the disk of this machine is says nothing of the installations tried here."""
    monkeypatch.setattr(machine, "LEAST_SHARE", 0.0)
    monkeypatch.setattr(machine, "LEAST_BYTES", 0)


UNTOUCHED, UNSEEDED = "comme neuve", "sans_rien"


@pytest.fixture(scope="session")
def demo() -> Iterator[Path]:
    """The folder of a demo company that was started once."""
    with open_folder() as folder:
        with launched(folder / "data", SERVE, FOFAL_WORKERS="1") as first:
            told = first.told()
            assert told["first_admin_code"] is None
            assert call(told["url"], "GET", "/health/ready")[1]["checks"]["migrations"] == "ok"
            assert first.stop() == 0
        assert processes(folder) == []
        copied(folder / "data", folder / UNTOUCHED)
        yield folder / "data"


@pytest.fixture(scope="session")
def new_demo(demo: Path) -> Path:
    """The same as its first start left it, whatever other tests did to it since: to be copied, never started."""
    return demo.with_name(UNTOUCHED)


@pytest.fixture(scope="session")
def company() -> Iterator[Cluster]:
    """An installation whose database runs, migrated and seeded, with an administrator; another one stays empty."""
    with open_folder() as folder, Cluster(folder / "société", quick=True) as cluster:
        migrations.upgrade(cluster.owner_url)
        cluster.create_database(UNSEEDED, role.DATABASE)
        seeding.seed(cluster.app_url)
        engine = create_engine(cluster.app_url)
        with transaction(engine) as session:
            services.create_user(session, "direction", "Direction", ["administrator"])
        engine.dispose()
        yield cluster


@pytest.fixture
def typed(company: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal at that installation."""
    return Terminal(company.data_dir, monkeypatch, capsys)


@pytest.fixture
def unpublished(company: Cluster, ask: Callable[..., list[tuple[object, ...]]]) -> Iterator[None]:
    """What the test publishes is offered by that installation no longer than it lasts."""
    yield
    shutil.rmtree(shelf.place(company.data_dir, "stable").parent, ignore_errors=True)
    ask("TRUNCATE updates_share, updates_device")


@pytest.fixture
def ask(company: Cluster) -> Callable[..., list[tuple[object, ...]]]:
    """Statements in its database, as the superuser."""

    def asked(statement: str, *values: object) -> list[tuple[object, ...]]:
        with connected(company.superuser_url) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    return asked
