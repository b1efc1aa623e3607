"""Values over time on a screen: drawn in the theme's colours, read with the mouse or the arrow keys."""

import datetime as dt
from collections.abc import Sequence
from html import escape

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.charts.axes import TimeAxis, ValueAxis
from fofal_desktop.charts.ink import THIN, across, chip, drawn
from fofal_desktop.fields.formats import NARROW, number_text
from fofal_desktop.models.curve import Curve, Level, heights, nearest
from fofal_desktop.parts import GAP, clear, label, named, tight
from fofal_desktop.theme.icons import colour

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
        self._span, self._unit, self._unit_beside, self._decimals = (0.0, 1.0), "", "", 1
        self.reading, self._legend = label("", "chartReading"), tight(QHBoxLayout(), 2 * GAP)
        axes = {"bottom": TimeAxis(), "left": ValueAxis(), "right": ValueAxis("right")}
        self._plot = pg.PlotWidget(axisItems=axes, enableMenu=False)
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
        unit_beside: str = "",
        decimals: int = 1,
    ) -> None:
        """Draw these between two moments; ``decimals`` is how exactly the reading tells values.

        ``unit_beside`` is of the curves that stand beside the others; without any of them there is no second axis.
        """
        self.curves, self.levels, self._decimals = curves, levels, decimals
        self._unit, self._unit_beside = unit, unit_beside
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
        self._cursor.setPos(first.middles()[self.place])
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
        words = f"{curve.words} " if curve.words and len(self.curves) > 1 else ""
        unit = self._unit_beside if curve.beside else self._unit
        told = f"{words}{self._number(curve.values[place])}{NARROW}{unit}"
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
        place = nearest(self.curves[0].middles(), box.mapSceneToView(position).x())
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
        low, high, ratio = self._reach()
        self._paint_ground(ratio)
        since, until = self._span
        self._plot.setLimits(xMin=since, xMax=until, minXRange=(until - since) / 200)
        self._plot.setXRange(since, until, padding=0)
        self._plot.setYRange(low, high, padding=0)
        for level in self.levels:
            if low <= level.value <= high:  # else its words would stand at the edge, without a line
                self._plot.addItem(across(level))
        for place, curve in enumerate(self.curves):  # the first line lies on top, bars lie under all lines
            for item in drawn(curve, ratio if curve.beside else 1.0):
                item.setZValue(-place - len(self.curves) * curve.bars)
                self._plot.addItem(item)
        self._cursor.setPen(pg.mkPen(colour("muted"), width=THIN))
        self._plot.addItem(self._cursor)
        self._tell_curves()

    def _reach(self) -> tuple[float, float, float]:
        """From where to where the chart reaches, and how high a unit of what stands beside is drawn in it."""
        beside = [one for one in self.curves if one.beside]
        low, high = heights([one for one in self.curves if not one.beside], self.levels)
        return (0.0, high, high / heights(beside, [])[1]) if beside else (low, high, 1.0)

    def _paint_ground(self, ratio: float) -> None:
        self._plot.setBackground(colour("surface"))
        self._plot.showGrid(x=False, y=True, alpha=0.15)
        for side, unit in (("bottom", ""), ("left", self._unit), ("right", self._unit_beside)):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(colour("border")))
            axis.setTextPen(pg.mkPen(colour("muted")))
            axis.setTickFont(QFont(self.font()))
            axis.setLabel(escape(unit), color=colour("muted").name())
        second = self._plot.getAxis("right")
        second.setScale(1 / ratio)
        second.setGrid(False)
        self._plot.showAxis("right", any(one.beside for one in self.curves))

    def _tell_curves(self) -> None:
        clear(self._legend)
        if len(self.curves) > 1:
            for one in self.curves:
                if one.words:
                    self._legend.addWidget(chip(one))

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
