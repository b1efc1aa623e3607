"""A layout of boxes in columns of one width: as many columns as fit, each box where most room is left above it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

SPAN = "span"
"""Property of a box: how many columns it would like to take; one without it."""


class Mosaic(QLayout):
    """``least`` answers the width of a column that is needed at least, ``most`` how many of them there may be."""

    def __init__(self, gap: int, least: Callable[[], int], most: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._boxes: list[QWidget] = []
        self._heights: dict[int, int] = {}
        self._gap, self._least, self._most = gap, least, most
        self.setContentsMargins(0, 0, 0, 0)

    def put(self, boxes: Sequence[QWidget]) -> None:
        """Hold these, in this order, and no others; what leaves is not destroyed."""
        while self.takeAt(0) is not None:
            pass
        for box in boxes:
            self.add(box)

    def add(self, box: QWidget) -> None:
        """Hold one more, after the others."""
        self._boxes.append(box)
        self.addWidget(box)
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        del self._boxes[index]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Asked for again and again while what stands around it finds its place."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        return QSize(self._least(), 0)

    def columns(self, width: int) -> int:
        """How many columns stand beside each other in this width."""
        return max(1, min(self._most, (width + self._gap) // (self._least() + self._gap)))

    def _arrange(self, room: QRect, *, move: bool) -> int:
        """Put everything into ``room`` and answer the height that it takes."""
        shown = [box for box in self._boxes if not box.isHidden()]
        columns = max(1, min(self.columns(room.width()), max(sum(map(_span, shown)), 3)))
        each = (room.width() - (columns - 1) * self._gap) // columns
        filled = [0] * columns
        for box in shown:
            span, high = min(_span(box), columns), box.sizeHint().height()
            tops = [max(filled[first : first + span]) for first in range(columns - span + 1)]
            first = tops.index(min(tops))
            if move:
                left = room.x() + first * (each + self._gap)
                box.setGeometry(left, room.y() + tops[first], each * span + (span - 1) * self._gap, high)
            filled[first : first + span] = [tops[first] + high + self._gap] * span
        return max(0, max(filled) - self._gap)


def _span(box: QWidget) -> int:
    return int(box.property(SPAN) or 1)
