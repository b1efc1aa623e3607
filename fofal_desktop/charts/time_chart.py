"""Values over time on a screen: drawn in the theme's colours, read with the mouse or the arrow keys."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.charts.axes import TimeAxis, ValueAxis
from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.models.curve import Curve, Level, heights, nearest
from fofal_desktop.parts import GAP, clear, label, named, tight
from fofal_desktop.theme.icons import colour

WIDE, THIN, BAND = 2.0, 1.0, 60
"""Widths of lines, and how much of its colour a band lets through, of 255."""
LEAST_HEIGHT = 220

pg.setConfigOptions(antialias=True)


class TimeChart(QWidget):
    """Curves between two moments. ``pointed`` tells the place in the first curve that the cursor stands on."""

    pointed = Signal(int)

    def __init__(self, name: str = "timeChart") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.curves: Sequence[Curve] = ()
        self.levels: Sequence[Level] = ()
        self.place: int | None = None
        self._span, self._unit, self._decimals = (0.0, 1.0), "", 1
        self.reading, self._legend = label("", "chartReading"), tight(QHBoxLayout(), 2 * GAP)
        self._plot = pg.PlotWidget(axisItems={"bottom": TimeAxis(), "left": ValueAxis()}, enableMenu=False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = label("", "muted", wrap=True)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._lay_out()
        self._plot.scene().sigMouseMoved.connect(self._on_mouse)

    def show_curves(
        self,
        curves: Sequence[Curve],
        levels: Sequence[Level] = (),
        *,
        since: dt.datetime,
        until: dt.datetime,
        unit: str = "",
        decimals: int = 1,
    ) -> None:
        """Draw these between two moments; ``decimals`` is how exactly the reading tells values."""
        self.curves, self.levels, self._unit, self._decimals = curves, levels, unit, decimals
        self._span = (since.timestamp(), until.timestamp())
        self.place = None
        self._stack.setCurrentIndex(0)
        self._draw()
        if curves and curves[0].at:
            self.point(len(curves[0].at) - 1)

    def say(self, words: str) -> None:
        """Show words in place of curves."""
        self.curves, self.levels, self.place = (), (), None
        self._nothing.setText(words)
        self.reading.setText("")
        clear(self._legend)
        self._stack.setCurrentIndex(1)

    def point(self, place: int) -> None:
        """Stand on a value of the first curve and tell what all curves say there."""
        first = self.curves[0]
        self.place = max(0, min(place, len(first.at) - 1))
        self._cursor.setPos(first.at[self.place])
        self.reading.setText(self._told(first.at[self.place]))
        self.setAccessibleDescription(self.reading.text())
        self.pointed.emit(self.place)

    # -- reading

    def _told(self, moment: float) -> str:
        at = dt.datetime.fromtimestamp(moment, COMPANY_ZONE).strftime("%d/%m/%Y %H:%M")
        return " · ".join([at, *(told for one in self.curves if (told := self._value(one, moment)))])

    def _value(self, curve: Curve, moment: float) -> str:
        place = nearest(curve.at, moment)
        if place is None or curve.values[place] != curve.values[place]:
            return ""
        words = f"{curve.words} " if len(self.curves) > 1 else ""
        told = f"{words}{self._number(curve.values[place])}{NARROW}{self._unit}"
        if curve.low and curve.low[place] < curve.high[place]:
            told += f" ({self._number(curve.low[place])} – {self._number(curve.high[place])})"
        return told

    def _number(self, value: float) -> str:
        return number_text(f"{value:.6f}", self._decimals)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from value to value, with Ctrl by ten; Home and End to the first and the last."""
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
        steps = {Qt.Key.Key_Left: -far, Qt.Key.Key_Right: far, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9}
        if self.place is None or event.key() not in steps:
            super().keyPressEvent(event)
            return
        self.point(self.place + steps[Qt.Key(event.key())])

    def _on_mouse(self, position: QPointF) -> None:
        box = self._plot.getViewBox()
        if not self.curves or not self._plot.sceneBoundingRect().contains(position):
            return
        place = nearest(self.curves[0].at, box.mapSceneToView(position).x())
        if place is not None and place != self.place:
            self.point(place)

    # -- drawing

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the same curves in its colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self._plot.clear()
        self._paint_ground()
        low, high = heights(self.curves, self.levels)
        since, until = self._span
        self._plot.setLimits(xMin=since, xMax=until, minXRange=(until - since) / 200)
        self._plot.setXRange(since, until, padding=0)
        self._plot.setYRange(low, high, padding=0)
        for level in self.levels:
            self._plot.addItem(_across(level))
        for curve in self.curves:
            for item in _drawn(curve):
                self._plot.addItem(item)
        self._cursor.setPen(pg.mkPen(colour("muted"), width=THIN))
        self._plot.addItem(self._cursor)
        self._tell_curves()

    def _paint_ground(self) -> None:
        self._plot.setBackground(colour("surface"))
        self._plot.showGrid(x=False, y=True, alpha=0.15)
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(colour("border")))
            axis.setTextPen(pg.mkPen(colour("muted")))
            axis.setTickFont(QFont(self.font()))

    def _tell_curves(self) -> None:
        clear(self._legend)
        if len(self.curves) > 1:
            for one in self.curves:
                self._legend.addWidget(_chip(one))

    def _lay_out(self) -> None:
        self._plot.setMouseEnabled(x=True, y=False)
        self._plot.hideButtons()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = tight(QHBoxLayout(), 2 * GAP)
        head.addLayout(self._legend)
        head.addStretch(1)
        head.addWidget(self.reading)
        inside = named(QWidget(), "chartGround")
        self._stack = tight(QStackedLayout(inside), 0)
        self._stack.addWidget(self._plot)
        self._stack.addWidget(self._nothing)
        column = tight(QVBoxLayout(self), GAP)
        column.addLayout(head)
        column.addWidget(inside, 1)


