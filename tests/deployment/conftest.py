"""Two servers behind Nginx, shared by the tests of this room, and what they are made of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.cluster.cluster import Cluster
from fofal_server.console import seeding
from fofal_server.core import migrations
from tests.deployment.pair import Pair, pair
from tests.server.console.launched import copied, open_folder


@pytest.fixture(scope="session")
def at_rest() -> Iterator[Path]:
    """The folder of a durable database at the version of today while nothing runs, to be copied."""
    with open_folder() as folder:
        with Cluster(folder / "data") as cluster:
            migrations.upgrade(cluster.owner_url)
            seeding.seed(cluster.app_url)
        yield folder / "data"


@pytest.fixture(scope="session")
def both(at_rest: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    front = tmp_path_factory.mktemp("nginx")
    with open_folder() as folder, pair(copied(at_rest, folder / "postgresql"), folder, front) as found:
        yield found
