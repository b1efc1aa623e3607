"""Bars over time, small enough for a tile: months or days, each beside what was usual."""

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout

from fofal_desktop.charts.axes import ValueAxis
from fofal_desktop.charts.bars import Bars
from fofal_desktop.parts import tight
from fofal_desktop.theme.icons import colour

BROAD, SPAN = 0.66, 0.9
"""How much of its room a bar takes, and the mark of what was usual."""
LINES = 4
"""Things that are counted one by one on the axis."""


class WordAxis(pg.AxisItem):  # type: ignore[misc]  # not typed
    """The words of bars, so many of them that none touches the next."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.words: Sequence[str] = ()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        wide = max((self._measure(one) for one in self.words), default=1) + 10
        fits = max(1, int(size / wide))
        step = max(1, -(-len(self.words) // fits))
        last = len(self.words) - 1
        return [(step, [float(place) for place in range(last, -1, -step) if low <= place <= high])]

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        return [self.words[round(value)] for value in values]

    def _measure(self, words: str) -> int:
        return QFontMetrics(self.style["tickFont"] or QFont()).horizontalAdvance(words)


class BarChart(Bars):
    """The bar of the time that goes on, or of the newest that is known, stands out."""

    def __init__(self, name: str = "barChart") -> None:
        super().__init__(name)
        self._words, self._values = WordAxis(), ValueAxis()
        self._plot = pg.PlotWidget(axisItems={"bottom": self._words, "left": self._values}, enableMenu=False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.hideButtons()
        self._plot.setCursor(Qt.CursorShape.PointingHandCursor)
        self._ground = pg.LinearRegionItem(movable=False)
        tight(QVBoxLayout(self), 0).addWidget(self._plot)
        self._plot.scene().sigMouseMoved.connect(self._on_mouse)
        self._plot.scene().sigMouseClicked.connect(self._on_click)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or another size of the text: the same bars as it wants them."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.draw()

    def draw(self) -> None:
        self._plot.clear()
        self._paint_ground()
        known = [one for bar in self.bars for one in (bar.value, bar.usual) if not math.isnan(one)]
        top = max((*known, 0.0)) or 1.0
        self._words.words = [one.words for one in self.bars]
        self._plot.setXRange(-0.6, len(self.bars) - 0.4, padding=0)
        self._plot.setYRange(0, top * 1.08, padding=0)
        few = top <= LINES and all(one.is_integer() for one in known)
        self._values.setTickSpacing(**({"major": 1, "minor": 1} if few else {}))  # there is no half of a thing
        for item in (self._ground, *self._drawn(), *self._usual()):
            self._plot.addItem(item)
        self.mark()

    def mark(self) -> None:
        self._ground.setVisible(self.place >= 0)
        self._ground.setBrush(colour("hover"))
        self._ground.setRegion((self.place - 0.5, self.place + 0.5))
        for line in self._ground.lines:
            line.setPen(pg.mkPen(colour("focus") if self.hasFocus() else colour("hover"), width=1.5))

    def _drawn(self) -> list[Any]:
        """None where nothing is known: a bar of no height would say that it was nothing."""
        known = [(place, one) for place, one in enumerate(self.bars) if not math.isnan(one.value)]
        tints = [colour(one.tone or ("accent" if one.current else "brand")) for _, one in known]
        if not known:
            return []
        bars = pg.BarGraphItem(
            x=[place for place, _ in known], height=[one.value for _, one in known], width=BROAD,
            brushes=tints, pens=[pg.mkPen(None)] * len(known),
        )  # fmt: skip
        return [bars]

    def _usual(self) -> list[Any]:
        """A short line across each bar, as high as it usually is."""
        known = [(place, one.usual) for place, one in enumerate(self.bars) if not math.isnan(one.usual)]
        x = [place + side * SPAN / 2 for place, _ in known for side in (-1, 1)]
        y = [value for _, value in known for _side in (-1, 1)]
        return [pg.PlotDataItem(x, y, connect="pairs", pen=pg.mkPen(colour("muted"), width=2))] if known else []

    def _paint_ground(self) -> None:
        self._plot.setBackground(colour("surface"))
        self._plot.showGrid(x=False, y=True, alpha=0.12)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        for axis in (self._words, self._values):
            axis.setPen(pg.mkPen(colour("border")))
            axis.setTextPen(pg.mkPen(colour("muted")))
            axis.setTickFont(small)
            axis.setStyle(tickLength=0)

    # -- the mouse

    def _place_at(self, position: QPointF) -> int:
        box = self._plot.getViewBox()
        if not self.bars or not box.sceneBoundingRect().contains(position):
            return -1
        place = round(box.mapSceneToView(position).x())
        return place if 0 <= place < len(self.bars) else -1

    def _on_mouse(self, position: QPointF) -> None:
        place = self._place_at(position)
        if place != self.place:
            self.point(place)

    def _on_click(self, event: Any) -> None:
        place = self._place_at(event.scenePos())
        if place >= 0:
            self.chosen.emit(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point(-1)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Ours alone: the tile must not open, too."""

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The same."""