def _drawn(curve: Curve) -> list[Any]:
    """What of a curve is put on the chart: bars, or a band and a line with its lonely values as dots."""
    if curve.bars:
        middle = [at + curve.step / 2 for at in curve.at]
        tint = colour(curve.role)
        return [pg.BarGraphItem(x=middle, height=list(curve.values), width=curve.step * 0.9, brush=tint, pen=tint)]
    line, lonely = QPainterPath(), []
    for piece in curve.pieces():
        points = [QPointF(curve.at[place], curve.values[place]) for place in piece]
        line.moveTo(points[0])
        for point in points[1:]:
            line.lineTo(point)
        lonely += points if len(points) == 1 else []
    tint = colour(curve.role)
    dots = pg.ScatterPlotItem(
        x=[one.x() for one in lonely], y=[one.y() for one in lonely], size=3 * WIDE, pen=None, brush=tint
    )
    return [*_band(curve), _path(line, pen=pg.mkPen(tint, width=WIDE)), dots]


def _band(curve: Curve) -> list[Any]:
    if not curve.low:
        return []
    shape = QPainterPath()
    for piece in curve.pieces():
        around = [QPointF(curve.at[one], curve.high[one]) for one in piece]
        around += [QPointF(curve.at[one], curve.low[one]) for one in reversed(piece)]
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


def _across(level: Level) -> Any:
    tint = colour(level.role)
    pen = pg.mkPen(tint, width=THIN, style=Qt.PenStyle.DashLine)
    written = {"position": 0.01, "anchors": [(0, 1), (0, 1)], "color": tint, "movable": False}
    return pg.InfiniteLine(level.value, angle=0, pen=pen, label=level.words, labelOpts=written)


def _chip(curve: Curve) -> QLabel:
    made = label(f"▬ {curve.words}", "chartChip")
    made.setStyleSheet(f"color: {colour(curve.role).name()}")
    return made
