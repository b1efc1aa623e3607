"""A migration that is killed or has to wait: nothing is half done, nobody reads less for it, and the next one works."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.core import migrations
from tests.faults.conftest import Survived
from tests.support.patience import PATIENCE
from tests.support.until import until

MIGRATE = [sys.executable, "-m", "fofal_server.console.main", "migrate"]
BEFORE = "0003"
"""The next one alters what is read here."""
READ = "SELECT count(*) FROM auth_session"
HELD, READ_WITHIN = 4.0, 1.5


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    tmp_path.chmod(0o755)
    with Cluster(tmp_path / "data") as found:
        yield found


@contextmanager
def migrating(cluster: Cluster) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "FOFAL_DATA_DIR": str(cluster.data_dir)}
    with subprocess.Popen(
        MIGRATE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def ended(child: subprocess.Popen[str]) -> str:
    said, _ = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0, said
    return said


def revision(cluster: Cluster) -> str:
    with connected(cluster.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('alembic_version') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return ""
        cursor.execute("SELECT version_num FROM alembic_version")
        return (cursor.fetchone() or ("",))[0]


def test_a_migration_is_killed_again_and_again(cluster: Cluster, survived: Survived) -> None:
    """Within the first one, where half of it would be a wreck, and as soon as another one stands."""
    for wanted in ("begun", "0002", "0007"):
        with migrating(cluster) as child:
            until(lambda: at_work(cluster) if wanted == "begun" else revision(cluster) >= wanted, every=0.01)  # noqa: B023 - asked within the turn
            child.kill()
        assert wanted == "begun" or revision(cluster) >= wanted
    began = time.monotonic()
    with migrating(cluster) as child:
        ended(child)
    survived("kill -9 d'une migration", lost=0, seconds=time.monotonic() - began)
    assert revision(cluster) == migrations.head_revision()


def at_work(cluster: Cluster) -> bool:
    """Whether somebody has made tables in a transaction that is still open."""
    with connected(cluster.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 20 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted")
        return bool(cursor.fetchone()[0])


def test_a_migration_waits_for_a_table(cluster: Cluster, survived: Survived) -> None:
    """Somebody reads for long: whoever comes behind the waiting migration reads on after a second at most."""
    migrations.upgrade(cluster.owner_url, BEFORE)
    longest, over = [0.0], threading.Event()

    def read() -> None:
        with connected(cluster.superuser_url) as connection, connection.cursor() as cursor:
            while not over.wait(0.05):
                began = time.monotonic()
                cursor.execute(READ)
                longest[0] = max(longest[0], time.monotonic() - began)

    reader = threading.Thread(target=read, name="reader")
    with connected(cluster.superuser_url) as connection, connection.cursor() as cursor:
        connection.autocommit = False
        cursor.execute(READ)
        reader.start()
        with migrating(cluster) as child:
            until(lambda: waiting(cluster))
            over.wait(HELD)
            assert (child.poll(), revision(cluster)) == (None, BEFORE)
            connection.rollback()
            began = time.monotonic()
            ended(child)
    survived(f"migration qui attend une table {HELD:.0f} s", lost=0, seconds=time.monotonic() - began)
    over.set()
    reader.join()
    assert 0.5 < longest[0] < READ_WITHIN
    assert revision(cluster) == migrations.head_revision()


def waiting(cluster: Cluster) -> bool:
    with connected(cluster.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'")
        return bool(cursor.fetchone()[0])
