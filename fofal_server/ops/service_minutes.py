"""Writing down the minutes of this process: they are added to those of the others, on whatever machine these are."""

import datetime as dt
import time
from collections.abc import Mapping
from functools import partial

import structlog
from anyio import sleep, to_thread
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from fofal_server.core import metrics
from fofal_server.core.db import Pools
from fofal_server.core.tally import Minute

EVERY = 10.0
_ADD = text("""
  INSERT INTO ops_service_minute AS known (minute, errors, busiest, buckets)
  VALUES (:minute, :errors, :busiest, :buckets)
  ON CONFLICT (minute) DO UPDATE SET
    errors = known.errors + excluded.errors, busiest = known.busiest + excluded.busiest,
    buckets = (SELECT array_agg(a + b ORDER BY place)
               FROM unnest(known.buckets, excluded.buckets) WITH ORDINALITY AS pair(a, b, place))
""")
log = structlog.get_logger("fofal.service")


async def keep(pools: Pools) -> None:
    """Until cancelled; what cannot be written waits in memory."""
    while True:
        await sleep(EVERY)
        over = metrics.TALLY.take(int(time.time() // 60))
        if over and not await to_thread.run_sync(partial(_written, pools, over)):
            metrics.TALLY.give_back(over)


def _written(pools: Pools, minutes: Mapping[int, Minute]) -> bool:
    try:
        write(pools, minutes)
    except SQLAlchemyError as error:
        log.warning("service.not_written", minutes=len(minutes), error=type(error).__name__)
        return False
    return True


def write(pools: Pools, minutes: Mapping[int, Minute]) -> None:
    """Add them, all or none."""
    values = [
        {
            "minute": dt.datetime.fromtimestamp(number * 60, dt.UTC),
            "errors": one.errors,
            "busiest": one.busiest,
            "buckets": one.buckets,
        }
        for number, one in minutes.items()
    ]
    with pools.reports.begin() as connection:
        connection.execute(_ADD, values)
