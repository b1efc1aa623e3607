"""Points on the map (gauges, pests, trees …): a symbol each, in the order that the server gives their kinds."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from fofal_desktop.map.boxes import Box, BoxIndex
from fofal_desktop.map.mercator import Spot, spot_of
from fofal_desktop.map.view import View
from fofal_desktop.theme.icons import icon

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
        self._pictures: dict[tuple[str, float], QPixmap] = {}

    def at(self, view: View, x: float, y: float) -> Record | None:
        """The point whose symbol covers a pixel; the one drawn last is on top."""
        reach = HALF / view.scale
        found = self._index.meeting(Box(*view.spot(x, y), *view.spot(x, y)).grown(reach))
        return self.points[found[-1]] if found else None

    def paint(self, painter: QPainter, view: View, ground: QColor, grain: float = 1.0) -> None:
        """``ground`` is what the symbols lie on; ``grain`` as in Look."""
        half = HALF * grain
        for place in self._index.meeting(view.box.grown(half / view.scale)):
            middle = view.pixel(self.spots[place])
            painter.setPen(QPen(QColor(ground).darker(260), grain))
            painter.setBrush(ground)
            painter.drawEllipse(middle, half, half)
            picture = self._picture(str(self.points[place]["kind"]), half * 1.4)
            corner = middle - QPointF(half * 0.7, half * 0.7)
            painter.drawPixmap(QRect(corner.toPoint(), QSize(round(half * 1.4), round(half * 1.4))), picture)

    def forget_pictures(self) -> None:
        """The theme has changed."""
        self._pictures.clear()

    def _picture(self, kind: str, side: float) -> QPixmap:
        if (kind, side) not in self._pictures:
            symbol = icon(self._symbols.get(kind, "mdi6.map-marker"), "text")
            self._pictures[kind, side] = symbol.pixmap(QSize(round(side), round(side)))
        return self._pictures[kind, side]
