"""Asks the server every few seconds what was written elsewhere, and watches the connection while doing so."""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Unreachable
from fofal_desktop.gate import gate
from fofal_desktop.jobs import Job, changes
from fofal_server.contract.wire import Changes

EVERY_MS = 4_000
LONGEST_MS = 30_000


class Feed(QObject):
    """``answered`` carries the delay in milliseconds; ``lost`` tells that nobody answered."""

    answered = Signal(int)
    lost = Signal()

    def __init__(self, client: Client, parent: QObject, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._client, self._every = client, every_ms
        self._since: int | None = None
        self._was_lost = False
        self._timer = QTimer(self, singleShot=True, interval=every_ms)
        self._timer.timeout.connect(self._ask)
        gate.reopened.connect(self._ask)

    def start(self) -> None:
        self._ask()

    def stop(self) -> None:
        self._timer.stop()
        self._since = None

    def _ask(self) -> None:
        self._timer.stop()
        since = self._since or 0
        Job(self, lambda: self._timed(since), self._hear, self._miss).start()

    def _timed(self, since: int) -> tuple[Changes, int]:
        began = time.monotonic()
        answer = self._client.changes(since)
        return answer, round((time.monotonic() - began) * 1000)

    def _hear(self, told: tuple[Changes, int]) -> None:
        news, delay = told
        first, self._since = self._since is None, news.last
        if news.resources and not first:
            changes.happened.emit(set(news.resources))
        self._was_lost = False
        self.answered.emit(delay)
        self._timer.start(self._every)

    def _miss(self, error: Exception) -> None:
        if isinstance(error, ApiError) and error.status == 401:
            gate.hold(self, self._ask, self.stop)
            return
        if isinstance(error, Unreachable):
            self.lost.emit()
        self._timer.start(min(LONGEST_MS, max(self._every, self._timer.interval() * 2)))
