"""Asks the server every few seconds what was written elsewhere, waiting there meanwhile for what is urgent.

It watches the connection while doing so, and tells the rest of the program of it.
"""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError, Unreachable
from fofal_desktop.gate import closed_by, gate, message_of
from fofal_desktop.jobs import Job, changes
from fofal_desktop.line import line
from fofal_server.contract.wire import Changes

EVERY_MS = 4_000
PATIENCE = 4.0
"""Seconds that one question waits at the server, at most."""
LONGEST_MS = 30_000
LATE_MS = 3_000
"""Silence, beyond the wait that was asked for, after which the person hears of it."""
BREATH_MS = 100
"""Between an answer that was waited for and the next question."""
CALM_S = 30.0
"""Calls that break while the feed gets through have everything read anew no more often than this."""


class Feed(QObject):
    """``answered`` carries the delay in milliseconds; ``late``: the answer is slow to come, ``lost``: nobody answered.

    ``begun``: from now on all news is told; what was read before may be older than the first of it.
    ``told`` carries the maintenance that an answer spoke of, or None; ``sent_away`` the words of a server that is
    closed, and ``let_in`` that it has opened again: what could not be read meanwhile can be now.
    """

    answered = Signal(int)
    late = Signal()
    lost = Signal()
    told = Signal(object)
    sent_away = Signal(str)
    let_in = Signal()
    begun = Signal()

    def __init__(self, client: Client, parent: QObject) -> None:
        super().__init__(parent)
        self._client, self._every = client, EVERY_MS
        self._since: int | None = None
        self._on = self._away = False
        self._asking: Job[tuple[Changes, int]] | None = None
        self._missed, self._calm_from = client.missed, 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._wonder)
        line.wanted.connect(self.ask_now)

    def start(self) -> None:
        """Begin to ask; asking again after an expired session is harmless."""
        self._on = True
        self._ask()

    def stop(self) -> None:
        self._on = self._away = False
        self._timer.stop()
        self._leave_off()
        self._since = None
        line.reset()

    def ask_now(self) -> None:
        """A person does not want to wait."""
        if self._on:
            self._ask()

    def ask_every(self, milliseconds: int) -> None:
        """Ask more or less often than usual, from now on."""
        self._every = milliseconds
        if self._on:
            self._timer.start(milliseconds)

    def _ask(self) -> None:
        self._timer.stop()
        self._leave_off()
        fresh = self._since is None or self._away
        since, wait = self._since or 0, 0.0 if fresh else min(PATIENCE, self._every / 1000)
        self._asking = Job(self, lambda: self._timed(since, wait), self._hear, self._miss).start()
        self._patience.start(round(wait * 1000) + LATE_MS)

    def _leave_off(self) -> None:
        """Wait for the answer to the question before no more."""
        self._patience.stop()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _timed(self, since: int, wait: float) -> tuple[Changes, int]:
        """The news, and how long the way there and back took in milliseconds: waiting was asked for."""
        began = time.monotonic()
        answer = self._client.changes(since, wait)
        return answer, max(0, round((time.monotonic() - began) * 1000) - answer.waited)

    def _wonder(self) -> None:
        """No answer yet; who has been told worse hears nothing of it."""
        if line.is_there and not self._away:
            self.late.emit()

    def _hear(self, told: tuple[Changes, int]) -> None:
        self._patience.stop()
        news, delay = told
        first, self._since = self._since is None, news.last
        if first:
            self.begun.emit()
        elif news.resources:
            changes.happened.emit(set(news.resources))
        if self._away:
            self._away = False
            self.let_in.emit()
        self.told.emit(news.maintenance)
        self.answered.emit(delay)
        self._tell_line()
        self._again(BREATH_MS if news.waited else self._every)

    def _miss(self, error: Exception) -> None:
        self._patience.stop()
        if why := closed_by(error):
            gate.hold(self, self._ask, self.stop, why)
            return
        if isinstance(error, ApiError) and error.maintenance:
            self._away = True
            self.sent_away.emit(message_of(error))
            self._again(self._every)
            return
        if isinstance(error, Unreachable):
            line.lose()
            self.lost.emit()
        self._again(min(LONGEST_MS, max(self._every, 2 * self._timer.interval())))

    def _tell_line(self) -> None:
        """Somebody answers; where other calls found nobody meanwhile, what they asked for can be read now."""
        missed, self._missed = self._client.missed != self._missed, self._client.missed
        if missed and line.is_there and time.monotonic() >= self._calm_from:
            self._calm_from = time.monotonic() + CALM_S
            line.lose()
        line.find()

    def _again(self, milliseconds: int) -> None:
        if self._on:
            self._timer.start(milliseconds)
