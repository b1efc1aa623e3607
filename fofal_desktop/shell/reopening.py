"""Somebody came in while the server was closed for maintenance: asks until it opens again."""

from PySide6.QtCore import QObject, QTimer, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.jobs import Job

EVERY_MS = 5_000


class Reopening(QObject):
    """``opened`` with the resources of the session that waited; not when it has ended meanwhile."""

    opened = Signal(object)

    def __init__(self, client: Client, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self.every_ms = EVERY_MS

    def wait_for(self) -> None:
        """Ask from now on, until it opens or ``stop`` is called."""
        self._timer.start(self.every_ms)

    def stop(self) -> None:
        self._timer.stop()

    def _ask(self) -> None:
        Job(self, self._client.meta, self.opened.emit, self._miss).start()

    def _miss(self, error: Exception) -> None:
        if isinstance(error, ApiError) and (error.maintenance or not error.status):
            self.wait_for()
