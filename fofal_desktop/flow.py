"""A layout that puts things side by side and goes to the next line when the room ends."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem

from fofal_desktop.arranged import Arranged


class FlowLayout(Arranged):
    """Like words in a text; hidden things take no room."""

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    @staticmethod
    def _size(item: QLayoutItem, room: int) -> QSize:
        """As large as it would like to be, in a whole line at most."""
        size = item.sizeHint()
        return QSize(max(item.minimumSize().width(), min(size.width(), room)), size.height())

    def arrange(self, room: QRect, *, move: bool) -> int:
        x, y, line = room.x(), room.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = self._size(item, room.width())
            if x + size.width() > room.right() + 1 and line:
                x, y, line = room.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - room.y()
