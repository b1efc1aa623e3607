"""The plots as they are drawn: filled by class, edged, named where the name finds room; and which one lies where."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from fofal_desktop.map.boxes import Box, BoxIndex, around
from fofal_desktop.map.legend import Legend
from fofal_desktop.map.mercator import Spot
from fofal_desktop.map.shape import Shape
from fofal_desktop.map.view import View
from fofal_desktop.theme.ramps import PAPER, PAPER_INK, tint

Record = dict[str, Any]
HATCH = 8
"""Hatchings repeat after so many pixels."""
EDGE, BORDER, DOT, PLATE = 1.0, 5.0, 6.0, 3.0
"""In pixels: the widths of edges and borders, half of what stands for a plot without an outline, a name's plate."""


@dataclass(frozen=True)
class Look:
    """How it is drawn: font of the names, colour of the edges, and how many dots of the device make a pixel."""

    font: QFont
    edge: QColor
    grain: float = 1.0


class PlotLayer:
    """Made anew when plots change; ``legend`` and what is shown of them may change at any time."""

    def __init__(
        self, plots: Sequence[Record] = (), legend: Legend | None = None, borders: Sequence[Record] = ()
    ) -> None:
        """``borders`` are what plots lie in: a line that is drawn beneath them."""
        self.plots = list(plots)
        self.borders = [Shape(one["geometry"]) for one in borders]
        self.shapes = [Shape(plot["geometry"]) for plot in self.plots]
        self.index = BoxIndex([shape.box for shape in self.shapes])
        self.places = {str(plot["id"]): place for place, plot in enumerate(self.plots)}
        self.legend = legend
        self.filled, self.named = True, True
        self.hidden: str | None = None

    @property
    def box(self) -> Box | None:
        return around(shape.box for shape in (*self.shapes, *self.borders))

    def shape(self, key: str) -> Shape | None:
        place = self.places.get(key)
        return None if place is None else self.shapes[place]

    def meeting(self, box: Box) -> list[int]:
        """Places of the plots near enough to be drawn, without the one that is being edited."""
        return [place for place in self.index.meeting(box) if self.plots[place]["id"] != self.hidden]

    def at(self, spot: Spot, reach: float) -> str | None:
        """The plot under a place; the smallest when one lies in another. ``reach`` is for those that are points."""
        found = [place for place in self.meeting(Box(*spot, *spot).grown(reach)) if self._under(place, spot)]
        boxes = {place: self.shapes[place].box for place in found}
        smallest = min(found, key=lambda place: boxes[place].east - boxes[place].west, default=None)
        return None if smallest is None else str(self.plots[smallest]["id"])

    def within(self, box: Box) -> set[str]:
        """Plots that lie in ``box`` with all that they have."""
        return {str(self.plots[place]["id"]) for place in self.meeting(box) if box.holds(self.shapes[place].box)}

    def _under(self, place: int, spot: Spot) -> bool:
        return self.shapes[place].is_point or self.shapes[place].holds(spot)

    # -- drawn

    def paint(self, painter: QPainter, view: View, look: Look) -> None:
        """All of them at once."""
        deque(self.strokes(painter, view, look), maxlen=0)

    def strokes(self, painter: QPainter, view: View, look: Look) -> Iterator[tuple[int, int]]:
        """The same plot by plot: after each it tells how many are drawn, of so many; their names come last."""
        found = self.meeting(view.box.grown(2 * DOT * look.grain / view.scale))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_borders(painter, view, look)
        painter.setPen(edge_pen(look.edge, EDGE * look.grain))
        painter.setBrushOrigin(-(view.left % HATCH), -(view.top % HATCH))  # hatching goes on from piece to piece
        for done, place in enumerate(found, 1):
            self._fill(painter, self.shapes[place].drawn(view), place, look.grain)
            yield done, len(found)
        for place in found:
            if self.shapes[place].is_point:
                painter.setBrush(self._brushes(place)[0])
                painter.drawEllipse(view.pixel(self.shapes[place].inside), DOT * look.grain, DOT * look.grain)
        if self.named:
            self._name_all(painter, found, view, look)

    def _paint_borders(self, painter: QPainter, view: View, look: Look) -> None:
        """Light on dark, so that it stands out on any ground."""
        near = [shape.drawn(view) for shape in self.borders if shape.box.meets(view.box)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((QColor(PAPER_INK), BORDER), (QColor(PAPER), BORDER - 2 * EDGE)):
            painter.setPen(edge_pen(ink, width * look.grain))
            for path in near:
                painter.drawPath(path)

    def _fill(self, painter: QPainter, path: QPainterPath, place: int, grain: float) -> None:
        for brush in self._brushes(place):
            brush.setTransform(QTransform.fromScale(grain, grain))  # as fine as on the legend
            painter.setBrush(brush)
            painter.drawPath(path)

    def _brushes(self, place: int) -> list[QBrush]:
        """What a plot is filled with: a colour, or a hatching on a pale ground of it."""
        if not self.filled or self.legend is None:
            return [QBrush(Qt.BrushStyle.NoBrush)]
        entry = self.legend.entry(self.plots[place])
        solid = entry.hatch is Qt.BrushStyle.SolidPattern
        return [entry.brush] if solid else [QBrush(QColor(tint(entry.colour))), entry.brush]

    def _name_all(self, painter: QPainter, found: Sequence[int], view: View, look: Look) -> None:
        painter.setFont(look.font)
        metrics = QFontMetricsF(look.font, painter.device())
        plate = QColor(PAPER)
        plate.setAlpha(215)
        for place in found:
            box = self._name_box(place, view, metrics, PLATE * look.grain)
            if box is None:
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(plate)
            painter.drawRoundedRect(box, PLATE * look.grain, PLATE * look.grain)
            painter.setPen(QColor(PAPER_INK))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.plots[place]["code"]))

    def _name_box(self, place: int, view: View, metrics: QFontMetricsF, margin: float) -> QRectF | None:
        """Where the name of a plot stands; None where it finds no room."""
        shape = self.shapes[place]
        wide = metrics.horizontalAdvance(str(self.plots[place]["code"])) + 2 * margin
        high = metrics.height() + margin / 2
        room = (shape.box.east - shape.box.west) * view.scale, (shape.box.south - shape.box.north) * view.scale
        if shape.is_point or wide > room[0] or high > room[1]:
            return None
        half = QPointF(wide / 2, high / 2)
        middle = view.pixel(shape.inside)
        return QRectF(middle - half, middle + half)


def edge_pen(colour: QColor, width: float) -> QPen:
    """Sharp corners would stick out like thorns; a cosmetic pen one dot wide is drawn twenty times as fast."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin)
    pen.setCosmetic(True)
    return pen
