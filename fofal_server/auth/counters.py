"""Counters of one process for the rates: the library's own start a thread every hundredth of a second under load.

Windows are kept by the clock that nobody sets: with the other one, an hour set back would hold a spent minute open for
that hour.
"""

import math
import threading
import time

from limits.storage import Storage

SWEPT_EVERY = 60.0
"""Seconds between two looks for counters whose window is over."""
_NONE = (0, -math.inf)


class Counters(Storage):
    """Counts by key until the window of the key ends; who asks finds old windows empty at once."""

    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()
        self._swept = time.monotonic()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing can go wrong with a dictionary."""
        return ArithmeticError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count, in a window of ``expiry`` seconds that begins with the first count; answers the count."""
        now = time.monotonic()
        with self._lock:
            self._sweep(now)
            count, end = self._counts.get(key, _NONE)
            count, end = (count + amount, end) if end > now else (amount, now + expiry)
            self._counts[key] = count, end
        return count

    def get(self, key: str) -> int:
        """The count in the window that is open."""
        count, end = self._counts.get(key, _NONE)
        return count if end > time.monotonic() else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds of the wall clock; now for a key that has none."""
        left = self._counts.get(key, _NONE)[1] - time.monotonic()
        return time.time() + max(left, 0.0)

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget everything; answers how many counters there were."""
        with self._lock:
            gone = len(self._counts)
            self._counts.clear()
        return gone

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self._lock:
            self._counts.pop(key, None)

    def __len__(self) -> int:
        return len(self._counts)

    def _sweep(self, now: float) -> None:
        if now - self._swept < SWEPT_EVERY:
            return
        self._swept = now
        self._counts = {key: kept for key, kept in self._counts.items() if kept[1] > now}
