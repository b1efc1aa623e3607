"""An installation with a console, and somebody who leads its jobs."""

from collections.abc import Callable, Iterator

import pytest

from fofal_server.app import jobs
from fofal_server.cluster.cluster import Cluster
from fofal_server.config import Settings
from fofal_server.core import scheduler
from fofal_server.core.db import Pools, open_pools
from fofal_server.core.jobs import Job
from fofal_server.core.scheduler import Scheduler
from tests.server.console.conftest import company, typed
from tests.support.patience import PATIENCE

__all__ = ["company", "typed"]


def _fail(_: Pools) -> str:
    raise ValueError("exprès")


@pytest.fixture
def leading(company: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A process that leads the jobs of the installation, and one that fails, from the moment of the call."""
    monkeypatch.setattr(scheduler, "SECONDS_BETWEEN_LOOKS", 0.5)
    monkeypatch.setattr("fofal_server.console.commands.jobs._PAUSE", 0.1)
    pools = open_pools(company.app_url, pool_timeout=PATIENCE)
    declared = [*jobs(Settings(data_dir=company.data_dir)), Job("proof-failing", 86400.0, _fail)]
    found = Scheduler(pools, declared)

    def lead() -> None:
        found.start()
        assert found.leading.wait(PATIENCE)

    yield lead
    found.stop()
    pools.dispose()
