"""Kinds of things beside each other: a line of words and a number each, and how much of the most it is."""

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen

from fofal_desktop.charts.bars import Bars
from fofal_desktop.theme.icons import colour

THICK, AIR = 6, 6
"""Pixels of a bar, and around a line of words."""


class BarRows(Bars):
    """One under the other, with the words above each bar: they are as long as languages make them."""

    def __init__(self, name: str = "barRows") -> None:
        super().__init__(name)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def draw(self) -> None:
        self.updateGeometry()
        self.update()

    def mark(self) -> None:
        self.update()

    @property
    def _step(self) -> int:
        """Pixels from one row to the next: spread over the height there is, but not torn apart."""
        least = self.fontMetrics().height() + THICK + 2 * AIR
        room = self.height() // max(1, len(self.bars))
        return max(least, min(room, least + 3 * AIR))

    def sizeHint(self) -> QSize:
        least = self.fontMetrics().height() + THICK + 2 * AIR
        return QSize(160, least * max(1, len(self.bars)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((one.value for one in self.bars if not math.isnan(one.value)), default=0.0)
        for place in range(len(self.bars)):
            self._row(painter, place, most)
        painter.end()

    def _row(self, painter: QPainter, place: int, most: float) -> None:
        bar, top, wide = self.bars[place], place * self._step, self.width()
        if place == self.place:
            self._ground(painter, top)
        line = self.fontMetrics().height()
        number = bar.number or "—"
        taken = self.fontMetrics().horizontalAdvance(number) + 2 * AIR
        words = self.fontMetrics().elidedText(bar.words, Qt.TextElideMode.ElideRight, wide - taken - 2 * AIR)
        painter.setPen(colour("text" if bar.value else "muted"))
        room = QRectF(AIR, top + AIR, wide - 2 * AIR, line)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(colour(bar.tone or ("text" if bar.value else "muted")))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(AIR, top + AIR + line + 2, wide - 2 * AIR, THICK)
        painter.setBrush(colour("hover"))
        painter.drawRoundedRect(track, THICK / 2, THICK / 2)
        if most > 0 and bar.value > 0:
            track.setWidth(max(THICK, track.width() * bar.value / most))
            painter.setBrush(colour(bar.tone or "brand"))
            painter.drawRoundedRect(track, THICK / 2, THICK / 2)

    def _ground(self, painter: QPainter, top: int) -> None:
        """Where one stands, with a rim for whoever came by keyboard."""
        painter.setBrush(colour("hover"))
        painter.setPen(QPen(colour("focus"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(1, top + 1, self.width() - 2, self._step - 2), 5, 5)

    def _at(self, event: QMouseEvent) -> int:
        place = int(event.position().y()) // self._step
        return place if 0 <= place < len(self.bars) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at(event) != self.place:
            self.point(self._at(event))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point(-1)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Ours alone: the tile must not open, too."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if place >= 0 and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(place)
