"""Marks the one place on a map that somebody looked for."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from fofal_desktop.map.measuring import paint_told
from fofal_desktop.map.mercator import Position, spot_of
from fofal_desktop.map.view import TILE, View
from fofal_desktop.theme.icons import colour
from fofal_desktop.theme.ramps import PAPER

CLOSE = TILE * 2.0**13
"""From where one sees a town and its surroundings, as the side of the square in pixels."""
HIGH, WIDE = 26.0, 9.0
AROUND = QPoint(90, 40)
"""Pixels to each side of a mark that are to be seen with it."""


@dataclass(frozen=True)
class Pin:
    """A place that was looked for, with its name."""

    position: Position
    words: str

    def view(self, before: View) -> View:
        """The same window with this place in its middle, nearer where it was far away."""
        return before.zoomed(max(1.0, CLOSE / before.scale), before.middle).centred(spot_of(self.position))

    def beside(self, view: View, covered: QRect) -> View:
        """The same, moved where the mark or its name would lie under something in the upper left corner."""
        foot = view.pixel_of(self.position).toPoint()
        if not covered.intersects(QRect(foot - AROUND, foot + AROUND)):
            return view
        right, below = covered.right() + AROUND.x() - foot.x(), covered.bottom() + AROUND.y() - foot.y()
        sideways = foot.x() + right + AROUND.x() <= view.width
        return view.moved(-right, 0) if sideways else view.moved(0, -below)

    def paint(self, painter: QPainter, view: View) -> None:
        foot = view.pixel_of(self.position)
        painter.setPen(QPen(QColor(PAPER), 1.5))
        painter.setBrush(colour("danger"))
        painter.drawPath(_drop(foot))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(PAPER))
        painter.drawEllipse(foot - QPointF(0, HIGH - WIDE), WIDE / 2.8, WIDE / 2.8)
        paint_told(painter, foot, self.words)


def _drop(foot: QPointF) -> QPainterPath:
    """A drop upside down that stands on its point."""
    head = foot - QPointF(0, HIGH - WIDE)
    path = QPainterPath(foot)
    path.quadTo(head + QPointF(-WIDE, WIDE), head - QPointF(WIDE, 0))
    path.arcTo(head.x() - WIDE, head.y() - WIDE, 2 * WIDE, 2 * WIDE, 180, -180)
    path.quadTo(head + QPointF(WIDE, WIDE), foot)
    return path
