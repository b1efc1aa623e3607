"""How often one may ask: counted in this process's memory, a window of a minute at a time."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from fofal_server.auth.counters import Counters
from fofal_server.core.errors import TooMany


class RateSettings(Protocol):
    """What the configuration says about rates."""

    limits_requests_per_minute: int
    limits_failed_logins_per_minute: int
    limits_logins_per_minute: int


@dataclass(frozen=True)
class Bounds:
    """Calls a minute a session; sign-ins an address; failed sign-ins an address and user name."""

    calls: int = 600
    attempts: int = 60
    failures: int = 10


class Rates:
    """The counters of one process; with several processes each counts for itself."""

    def __init__(self, bounds: Bounds) -> None:
        self._calls = RateLimitItemPerMinute(bounds.calls)
        self._attempts = RateLimitItemPerMinute(bounds.attempts)
        self._failures = RateLimitItemPerMinute(bounds.failures)
        self._limiter = FixedWindowRateLimiter(Counters())

    def call(self, who: str) -> Mapping[str, str]:
        """Count a call of a session (or of an address that has none); 429 when the minute's calls are spent."""
        return self._hit(self._calls, "call", who)

    def attempt(self, address: str) -> None:
        """Count a sign-in from an address, whatever its outcome."""
        self._hit(self._attempts, "attempt", address)

    def failure(self, address: str, name: str) -> int:
        """Count a failed sign-in under a name; answers the seconds to wait when the minute's failures are spent."""
        try:
            self._hit(self._failures, "failure", address, name)
        except TooMany as refusal:
            return int(refusal.values["seconds"])
        return 0

    def _hit(self, item: RateLimitItem, *key: str) -> Mapping[str, str]:
        within = self._limiter.hit(item, *key)
        reset, remaining = self._limiter.get_window_stats(item, *key)
        # The library counts in wall-clock time of its own; only the distance to now is used.
        seconds = max(1, round(reset - time.time()))
        headers = {
            "RateLimit-Limit": str(item.amount),
            "RateLimit-Remaining": str(max(remaining, 0)),
            "RateLimit-Reset": str(seconds),
        }
        if not within:
            refusal = TooMany("auth.too_many", retry_after=seconds)
            refusal.headers.update(headers)
            raise refusal
        return headers
