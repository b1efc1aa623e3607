"""A wish to stop, shared by the thread that wishes and the thread that works."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from fofal_desktop.api.errors import Cancelled

Stop = Callable[[], None]


class Cancel:
    """Set once, from any thread; what blocks at that moment is woken through the stops it registered."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._stops: list[Stop] = []

    def set(self) -> None:
        with self._lock:
            self._event.set()
            stops = list(self._stops)
        for stop in stops:
            stop()

    def is_set(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled when the wish was made."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Pause for ``seconds``; raises Cancelled as soon as the wish is made."""
        if self._event.wait(seconds):
            raise Cancelled

    @contextmanager
    def stopping(self, stop: Stop) -> Iterator[None]:
        """While the block runs, the wish also calls ``stop`` (from the wishing thread)."""
        with self._lock:
            self.check()
            self._stops.append(stop)
        try:
            yield
        finally:
            with self._lock:
                self._stops.remove(stop)


_current: ContextVar[Cancel | None] = ContextVar("cancel", default=None)


def current() -> Cancel:
    """Find the wish that governs the work of this thread; one that nobody can make when there is none."""
    return _current.get() or Cancel()


@contextmanager
def governed_by(cancel: Cancel) -> Iterator[None]:
    """While the block runs, ``current()`` is ``cancel``."""
    token = _current.set(cancel)
    try:
        yield
    finally:
        _current.reset(token)
