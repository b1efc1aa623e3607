"""The map itself: moved, zoomed and pointed at with mouse, wheel and keys; what one does on it is the tool's affair."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from fofal_desktop.map.background import Background
from fofal_desktop.map.boxes import Box, around, box_of
from fofal_desktop.map.furniture import bar_of, paint_bar, paint_credit, paint_north
from fofal_desktop.map.mercator import Position, spot_of, spots_of
from fofal_desktop.map.pin import Pin
from fofal_desktop.map.plot_layer import EDGE, Look, PlotLayer, edge_pen
from fofal_desktop.map.point_layer import PointLayer
from fofal_desktop.map.selecting import Selecting
from fofal_desktop.map.sheet import Sheet
from fofal_desktop.map.sketching import ARROWS
from fofal_desktop.map.tool import Tool, Touch
from fofal_desktop.map.view import View
from fofal_desktop.theme.icons import colour

STEP, SMALL_STEP, NOTCH, TWICE = 96, 12, 120, 2.0
COUNTRY = ((8.0, 1.0), (17.0, 14.0))
"""What is shown while nobody knows better: Cameroon, in degrees."""
STILL = 4
"""A hand that moves fewer pixels than this has clicked."""


class MapCanvas(QWidget):
    """``picked`` when others are chosen, ``opened`` with the one that is wanted, ``moved`` when it looks elsewhere.

    ``pointed`` carries the position under the pointer, ``marked`` the record of a point that was clicked, ``taken`` the
    tool that is in hand from now on.
    """

    picked = Signal()
    opened = Signal(str)
    pointed = Signal(object)
    marked = Signal(object)
    moved = Signal()
    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mapCanvas")
        self.setAccessibleName(self.tr("Map of the plots"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self.view = View()
        self.plots, self.points = PlotLayer(), PointLayer()
        self.shows_plots, self.shows_points = True, True
        self.beginning = box_of(spots_of(COUNTRY))
        self.background: Background | None = None
        self.attribution = ""
        self.pin: Pin | None = None
        self.chosen: set[str] = set()
        self.tool: Tool = Selecting(self)
        self._sheet, self._before = self._new_sheet(), self._new_sheet()
        self._pressed: QPoint | None = None
        self._panning = self._gripped = False
        self.at_home = True
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._draw_ahead)

    # -- what it shows

    def show_plots(self, plots: PlotLayer) -> None:
        """Other plots, or the same coloured anew; those that are gone are no longer chosen."""
        plots.hidden = self.plots.hidden
        self.plots = plots
        self.choose(self.chosen & plots.places.keys())
        if self.at_home:
            self.home()
        self.redraw()

    def redraw(self) -> None:
        """Draw everything anew, for what it looks like has changed; what was drawn stands in until then."""
        self._before, self._sheet = self._sheet, self._new_sheet()
        self.update()

    def show_background(self, background: Background | None, attribution: str) -> None:
        if self.background is not None:
            self.background.stop()
            self.background.deleteLater()
        self.background, self.attribution = background, attribution
        if background is not None:
            background.arrived.connect(self.update)
        self.update()

    def take(self, tool: Tool) -> None:
        """Work with another tool."""
        self.tool.lay_down()
        self.tool.deleteLater()
        self.tool = tool
        self.setCursor(tool.cursor)
        self.setFocus()
        self.taken.emit(tool)
        self.update()

    def choose(self, keys: set[str]) -> None:
        if keys != self.chosen:
            self.chosen = set(keys)
            self.picked.emit()
            self.update()

    @property
    def settled(self) -> bool:
        """Whether all plots in the window are drawn."""
        return not self.shows_plots or (self._sheet.scale == self.view.scale and self._sheet.has(self.view))

    # -- where it looks

    def look(self, view: View) -> None:
        if view == self.view:
            return
        self.view, self.at_home = view, False
        self.moved.emit()
        self.update()

    def succeed(self, before: "MapCanvas") -> None:
        """Look where ``before`` looks, with the same plots chosen."""
        self.look(before.view)
        self.at_home = before.at_home
        self.choose(before.chosen & self.plots.places.keys())

    def home(self) -> None:
        """Everything there is, also when there is more or the window grows, until one looks elsewhere."""
        self.look(self.view.fitted(self.plots.box or self.beginning))
        self.at_home = True

    def reveal(self, keys: set[str]) -> None:
        """Move so that these plots are in sight, farther away only where they would not fit."""
        box = around(shape.box for shape in map(self.plots.shape, keys) if shape is not None)
        if box is None or self.view.box.holds(box):
            return
        self.look(min(self.view.centred(box.middle), self.view.fitted(box), key=lambda view: view.scale))

    def bring(self, position: Position) -> None:
        """Into the middle, unless it is in sight already."""
        spot = spot_of(position)
        if not self.view.box.holds(Box(*spot, *spot)):
            self.look(self.view.centred(spot))

    def show_pin(self, pin: Pin | None, covered: QRect | None = None) -> None:
        """Go to a place that was looked for and mark it, beside what is ``covered``; None takes the mark away."""
        self.pin = pin
        if pin is not None:
            self.look(pin.beside(pin.view(self.view), covered or QRect()))
        self.update()

    def zoom(self, factor: float) -> None:
        self.look(self.view.zoomed(factor, self.view.middle))

    # -- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._panning = event.position().toPoint(), False
        left = event.button() is Qt.MouseButton.LeftButton
        self._gripped = left and self.tool.grip(_touch(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        self.pointed.emit(self.view.position(at.x(), at.y()))
        if self._gripped:
            self.tool.drag(_touch(event))
        elif self._pressed is None or not event.buttons():
            self.tool.hover(_touch(event))
        elif self._panning or (at - self._pressed).manhattanLength() >= STILL:
            away, self._panning, self._pressed = self._pressed - at, True, at
            self.look(self.view.moved(away.x(), away.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._gripped:
            self.tool.drop(_touch(event))
        elif self._pressed is not None and not self._panning and event.button() is Qt.MouseButton.LeftButton:
            self._click(event)
        self._pressed, self._gripped = None, False

    def _click(self, event: QMouseEvent) -> None:
        point = self.points.at(self.view, event.position().x(), event.position().y()) if self.shows_points else None
        if point is not None and not self.tool.aims:
            self.marked.emit(point)
        else:
            self.tool.click(_touch(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.tool.double(_touch(event))

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / NOTCH
        at = event.position()
        self.look(self.view.zoomed(TWICE ** (turned / 2), (at.x(), at.y())))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.tool.key(event) or self._move_by(event)):
            super().keyPressEvent(event)

    def _move_by(self, event: QKeyEvent) -> bool:
        code = event.key()
        if code in ARROWS:
            far = SMALL_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
            self.look(self.view.moved(*(far * step for step in ARROWS[code])))
        elif code in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(TWICE)
        elif code in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.zoom(1 / TWICE)
        elif code == Qt.Key.Key_Home:
            self.home()
        elif code == Qt.Key.Key_Escape and not isinstance(self.tool, Selecting):
            self.take(Selecting(self))
        else:
            return False
        return True

    # -- drawn

    def resizeEvent(self, event: QResizeEvent) -> None:
        at_home = self.at_home
        self.look(self.view.sized(self.width(), self.height()))
        if at_home:
            self.home()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, another size of letters: nothing drawn before looks right."""
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.points.forget_pictures()
            self.redraw()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def _new_sheet(self) -> Sheet:
        return Sheet(self.view.scale, self.devicePixelRatioF(), self._paint_plots)

    def _paint_plots(self, painter: QPainter, view: View) -> None:
        self.plots.paint(painter, view, Look(self.font(), colour("muted")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("hover"))
        if self.background is not None:
            self.background.draw(painter, self.view, self.devicePixelRatioF())
        if self.shows_plots:
            self._show_sheet(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_chosen(painter)
        if self.shows_points:
            self.points.paint(painter, self.view, colour("raised"))
        self.tool.paint(painter, self.view)
        if self.pin is not None:
            self.pin.paint(painter, self.view)
        self._paint_furniture(painter)
        painter.end()

    def _show_sheet(self, painter: QPainter) -> None:
        if self._sheet.scale != self.view.scale:
            self._before, self._sheet = self._sheet, self._new_sheet()
        if self._before is not self._sheet and not self._sheet.has(self.view):
            self._before.draw_scaled(painter, self.view)
        if self._sheet.draw(painter, self.view):
            self._before = self._sheet
        self._rest.start()

    def _draw_ahead(self) -> None:
        """When nothing else is to be done: the rest of the window, then what lies just outside of it."""
        if not self._sheet.has(self.view):
            self.update()
        elif not self._sheet.complete(self.view):
            self._rest.start()

    def _paint_chosen(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((colour("surface"), 5.5), (colour("focus"), 3.0)):
            painter.setPen(edge_pen(ink, width))
            for shape in map(self.plots.shape, self.chosen - {self.plots.hidden}):
                if shape is None or not shape.box.meets(self.view.box):
                    continue
                if shape.is_point:
                    painter.drawEllipse(self.view.pixel(shape.inside), 9, 9)
                    continue
                painter.drawPath(shape.drawn(self.view))

    def _paint_furniture(self, painter: QPainter) -> None:
        ink = colour("text")
        plate = QColor(colour("surface"))
        plate.setAlpha(200)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        long, _ = bar_of(self.view.metres_per_pixel)
        painter.drawRoundedRect(10, self.height() - 44, round(long) + 24, 34, 6, 6)
        paint_bar(painter, QPointF(22, self.height() - 18), self.view.metres_per_pixel, ink)
        paint_north(painter, QPointF(self.width() - 28, 44), 13, ink, self.tr("N"))
        if self.attribution:
            corner = self.rect().bottomRight() - QPoint(8, 8)
            paint_credit(painter, corner, self.width() - round(long) - 80, self.attribution, (ink, plate))
        if self.hasFocus():
            self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        """A frame, and for tools that aim a cross where the keyboard points."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("focus"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        if self.tool.aims:
            middle = self.rect().center()
            painter.setPen(QPen(colour("text"), EDGE))
            painter.drawLine(middle - QPoint(9, 0), middle + QPoint(9, 0))
            painter.drawLine(middle - QPoint(0, 9), middle + QPoint(0, 9))


def _touch(event: Any) -> Touch:
    keys = event.modifiers()
    at = event.position()
    held = Qt.KeyboardModifier
    return Touch(at.x(), at.y(), bool(keys & held.ShiftModifier), bool(keys & held.ControlModifier))
