"""Points on the map (gauges, pests, trees …): a symbol each, in the order that the server gives their kinds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from fofal_desktop.map.boxes import Box, BoxIndex
from fofal_desktop.map.mercator import Spot, spot_of
from fofal_desktop.map.view import View
from fofal_desktop.theme.icons import draw_icon, icon
from fofal_desktop.theme.ramps import PAPER, PAPER_INK

Record = dict[str, Any]
HALF = 10.0
"""Half the width of a symbol in pixels."""


class PointLayer:
    """``symbols`` gives each kind its icon; a kind without one gets a pin."""

    def __init__(self, points: Sequence[Record] = (), symbols: Mapping[str, str] | None = None) -> None:
        self.points = list(points)
        self.spots: list[Spot] = [spot_of((float(one["longitude"]), float(one["latitude"]))) for one in self.points]
        self._index = BoxIndex([Box(*spot, *spot) for spot in self.spots])
        self._symbols = symbols or {}
        self._pictures: dict[tuple[str, int], QPixmap] = {}

    def at(self, view: View, x: float, y: float) -> Record | None:
        """The point whose symbol covers a pixel; the one drawn last is on top."""
        reach = HALF / view.scale
        found = self._index.meeting(Box(*view.spot(x, y), *view.spot(x, y)).grown(reach))
        return self.points[found[-1]] if found else None

    def paint(self, painter: QPainter, view: View, ground: QColor) -> None:
        """``ground`` is what the symbols lie on."""
        for kind, box in self._plates(painter, view, ground, 1.0):
            painter.drawPixmap(box, self._picture(kind, box.size()))

    def print(self, painter: QPainter, view: View, grain: float) -> None:
        """The same on paper, by any thread: without pictures, in its ink whatever the theme; ``grain`` as in Look."""
        for kind, box in self._plates(painter, view, QColor(PAPER), grain):
            draw_icon(painter, box, self._symbol(kind), QColor(PAPER_INK))

    def _plates(self, painter: QPainter, view: View, ground: QColor, grain: float) -> Iterator[tuple[str, QRect]]:
        """What each symbol lies on is drawn, then its kind is told and where it belongs."""
        half = HALF * grain
        side = round(half * 1.4)
        for place in self._index.meeting(view.box.grown(half / view.scale)):
            middle = view.pixel(self.spots[place])
            painter.setPen(QPen(QColor(ground).darker(260), grain))
            painter.setBrush(ground)
            painter.drawEllipse(middle, half, half)
            corner = middle - QPointF(half * 0.7, half * 0.7)
            yield str(self.points[place]["kind"]), QRect(corner.toPoint(), QSize(side, side))

    def forget_pictures(self) -> None:
        """The theme has changed."""
        self._pictures.clear()

    def _symbol(self, kind: str) -> str:
        return self._symbols.get(kind, "mdi6.map-marker")

    def _picture(self, kind: str, size: QSize) -> QPixmap:
        place = kind, size.width()
        if place not in self._pictures:
            self._pictures[place] = icon(self._symbol(kind), "text").pixmap(size)
        return self._pictures[place]
