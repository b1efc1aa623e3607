"""Counters in Redis for all server processes together; while Redis is away each process counts for itself."""

import threading
import time
from typing import Any
from urllib.parse import urlsplit

import structlog
from limits.storage import RedisStorage, Storage
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from fofal_server.auth.counters import Counters
from fofal_server.core.spans import span

log = structlog.get_logger("fofal.rates")
ANSWER_SECONDS = 0.25
"""A counter that takes longer than this costs more than it is worth."""
SCHEMES = frozenset({"redis", "rediss"})
_PREFIX = "fofal"
_OPTIONS: dict[str, Any] = {
    "socket_timeout": ANSWER_SECONDS,
    "socket_connect_timeout": ANSWER_SECONDS,
    # Once and at once: a connection that Redis has closed meanwhile is opened again, a dead Redis is left alone.
    "retry": Retry(NoBackoff(), 1),
}


class BadAddress(Exception):
    """The address of Redis cannot be one; the text is French and shows nothing of a password in it."""


class SharedCounters(Storage):
    """Counts in the Redis of ``url``; after a failure it is asked again once every ``pause`` seconds."""

    STORAGE_SCHEME = None

    def __init__(self, url: str, pause: float) -> None:
        super().__init__()
        self._place = _place(url)
        self._shared = RedisStorage(url, key_prefix=_PREFIX, **_OPTIONS)
        self._own = Counters()
        self._pause, self._lock = pause, threading.Lock()
        self._away, self._next_try = False, 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing of Redis gets out."""
        return ArithmeticError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; answers the count of all processes, or of this one while Redis is away."""
        if self._may_ask():
            try:
                with span("redis.count", **{"server.address": self._place}):
                    count = self._shared.incr(key, expiry, amount)
            except RedisError as error:
                self._lost(error)
            else:
                self._there()
                return count
        return self._own.incr(key, expiry, amount)

    def get(self, key: str) -> int:
        """The count in the window that is open."""
        if self._may_ask():
            try:
                return self._shared.get(key)
            except RedisError as error:
                self._lost(error)
        return self._own.get(key)

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the wall clock."""
        if self._may_ask():
            try:
                return self._shared.get_expiry(key)
            except RedisError as error:
                self._lost(error)
        return self._own.get_expiry(key)

    def check(self) -> bool:
        """Whether Redis answers at this moment."""
        return bool(self._shared.check())

    def reset(self) -> int | None:
        """Forget everything, for all processes."""
        self._own.reset()
        return self._shared.reset()

    def clear(self, key: str) -> None:
        """Forget one counter, for all processes."""
        self._own.clear(key)
        self._shared.clear(key)

    def _may_ask(self) -> bool:
        """Whether Redis is there as far as we know, or it is this call's turn to find out."""
        with self._lock:
            if not self._away:
                return True
            now = time.monotonic()
            if now < self._next_try:
                return False
            self._next_try = now + self._pause
            return True

    def _lost(self, error: RedisError) -> None:
        with self._lock:
            first, self._away = not self._away, True
            self._next_try = time.monotonic() + self._pause
        if first:  # one line an outage; the library's own words may name more than the place
            log.warning("rates.redis_away", place=self._place, error=type(error).__name__)

    def _there(self) -> None:
        with self._lock:
            back, self._away = self._away, False
        if back:
            log.info("rates.redis_back", place=self._place)


def _place(url: str) -> str:
    """Host and port, which may be told."""
    try:
        parts = urlsplit(url)
        place = f"{parts.hostname}:{parts.port or 6379}"
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in SCHEMES or not parts.hostname:
        raise BadAddress("FOFAL_REDIS_URL n'est pas une adresse de Redis : redis://[:motdepasse@]hote[:port][/base].")
    return place
