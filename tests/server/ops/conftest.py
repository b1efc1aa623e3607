"""The demo company on a cluster as offices have it: durable, with its log kept for backups."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fofal_server.auth.keys import Keys
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.places.access import Access
from fofal_server.backup.source import Source
from fofal_server.cluster.binaries import find
from fofal_server.cluster.cluster import Cluster
from fofal_server.console import demo, seeding
from fofal_server.core import migrations
from fofal_server.ops import second_place
from fofal_server.ops.shelf import Shelf
from tests.server.console.launched import copied, open_folder
from tests.server.console.typing_in import HURRIED


@pytest.fixture(scope="module", autouse=True)
def _nobody_is_disturbed() -> Iterator[None]:
    """A backup goes gently for the sake of people at work; most tests have none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOFAL_BACKUP_RATE", HURRIED)
        yield


def marked(folder: Path, key: BackupKey) -> Access:
    """A second place on this machine."""
    found = Access(str(folder))
    second_place.mark(found, key)
    return found


@dataclass(frozen=True)
class Company:
    """A running installation, the shelf of its sets, and what they are taken from."""

    data_dir: Path
    cluster: Cluster
    shelf: Shelf
    source: Source


@pytest.fixture(scope="session")
def at_rest() -> Iterator[Path]:
    """The folder of the company while nothing runs, to be copied."""
    with open_folder() as folder:
        data_dir = folder / "data"
        with Cluster(data_dir) as cluster:
            migrations.upgrade(cluster.owner_url)
            seeding.seed(cluster.app_url)
            demo.load(cluster.app_url)
        Keys.ensure(data_dir)
        yield data_dir


@pytest.fixture(scope="module")
def company(at_rest: Path) -> Iterator[Company]:
    with open_folder() as folder:
        data_dir = copied(at_rest, folder / "data")
        with Cluster(data_dir) as cluster:
            source = Source(data_dir, cluster.superuser_url, find())
            yield Company(data_dir, cluster, Shelf.of(data_dir, folder / "backups"), source)
