"""Long reads go to the replica while it shows everything, and to the primary otherwise, unseen by who reads."""

from sqlalchemy import text

from fofal_server.core.db import open_pools, snapshot
from tests.server.replica.pair import Pair
from tests.support.until import until


def test_long_reads_see_no_less_on_a_replica_and_go_on_without_it(pair: Pair) -> None:
    until(pair.streams)
    pair.ask(pair.primary, "ALTER TABLE written OWNER TO fofal_app; SELECT 1")
    plain = pair.standby.app_url.replace("+psycopg2", "")
    pools = open_pools(pair.primary.app_url, standby_url=plain)

    def read() -> tuple[bool, int]:
        with snapshot(pools.long_reads()) as session:
            where = session.scalar(text("SELECT pg_is_in_recovery()"))
            return bool(where), int(session.scalar(text("SELECT count(*) FROM written")) or 0)

    try:
        for count in range(1, 6):
            pair.ask(pair.primary, f"INSERT INTO written VALUES ({count}) RETURNING 1")
            assert read() == (True, count)
        pair.ask(pair.standby, "SELECT pg_wal_replay_pause()")
        pair.ask(pair.primary, "INSERT INTO written VALUES (6) RETURNING 1")
        assert read() == (False, 6)
        pair.ask(pair.standby, "SELECT pg_wal_replay_resume()")
        until(lambda: read() == (True, 6))
        pair.standby.stop()
        assert read() == (False, 6)
        pair.standby.start()
        assert read() == (False, 6)  # not asked again for a while
        assert pools.standby is not None
        pools.standby._away_until = 0.0
        until(lambda: read() == (True, 6))
    finally:
        pools.dispose()
