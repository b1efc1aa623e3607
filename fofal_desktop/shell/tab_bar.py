"""The bar of the tabs: the middle button closes one, the right one asks what may be done, dragged away it comes off."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QTabBar


class TabBar(QTabBar):
    """``torn`` carries the place of a tab and where on the screens it was dropped, ``asked`` where its menu belongs."""

    torn = Signal(int, QPoint)
    asked = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._held = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        self._held = left and self.tabAt(event.position().toPoint()) >= 0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._held and self._is_away(event):
            self.setCursor(Qt.CursorShape.DragMoveCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            place = self.tabAt(event.position().toPoint())
            if place >= 0:
                self.tabCloseRequested.emit(place)
            return
        super().mouseReleaseEvent(event)
        torn, self._held = self._held and self._is_away(event), False
        self.unsetCursor()
        if torn:
            self.torn.emit(self.currentIndex(), event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex() if by_key else self.tabAt(event.pos())
        if place >= 0:
            corner = self.mapToGlobal(self.tabRect(place).bottomLeft())
            self.asked.emit(place, corner if by_key else event.globalPos())

    def _is_away(self, event: QMouseEvent) -> bool:
        """More than its own height above or below the bar, or out of the window: along the bar a tab is only moved."""
        off = not -self.height() <= event.position().y() <= 2 * self.height()
        return off or not self.window().frameGeometry().contains(event.globalPosition().toPoint())
