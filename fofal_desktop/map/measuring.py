"""The tool that measures: how long a line is, or how large what it encloses, on the ellipsoid, while one points."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen, QPolygonF

from fofal_desktop.map import geodesy
from fofal_desktop.map.furniture import area_text, length_text
from fofal_desktop.map.mercator import Position
from fofal_desktop.map.tool import Tool, Touch
from fofal_desktop.map.view import View
from fofal_desktop.theme.icons import colour
from fofal_desktop.theme.ramps import PAPER, PENCIL

if TYPE_CHECKING:
    from fofal_desktop.map.canvas import MapCanvas


class Measuring(Tool):
    """``closed`` measures an area and its border, otherwise a length. Nothing of it is kept."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: "MapCanvas", *, closed: bool) -> None:
        super().__init__(canvas)
        self.closed = closed
        self.line: list[Position] = []
        self._ended = False
        self._next: Position | None = None

    @property
    def aims(self) -> bool:
        return True

    def click(self, touch: Touch) -> None:
        if self._ended:
            self._begin()
        self.line.append(self.canvas.view.position(touch.x, touch.y))
        self._show()

    def hover(self, touch: Touch) -> None:
        self._next = None if self._ended or not self.line else self.canvas.view.position(touch.x, touch.y)
        self._show()

    def double(self, _touch: Touch) -> None:
        self._end()

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            self.click(Touch(*self.canvas.view.middle))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._end()
        elif event.key() == Qt.Key.Key_Backspace and self.line:
            self.line.pop()
            self._show()
        elif event.key() == Qt.Key.Key_Escape and self.line:
            self._begin()
            self._show()
        else:
            return False
        return True

    def words(self) -> str:
        """What is measured so far."""
        line = [*self.line, self._next] if self._next is not None else self.line
        if not self.closed:
            return length_text(geodesy.length_m(line)) if len(line) > 1 else ""
        if len(line) < 3:
            return ""
        around = length_text(geodesy.length_m([*line, line[0]]))
        return self.tr("{0}, {1} around").format(area_text(geodesy.area_m2([[line]])), around)

    def lay_down(self) -> None:
        self.told.emit("")

    def _begin(self) -> None:
        self.line, self._ended, self._next = [], False, None

    def _end(self) -> None:
        self._ended, self._next = True, None
        self._show()

    def _show(self) -> None:
        self.told.emit(self.words())
        self.canvas.update()

    def paint(self, painter: QPainter, view: View) -> None:
        line = [view.pixel_of(one) for one in (*self.line, *([self._next] if self._next is not None else []))]
        paint_line(painter, line, closed=self.closed)
        words = self.words()
        if words and line:
            paint_told(painter, line[-1], words)


def paint_line(painter: QPainter, line: list[QPointF], *, closed: bool, filled: bool = True) -> None:
    """A line that stands out on any ground, with its corners; what it encloses is tinted, unless it is a hole."""
    inside = QBrush(tinted()) if closed and filled else QBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((QColor(PAPER), 5.0), (QColor(PENCIL), 2.4)):
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(inside)
        draw = painter.drawPolygon if closed else painter.drawPolyline
        draw(QPolygonF(line))
    painter.setBrush(QColor(PAPER))
    for corner in line:
        painter.drawEllipse(corner, 3.5, 3.5)


def tinted() -> QColor:
    """What lies within a line that is drawn."""
    inside = QColor(colour("accent"))
    inside.setAlpha(50)
    return inside


def paint_told(painter: QPainter, beside: QPointF, words: str) -> None:
    """Words on a plate, right below a place."""
    box = painter.fontMetrics().boundingRect(words).toRectF().adjusted(-6, -3, 6, 3)
    box.moveTopLeft(beside + QPointF(14, 10))
    painter.setPen(QPen(colour("edge"), 1))
    painter.setBrush(colour("raised"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
