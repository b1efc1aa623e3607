"""Records of every kind that hold some words, asked for once the hand rests."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job
from fofal_server.contract.finding import Found

PAUSE_MS = 120
"""Between two keys of somebody who types on."""
FEWEST, MOST = 2, 20
"""Letters from which on it is asked, and records that are wanted."""


class Finder(QObject):
    """``found`` carries the words and what was found for them; ``failed`` why nothing could be asked, in words."""

    found = Signal(str, object)
    failed = Signal(str)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._words = client, ""
        self._job: Job[Any] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    @property
    def searching(self) -> bool:
        """Whether an answer to the words of now is still to come."""
        return self._pause.isActive() or self._job is not None

    def look_for(self, words: str) -> bool:
        """Ask for these words and forget those before; False when they are too few to be asked for."""
        self.stop()
        self._words = " ".join(words.split())
        if len(self._words) < FEWEST:
            return False
        self._pause.start()
        return True

    def stop(self) -> None:
        """Nobody waits for an answer any more."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(self) -> None:
        words = self._words
        work = partial(self._client.search, words, MOST)
        self._job = ask(self, work, partial(self._answered, words), self._not_asked)

    def _answered(self, words: str, found: Found) -> None:
        self._job = None
        self.found.emit(words, found)

    def _not_asked(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(message_of(error))
