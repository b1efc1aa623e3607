"""An export takes no more memory for a long list than for a short one: rows pass through, none stays."""

import tracemalloc

import pytest

from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import open_pools
from fofal_server.core.listing import Asked
from fofal_server.core.transfer import exporting
from fofal_server.core.transfer.exporting import Export
from fofal_server.settings.resources import SITES
from tests.server.transfer.conftest import make_sites

ROWS = 8_000


@pytest.fixture(scope="module")
def pools(database):
    """Pools without a server beside them, whose own work would be measured too."""
    pools = open_pools(database.app)
    make_sites(pools.calls, ROWS)
    yield pools
    pools.dispose()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_rows_pass_through(pools, session, format, tmp_path):
    parts = exporting.answer(session, pools, SYSTEM, Export(SITES, Asked(), format, "fr", tmp_path)).body
    tracemalloc.start()
    try:
        size = sum(len(part) for part in parts)
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert size > 120_000
    assert pools.reports.pool.checkedout() == 0
