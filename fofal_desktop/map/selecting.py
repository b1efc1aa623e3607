"""The tool that chooses plots: one by a click, more with Ctrl, many by a band with Shift, and all of it by keys too."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPen

from fofal_desktop.map.boxes import Box
from fofal_desktop.map.tool import Tool, Touch
from fofal_desktop.map.view import View
from fofal_desktop.theme.icons import colour

REACH = 8.0
"""So many pixels beside a point still mean it."""


class Selecting(Tool):
    """The keyboard goes from plot to plot in the order of their codes."""

    _from: Touch | None = None
    _to: Touch | None = None

    def grip(self, touch: Touch) -> bool:
        if touch.shift:
            self._from = self._to = touch
        return touch.shift

    def drag(self, touch: Touch) -> None:
        self._to = touch
        self.canvas.update()

    def drop(self, touch: Touch) -> None:
        self._to = touch
        band = self._band()
        if band is not None:
            view = self.canvas.view
            found = Box(*view.spot(band.left(), band.top()), *view.spot(band.right(), band.bottom()))
            self.canvas.choose(self.canvas.plots.within(found) | (self.canvas.chosen if touch.ctrl else set()))
        self._from = self._to = None
        self.canvas.update()

    def click(self, touch: Touch) -> None:
        found = self._at(touch)
        if touch.ctrl:
            self.canvas.choose(self.canvas.chosen ^ ({found} if found else set()))
        else:
            self.canvas.choose({found} if found else set())

    def double(self, touch: Touch) -> None:
        found = self._at(touch)
        if found:
            self.canvas.opened.emit(found)

    def key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.canvas.choose(set(self.canvas.plots.places))
        elif event.key() == Qt.Key.Key_Escape and self.canvas.chosen:
            self.canvas.choose(set())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and len(self.canvas.chosen) == 1:
            self.canvas.opened.emit(next(iter(self.canvas.chosen)))
        elif event.key() == Qt.Key.Key_Space:
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.click(Touch(*self.canvas.view.middle, ctrl=ctrl))
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        """The plot after (or before) the one that is chosen."""
        keys = list(self.canvas.plots.places)
        if not keys:
            return
        chosen = [self.canvas.plots.places[key] for key in self.canvas.chosen if key in self.canvas.plots.places]
        place = (max(chosen) if step > 0 else min(chosen)) + step if chosen else 0
        self.canvas.choose({keys[place % len(keys)]})
        self.canvas.reveal(self.canvas.chosen)

    def _at(self, touch: Touch) -> str | None:
        return self.canvas.plots.at(self.canvas.view.spot(touch.x, touch.y), REACH / self.canvas.view.scale)

    def _band(self) -> QRectF | None:
        if self._from is None or self._to is None:
            return None
        return QRectF(QPointF(self._from.x, self._from.y), QPointF(self._to.x, self._to.y)).normalized()

    def paint(self, painter: QPainter, _view: View) -> None:
        band = self._band()
        if band is not None:
            inside = QColor(colour("focus"))
            inside.setAlpha(40)
            painter.setPen(QPen(colour("focus"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(inside)
            painter.drawRect(band)
