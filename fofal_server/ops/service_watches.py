"""What is watched of the service itself: that it answers fast and rightly, and that nothing stands still behind it."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import text

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.bytesize import size
from fofal_server.core.db import Pools
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.ops.measures import processes
from fofal_server.ops.measures.service import BOUND, QUANTILES, SINCE
from fofal_server.ops.service_levels import WANTED

FEWEST, MOST_ERRORS, ERROR_SHARE = 50, 5, 0.01
"""Calls below which five minutes say nothing; errors that matter, when they are this share of the calls."""
LOCK_SECONDS, APART_SECONDS = 10.0, 2.0


_P95 = text(f"SELECT whole, {BOUND} AS bound {QUANTILES} HAVING share = 0.95")
_ERRORS = text(f"SELECT coalesce(sum(errors), 0) AS errors FROM ops_service_minute WHERE {SINCE}")  # noqa: S608 - a piece of ours
_CALLS = text(f"SELECT coalesce(sum(number), 0) FROM ops_service_minute, unnest(buckets) AS one(number) WHERE {SINCE}")  # noqa: S608 - a piece of ours
_BLOCKED = text("SELECT count(*), extract(epoch FROM now() - min(waitstart)) FROM pg_locks WHERE NOT granted")
_CLOCK = text("SELECT clock_timestamp()")


def slow(pools: Pools) -> Iterator[Sighting]:
    """More than five calls in a hundred took longer than the service level says, over five whole minutes."""
    with pools.reports.connect() as connection:
        found = connection.execute(_P95).one_or_none()
    if found is not None and found.whole >= FEWEST and found.bound > WANTED:
        yield Sighting(values={"calls": str(found.whole), "bound": f"{found.bound * 1000:.0f}"})


def failing(pools: Pools) -> Iterator[Sighting]:
    """Calls that the server could not answer rightly: 5xx, those that it refused because it was full among them."""
    with pools.reports.connect() as connection:
        errors, calls = connection.scalar(_ERRORS) or 0, connection.scalar(_CALLS) or 0
    if errors >= MOST_ERRORS and errors > ERROR_SHARE * float(calls):
        yield Sighting(values={"errors": str(errors), "calls": str(calls)})


def blocked(pools: Pools) -> Iterator[Sighting]:
    """A statement that has been waiting for a lock: somebody else holds it and does not end."""
    with pools.reports.connect() as connection:
        number, since = connection.execute(_BLOCKED).one()
    if since is not None and since >= LOCK_SECONDS:
        yield Sighting(values={"count": str(number), "seconds": f"{since:.0f}"})


def apart(pools: Pools) -> Iterator[Sighting]:
    """The clocks of this machine and of the database's: what the way there and back took is no difference."""
    with pools.reports.connect() as connection:
        before = clock.now()
        there = connection.scalar(_CLOCK) or before
        after = clock.now()
    seconds = max((before - there).total_seconds(), (there - after).total_seconds())
    if seconds > APART_SECONDS:
        yield Sighting(values={"seconds": f"{seconds:.0f}"})


def _swollen(settings: Settings, _pools: Pools) -> Iterator[Sighting]:
    for role, group in processes.ours().items():
        largest = max(group, key=lambda one: one.resident)
        if role == "server" and largest.resident > settings.memory_high:
            yield Sighting(role, {"pid": str(largest.pid), "memory": size(largest.resident)})


def memory_watch(settings: Settings) -> Watch:
    """A server process that grows without end takes the machine with it."""
    return Watch("memory-high", Severity.WARNING, partial(_swollen, settings), holds=60.0)


WATCHES = (
    Watch("calls-slow", Severity.WARNING, slow),
    Watch("calls-failing", Severity.CRITICAL, failing, every=15.0),
    Watch("locks-waiting", Severity.WARNING, blocked, every=10.0),
    Watch("clock-apart", Severity.WARNING, apart, every=60.0, holds=60.0),
    memory_watch,
)
