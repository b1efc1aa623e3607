"""Shows beside what is typed what the server will work out of it, a moment after the last key."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from fofal_desktop.jobs import Job
from fofal_desktop.views.record import RecordPage

Record = dict[str, Any]
PAUSE_MS = 500


class Foretelling(QObject):
    """One question at a time; what is typed meanwhile is asked next. Nothing is stored by it.

    What the server has against it is told when it is saved: half a record is no mistake.
    """

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._asked: Job[Record] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        page.form.touched.connect(self._pause.start)
        for done in (page.settled, page.read_anew):
            done.connect(self._stop)

    def _ask(self) -> None:
        self._stop()
        page, form = self._page, self._page.form
        if form.readonly or not form.dirty or form.unreadable():
            return
        client, resource = page.client, page.resource
        values, key = (form.filled(), "") if page.making else (form.changed(), page.place.key)
        self._asked = Job(self, lambda: client.preview(resource, values, key), form.foretell, _silent).start()

    def _stop(self) -> None:
        """What is on its way is of yesterday."""
        self._pause.stop()
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None


def _silent(_error: Exception) -> None:
    """Not even a line that is down: the form will say so when somebody wants something."""
