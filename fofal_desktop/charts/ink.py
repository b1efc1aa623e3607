"""What of a curve and of a level is put on a chart, and the sample of it that stands before its name."""

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsPathItem, QHBoxLayout, QWidget

from fofal_desktop.models.curve import Curve, Level
from fofal_desktop.parts import label, named, tight
from fofal_desktop.theme.icons import colour

WIDE, THIN, BAND = 2.0, 1.0, 60
"""Widths of lines, and how much of its colour a band lets through, of 255."""
DOT = 3 * WIDE
SAMPLE = (26, 12)
STROKES = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dashdot": Qt.PenStyle.DashDotLine,
}


def drawn(curve: Curve, ratio: float = 1.0) -> list[Any]:
    """Bars, or a band and a line with its lonely values as dots; values are drawn ``ratio`` times as high."""
    if curve.bars:
        return [_bars(curve, ratio)] if curve.span() else []
    line, lonely = QPainterPath(), []
    for piece in curve.pieces():
        points = [QPointF(curve.at[place], curve.values[place] * ratio) for place in piece]
        line.moveTo(points[0])
        for point in points[1:]:
            line.lineTo(point)
        lonely += points if len(points) == 1 else []
    dots = pg.ScatterPlotItem(
        x=[one.x() for one in lonely], y=[one.y() for one in lonely], size=DOT, pen=_dot_pen(curve), brush=_fill(curve)
    )
    return [*_band(curve, ratio), _path(line, pen=_pen(curve)), dots]


def across(level: Level) -> Any:
    """A line from side to side. Its words stand on the side of it where there is room: under it in the upper half."""
    tint = colour(level.role)
    pen = pg.mkPen(tint, width=THIN, style=Qt.PenStyle.DashLine)
    written = {"position": 0.01, "anchors": [(0, 0), (0, 1)], "color": tint, "movable": False}
    return pg.InfiniteLine(level.value, angle=0, pen=pen, label=level.words, labelOpts=written)


def chip(curve: Curve) -> QWidget:
    """How a curve is drawn, and its name."""
    made = named(QWidget(), "chartChip")
    row = tight(QHBoxLayout(made), 6)
    sample = label()
    sample.setPixmap(_sample(curve))
    row.addWidget(sample)
    row.addWidget(label(curve.words, "chartChipName"))
    return made


def _pen(curve: Curve) -> QPen:
    pen: QPen = pg.mkPen(colour(curve.role), width=WIDE, style=STROKES[curve.stroke])
    return pen


def _dot_pen(curve: Curve) -> QPen | None:
    return pg.mkPen(colour(curve.role), width=WIDE) if curve.hollow else None


def _fill(curve: Curve) -> QBrush:
    """What is hollow shows the ground, so that a line under it does not go through."""
    return QBrush(colour("surface" if curve.hollow else curve.role))


def _bars(curve: Curve, ratio: float) -> Any:
    """None where nothing is known: a bar of no height would say that it was nothing."""
    known = [(at, value) for at, value in zip(curve.at, curve.values, strict=True) if not math.isnan(value)]
    return pg.BarGraphItem(
        x=[at + curve.step / 2 for at, _ in known], height=[value * ratio for _, value in known],
        width=curve.step * 0.9, brush=_fill(curve), pen=pg.mkPen(colour(curve.role), width=WIDE if curve.hollow else 1),
    )  # fmt: skip


def _band(curve: Curve, ratio: float) -> list[Any]:
    if not curve.low:
        return []
    shape = QPainterPath()
    for piece in curve.pieces():
        around = [QPointF(curve.at[one], curve.high[one] * ratio) for one in piece]
        around += [QPointF(curve.at[one], curve.low[one] * ratio) for one in reversed(piece)]
        shape.moveTo(around[0])
        for corner in around[1:]:
            shape.lineTo(corner)
        shape.closeSubpath()
    tint = QColor(colour(curve.role))
    tint.setAlpha(BAND)
    return [_path(shape, brush=tint)]


def _path(shape: QPainterPath, *, pen: Any = None, brush: Any = None) -> QGraphicsPathItem:
    """A shape on the chart whose line keeps its width, however the chart is stretched."""
    item = QGraphicsPathItem(shape)
    item.setPen(pen or pg.mkPen(None))
    if brush is not None:
        item.setBrush(brush)
    return item


def _sample(curve: Curve) -> QPixmap:
    """A bar, a piece of the line, or a dot: as the chart draws it."""
    wide, high = SAMPLE
    picture = QPixmap(wide, high)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if curve.bars:
        painter.setPen(QPen(colour(curve.role), WIDE if curve.hollow else 1))
        painter.setBrush(_fill(curve))
        painter.drawRect(QRectF(7, 1, high - 2, high - 2))
    elif all(len(piece) == 1 for piece in curve.pieces()):
        painter.setPen(_dot_pen(curve) or Qt.PenStyle.NoPen)
        painter.setBrush(_fill(curve))
        painter.drawEllipse(QPointF(wide / 2, high / 2), DOT / 2, DOT / 2)
    else:
        painter.setPen(QPen(colour(curve.role), WIDE, STROKES[curve.stroke]))
        painter.drawLine(QPointF(0, high / 2), QPointF(wide, high / 2))
    painter.end()
    return picture
