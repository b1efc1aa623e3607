"""What each process counts: calls by route, refusals, what was slow. Names and labels are few and fixed on purpose."""

import os
import time
from collections.abc import Iterable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, Metric, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.responses import Response

from fofal_server.core.metric_files import VARIABLE
from fofal_server.core.tally import BOUNDS, Tally

PLANNED = "maintenance"
"""Status of calls that a maintenance sent away."""
NOWHERE = "none"
"""Route of calls for paths that we do not have: callers must not be able to invent labels."""

API = "/api/"
"""What the service levels are about."""

REGISTRY = CollectorRegistry()
_CALLS = Counter("fofal_calls_total", "Calls answered.", ("method", "route", "status"), registry=REGISTRY)
_SECONDS = Histogram("fofal_call_seconds", "Time of a call.", ("method", "route"), buckets=BOUNDS, registry=REGISTRY)
_SLOW = Counter("fofal_slow_calls_total", "Calls over FOFAL_SLOW_CALL_SECONDS.", ("method", "route"), registry=REGISTRY)
SLOW_SQL = Counter(
    "fofal_slow_statements_total", "Statements over FOFAL_SLOW_SQL_SECONDS.", ("route",), registry=REGISTRY
)
REFUSALS = Counter("fofal_refusals_total", "Calls refused by a limit.", ("reason",), registry=REGISTRY)
LOG_LOST = Counter("fofal_log_lost_total", "Lines that found no room in the log.", registry=REGISTRY)
IN_FLIGHT = Gauge(
    "fofal_calls_in_flight", "Calls being worked on.", ("lane",), registry=REGISTRY, multiprocess_mode="livesum"
)
WAITING = Gauge(
    "fofal_calls_waiting", "Calls that wait for a thread.", ("lane",), registry=REGISTRY, multiprocess_mode="livesum"
)
POOL_USED = Gauge("fofal_pool_used", "Connections in use.", ("pool",), registry=REGISTRY, multiprocess_mode="livesum")
POOL_SIZE = Gauge("fofal_pool_size", "Connections at most.", ("pool",), registry=REGISTRY, multiprocess_mode="livesum")
LOOP_LAG = Gauge(
    "fofal_loop_lag_seconds", "How late the event loop woke up.", registry=REGISTRY, multiprocess_mode="livemax"
)

TALLY = Tally()
_counted: dict[tuple[str, str, str], tuple[Counter, Histogram]] = {}


def count(method: str, route: str, status: int, seconds: float, *, planned: bool = False) -> None:
    """One call; finding the two counters by their labels each time would cost as much as counting.

    ``planned``: it was sent away because of a maintenance, which is neither an error nor an answer that counts.
    """
    told = PLANNED if planned else str(status)
    key = method, route, told
    found = _counted.get(key)
    if found is None:
        found = _counted[key] = _CALLS.labels(method, route, told), _SECONDS.labels(method, route)
    found[0].inc()
    found[1].observe(seconds)
    if route.startswith(API) and not planned:
        TALLY.count(int(time.time() // 60), seconds, failed=status >= 500)


def count_slow(method: str, route: str) -> None:
    """One call that took too long."""
    _SLOW.labels(method, route).inc()


class _Whole(Collector):
    """What all processes counted, and then what was looked at; a name is there before its first number."""

    def __init__(self, looked_at: Iterable[Metric]) -> None:
        self._looked_at = looked_at

    def collect(self) -> Iterable[Metric]:
        folder = os.environ.get(VARIABLE)
        counted: Collector = MultiProcessCollector(None, folder) if folder else REGISTRY  # type: ignore[no-untyped-call]  # the library leaves it untyped
        known = set()
        for family in counted.collect():
            known.add(family.name)
            yield family
        yield from (family for family in REGISTRY.collect() if family.name not in known)
        yield from self._looked_at


def answer(looked_at: Iterable[Metric]) -> Response:
    """Prometheus text of the whole server on this machine."""
    return Response(generate_latest(_Whole(looked_at)), media_type=CONTENT_TYPE_LATEST)
