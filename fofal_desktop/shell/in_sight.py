"""What the keyboard comes to is brought into sight: Qt sees to that only while Tab goes on within what is scrolled."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class InSight(QObject):
    """Never under a button of the mouse that is held: what was pressed would be elsewhere when it is let go."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._show)

    def _show(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or before is None or QApplication.mouseButtons() is not Qt.MouseButton.NoButton:
            return
        above = now.parentWidget()
        while above is not None and not above.isAncestorOf(before):
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(now)
            above = above.parentWidget()
