"""Every two seconds a process says how it stands, for whichever process is asked; a call pays nothing for it."""

import time
from collections.abc import Mapping

from anyio import current_time, sleep
from sqlalchemy import QueuePool

from fofal_server.core import metrics
from fofal_server.core.db import Pools
from fofal_server.core.lane import Lane

EVERY = 2.0


async def beat_on(pools: Pools, lanes: Mapping[str, Lane]) -> None:
    """Until cancelled."""
    while True:
        beat(pools, lanes)
        due = current_time() + EVERY
        await sleep(EVERY)
        metrics.LOOP_LAG.set(max(0.0, current_time() - due))


def beat(pools: Pools, lanes: Mapping[str, Lane]) -> None:
    """Say it once."""
    for name, lane in lanes.items():
        working = lane.threads.borrowed_tokens
        metrics.IN_FLIGHT.labels(name).set(working)
        metrics.WAITING.labels(name).set(max(0, lane.inside - working))
    metrics.TALLY.busy(int(time.time() // 60), sum(lane.inside for lane in lanes.values()))
    for name, engine in (("calls", pools.calls), ("reports", pools.reports)):
        if isinstance(engine.pool, QueuePool):
            metrics.POOL_USED.labels(name).set(engine.pool.checkedout())
            metrics.POOL_SIZE.labels(name).set(engine.pool.size())
