"""Calls to the outside as ``/metrics`` tells them: by provider and how they ended, and how long they took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Histogram

from fofal_server.core.metrics import REGISTRY
from fofal_server.outside.errors import OutsideError

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_CALLS = Counter("fofal_outside_calls_total", "Calls to other servers.", ("provider", "result"), registry=REGISTRY)
_SECONDS = Histogram(
    "fofal_outside_seconds", "Time of a call with all its tries.", ("provider",), buckets=BOUNDS, registry=REGISTRY
)


@contextmanager
def call(provider: str) -> Iterator[None]:
    """Count one call; results are names of errors, or ``answered``."""
    began, result = time.monotonic(), "cut"
    try:
        yield
        result = "answered"
    except OutsideError as error:
        result = type(error).__name__.lower()
        raise
    finally:
        _CALLS.labels(provider, result).inc()
        _SECONDS.labels(provider).observe(time.monotonic() - began)
