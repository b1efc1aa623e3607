"""The only thread code of the desktop: work that must not freeze the window, and the news of what was written."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from fofal_desktop.api.cancel import Cancel, current, governed_by
from fofal_desktop.api.errors import Cancelled

T = TypeVar("T")

SHORT, LONG = 7, 2
"""Threads for calls that a person waits for, most of the time one of them the feed's, and for exports and imports,
which must not hold up the others."""
TURN_S = 0.001
"""How long a thread of ours keeps Python to itself while the window's wants it; for each of them it waits so long."""
sys.setswitchinterval(TURN_S)


@dataclass
class _Part(Generic[T]):
    """What a job was given and what came of it: emptied on the GUI thread, because it may be the last to hold widgets.

    A worker that dropped the last reference to a widget would destroy it from the wrong thread.
    """

    owner: QObject
    work: Callable[[], T]
    done: Callable[[T], Any]
    failed: Callable[[Exception], Any]
    finished: Callable[[], Any] | None
    progressed: Callable[[Any], Any] | None
    tell: Callable[[], Any] | None = None


class Job(Generic[T]):
    """Run ``work`` elsewhere, then ``done`` or ``failed``, then ``finished``, all on the GUI thread.

    None of them is called once ``owner`` is gone; after ``cancel()`` only ``finished`` is. Inside ``work``, ``report``
    and ``is_cancelled`` of this module speak for the job. ``long`` work (exports, imports) has threads of its own.
    """

    def __init__(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], Any],
        finished: Callable[[], Any] | None = None,
        *,
        progressed: Callable[[Any], Any] | None = None,
        long: bool = False,
    ) -> None:
        self._part: _Part[T] | None = _Part(owner, work, done, failed, finished, progressed)
        self._long, self._wish = long, Cancel()
        self._future: Future[None] | None = None

    def start(self) -> "Job[T]":
        _running.add(self)
        self._future = (_long if self._long else _short).submit(self._run)
        return self

    def cancel(self) -> None:
        """Stop for real: work that waits in the queue never starts, a call in flight is cut. May be called twice."""
        self._wish.set()
        if self._future is not None and self._future.cancel():
            _courier.landed.emit(self)

    @property
    def cancelled(self) -> bool:
        return self._wish.is_set()

    def _run(self) -> None:
        token = _job.set(self)
        try:
            with governed_by(self._wish):
                self._attempt()
        finally:
            _job.reset(token)
            _courier.landed.emit(self)

    def _attempt(self) -> None:
        part = self._part
        if part is None or self.cancelled:
            return
        try:
            result = part.work()
        except Cancelled:
            self._wish.set()
        except Exception as error:  # noqa: BLE001 - carried to the GUI thread, where `failed` hears it
            part.tell = _call(part.failed, error)
        else:
            part.tell = _call(part.done, result)

    def land(self) -> None:
        """Tell what came of it; runs on the GUI thread, once."""
        _running.discard(self)
        part, self._part = self._part, None
        if part is None or not isValid(part.owner):
            return
        tell, part.tell = part.tell, None
        try:
            if tell is not None and not self.cancelled:
                tell()
        finally:  # what shows that it waits must not wait for ever, whatever was wrong with the answer
            if part.finished is not None and isValid(part.owner):
                part.finished()

    def progress(self, amount: object) -> None:
        """Pass progress on to its listener; runs on the GUI thread."""
        part = self._part
        if part is not None and part.progressed is not None and not self.cancelled and isValid(part.owner):
            part.progressed(amount)


def _call(listener: Callable[[Any], Any], value: object) -> Callable[[], Any]:
    return lambda: listener(value)


class _Courier(QObject):
    """Carries jobs back to the thread that this module was imported in: the GUI thread."""

    landed = Signal(object)
    moved = Signal(object, object)  # Qt's int ends at two gigabytes

    def __init__(self) -> None:
        super().__init__()
        self.landed.connect(self._land, Qt.ConnectionType.QueuedConnection)
        self.moved.connect(self._move, Qt.ConnectionType.QueuedConnection)

    def _land(self, job: Job[Any]) -> None:
        job.land()

    def _move(self, job: Job[Any], amount: object) -> None:
        job.progress(amount)


class Changes(QObject):
    """Broadcasts the names of resources that were written; what shows them refreshes."""

    happened = Signal(set)


def report(amount: object) -> None:
    """Inside the work of a job: tell its listener how far it is (bytes, rows) or what is ready so far (a page)."""
    job = _job.get()
    if job is not None:
        _courier.moved.emit(job, amount)


def report_rows(rows: int, of: int | None) -> None:
    """Inside the work of a job: tell its listener that so many rows are done, of so many."""
    report((rows, of))


def is_cancelled() -> bool:
    """Inside the work of a job: whether to stop."""
    return current().is_set()


def shutdown() -> None:
    """Cancel everything and wait until no thread of ours is left; jobs may be started again afterwards."""
    global _short, _long
    for job in list(_running):
        job.cancel()
    for pool in (_short, _long):
        pool.shutdown(wait=True)
    for job in list(_running):
        job.land()
    _short, _long = _pools()


def _pools() -> tuple[ThreadPoolExecutor, ThreadPoolExecutor]:
    return ThreadPoolExecutor(SHORT, "job"), ThreadPoolExecutor(LONG, "long-job")


_short, _long = _pools()
_running: set[Job[Any]] = set()
_job: ContextVar[Job[Any] | None] = ContextVar("job", default=None)
_courier = _Courier()
changes = Changes()
