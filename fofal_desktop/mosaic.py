"""A layout of boxes in columns of one width: as many columns as fit, each box where most room is left above it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from fofal_desktop.arranged import Arranged

SPAN = "span"
"""Property of a box: how many columns it would like to take; one without it."""


class Mosaic(Arranged):
    """``least`` answers the width of a column that is needed at least, ``most`` how many of them there may be."""

    def __init__(self, gap: int, least: Callable[[], int], most: int = 8) -> None:
        super().__init__(gap)
        self._least, self._most = least, most

    def put(self, boxes: Sequence[QWidget]) -> None:
        """Hold these, in this order, and no others; what leaves is not destroyed."""
        while self.takeAt(0) is not None:
            pass
        for box in boxes:
            self.addWidget(box)
        self.invalidate()

    def add(self, box: QWidget) -> None:
        """Hold one more, after the others."""
        self.addWidget(box)
        self.invalidate()

    def minimumSize(self) -> QSize:
        return QSize(self._least(), 0)

    def columns(self, width: int) -> int:
        """How many columns stand beside each other in this width."""
        return max(1, min(self._most, (width + self._gap) // (self._least() + self._gap)))

    def arrange(self, room: QRect, *, move: bool) -> int:
        boxes = (item.widget() for item in self._items)
        shown = [box for box in boxes if box is not None and not box.isHidden()]
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
