"""The computer is shut down, or its person leaves it: what was typed is on the disk before that, and asked about."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from fofal_desktop.drafts.desk import Desk
from fofal_desktop.shell.window import MainWindow


class Farewell(QObject):
    """Where something is not saved the system is asked to wait, as long as it lets anybody be asked."""

    def __init__(self, app: QApplication, desk: Desk, window: Callable[[], MainWindow], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, window
        app.commitDataRequest.connect(self.hear, Qt.ConnectionType.DirectConnection)

    def hear(self, session: QSessionManager) -> None:
        """The system goes as soon as all programs have answered."""
        self._desk.hurried.emit()
        self._desk.finish()
        window = self._window()
        if any(page.dirty for page in window.workspace.pages()) and session.allowsInteraction():
            session.cancel()
            session.release()
            window.close()
