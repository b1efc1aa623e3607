"""How often one may ask, a window of a minute at a time: counted in this process's memory, or in Redis for all."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage

from fofal_server.auth.counters import Counters
from fofal_server.auth.shared_counters import SharedCounters
from fofal_server.core.errors import TooMany


class RateSettings(Protocol):
    """What the configuration says about rates."""

    limits_requests_per_minute: int
    limits_failed_logins_per_minute: int
    limits_logins_per_minute: int
    limits_refused_tokens_per_minute: int
    limits_redis_pause: float
    redis_url: str | None


def counters_for(settings: RateSettings) -> Storage:
    """Where the configuration wants counts kept."""
    return SharedCounters(settings.redis_url, settings.limits_redis_pause) if settings.redis_url else Counters()


@dataclass(frozen=True)
class Bounds:
    """Calls a minute a session; sign-ins an address; failed ones an address and user name; bad tokens an address."""

    calls: int = 600
    attempts: int = 60
    failures: int = 10
    refused: int = 60


class Rates:
    """The bounds with their counters; in memory each process counts for itself."""

    def __init__(self, bounds: Bounds, counters: Storage | None = None) -> None:
        self._calls = RateLimitItemPerMinute(bounds.calls)
        self._attempts = RateLimitItemPerMinute(bounds.attempts)
        self._failures = RateLimitItemPerMinute(bounds.failures)
        self._refused = RateLimitItemPerMinute(bounds.refused)
        self._counters = Counters() if counters is None else counters

    def call(self, who: str) -> Mapping[str, str]:
        """Count a call of a session (or of an address that has none); 429 when the minute's calls are spent."""
        return self._hit(self._calls, "call", who)

    def attempt(self, address: str) -> None:
        """Count a sign-in from an address, whatever its outcome."""
        self._hit(self._attempts, "attempt", address)

    def refused(self, whose: str) -> None:
        """Count a token that let nobody in, under its session or else its address; 429 when there were too many."""
        self._hit(self._refused, "refused", whose)

    def failure(self, address: str, name: str) -> int:
        """Count a failed sign-in under a name; answers the seconds to wait when the minute's failures are spent."""
        try:
            self._hit(self._failures, "failure", address, name)
        except TooMany as refusal:
            return int(refusal.values["seconds"])
        return 0

    def _hit(self, item: RateLimitItem, *key: str) -> Mapping[str, str]:
        name = item.key_for(*key)
        count = self._counters.incr(name, item.get_expiry())
        # Windows end in wall-clock time; only the distance to now is used.
        seconds = max(1, round(self._counters.get_expiry(name) - time.time()))
        headers = {
            "RateLimit-Limit": str(item.amount),
            "RateLimit-Remaining": str(max(item.amount - count, 0)),
            "RateLimit-Reset": str(seconds),
        }
        if count > item.amount:
            refusal = TooMany("auth.too_many", retry_after=seconds)
            refusal.headers.update(headers)
            raise refusal
        return headers
