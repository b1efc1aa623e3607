"""An export takes no more memory for a long list than for a short one: rows pass through, none stays."""

import tracemalloc

import pytest
from sqlalchemy import text

from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import open_pools
from fofal_server.core.listing import Asked
from fofal_server.core.transfer import exporting
from fofal_server.core.transfer.exporting import Export
from fofal_server.settings.resources import SITES

ROWS = 20_000


@pytest.fixture(scope="module")
def pools(database):
    """Pools without a server beside them, whose own work would be measured too."""
    pools = open_pools(database.app)
    with pools.calls.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(
            text(
                "INSERT INTO settings_site (id, version, created_at, updated_at, code, name, latitude, timezone, archived) "
                "SELECT gen_random_uuid(), 1, now(), now(), 'X' || n, 'Site ' || n, 4.5, 'Africa/Douala', false "
                "FROM generate_series(1, :rows) n"
            ),
            {"rows": ROWS},
        )
    yield pools
    pools.dispose()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_rows_pass_through(pools, session, format):
    parts = exporting.answer(session, pools, SYSTEM, Export(SITES, Asked(), format, "fr")).body
    tracemalloc.start()
    try:
        size = sum(len(part) for part in parts)
        assert tracemalloc.get_traced_memory()[1] < 6 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert size > 300_000
    assert pools.reports.pool.checkedout() == 0
