"""The company whose backups meet faults, and the words in which a fault that was survived is told."""

import dataclasses
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fofal_server.auth.keys import Keys
from fofal_server.backup import restoring
from fofal_server.backup.places.access import Access
from fofal_server.backup.source import Source
from fofal_server.backup.verify import verify
from fofal_server.cluster import state
from fofal_server.cluster.binaries import find
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected
from fofal_server.console import demo, seeding
from fofal_server.core import clock, migrations
from fofal_server.ops import backups, second_place
from fofal_server.ops.shelf import Shelf
from tests.faults.office import Office, opened
from tests.faults.sets import Sets, places, seen
from tests.support.patience import PATIENCE


@dataclasses.dataclass(frozen=True)
class Company:
    """A durable installation at work, with one good set in each of two places."""

    cluster: Cluster
    shelf: Shelf
    temporary: Path

    @property
    def second(self) -> Path:
        return places(self.shelf)[1]

    @property
    def source(self) -> Source:
        return Source(self.cluster.data_dir, self.cluster.superuser_url, find())

    @property
    def pgdata(self) -> Path:
        return state.place_of(self.cluster.data_dir) / "postgres"

    def started(self, *words: str, **places: Path) -> subprocess.Popen[str]:
        """A Python program in a process of its own, on this company's folders unless others are given."""
        known = {
            "FOFAL_DATA_DIR": self.cluster.data_dir,
            "FOFAL_BACKUP_DIR": self.shelf.folder,
            "FOFAL_BACKUP_COPY": self.second,
            "TMPDIR": self.temporary,
        }
        return subprocess.Popen(
            [sys.executable, *words],
            env={**os.environ, **{name: str(path) for name, path in {**known, **places}.items()}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(self, *words: str, **places: Path) -> tuple[int, str]:
        """The exit code of such a program and what it said to a person."""
        with self.started(*words, **places) as child:
            _, said = child.communicate(timeout=PATIENCE)
        return child.returncode, said

    def taken_again(self) -> float:
        """Take the next set as if nothing had been; seconds until it is whole in both places."""
        began = time.monotonic()
        made = backups.take(self.shelf, self.source, clock.now())
        seconds = time.monotonic() - began
        for place in places(self.shelf):
            assert verify(place / made.id, self.shelf.key()) == []
        return seconds

    def slots(self) -> list[str]:
        with connected(self.cluster.superuser_url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT slot_name FROM pg_replication_slots WHERE slot_name LIKE 'fofal_backup_%'")
            return [name for (name,) in cursor.fetchall()]

    def left_over(self) -> list[str]:
        """Whatever stands in the folders that belongs to no set and to no installation."""
        drafts = [
            entry.name
            for place in places(self.shelf)
            for entry in place.iterdir()
            if entry.suffix in {".part", ".gone"}
        ]
        known = {"postgres", "backups", "logs", "secrets", "drills", "attachments"}
        strange = [
            entry.name for entry in self.cluster.data_dir.iterdir() if entry.is_dir() and entry.name not in known
        ]
        return [*drafts, *strange, *(entry.name for entry in self.temporary.iterdir()), *self.slots()]


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder = tmp_path_factory.mktemp("faults")
    folder.chmod(0o755)
    (folder / "tmp").mkdir()
    data_dir = folder / "data"
    with Cluster(data_dir) as cluster:
        migrations.upgrade(cluster.owner_url)
        seeding.seed(cluster.app_url)
        demo.load(cluster.app_url)
        Keys.ensure(data_dir)
        second = Access(str(folder / "deux"))
        found = Company(cluster, Shelf.of(data_dir, folder / "un", second), folder / "tmp")
        second_place.mark(second, found.shelf.key())
        backups.take(found.shelf, found.source, clock.now())
        yield found
    restoring.discard(data_dir)  # its base may lie elsewhere


@pytest.fixture
def before(company: Company) -> Sets:
    """The sets of both places as they are now, byte by byte."""
    return seen(company.shelf)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """For faults that leave it as it was once they are over."""
    folder = tmp_path_factory.mktemp("office")
    folder.chmod(0o755)
    with opened(folder) as found:
        yield found


Survived = Callable[..., None]


@pytest.fixture
def survived(record_property: Callable[[str, object], None]) -> Survived:
    """Tell of one fault that was met: what was lost, what was there twice, seconds until all was well again."""

    def told(fault: str, *, lost: int, doubled: int | None = None, seconds: float | None = None) -> None:
        record_property("fault", {"fault": fault, "lost": lost, "doubled": doubled, "seconds": seconds})

    return told
