"""Tiles carried by the mouse: one is taken by its head, its picture goes along, and a bar shows where it would go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from fofal_desktop.parts import label, named

BAR = 4
"""The width of the bar that marks a place, in device-independent pixels."""
FAINT = 0.6
"""How much of the picture of a carried tile covers what is below it."""


class Carried(QFrame):
    """``carried``: the pointer is here now, on the screen; ``landed``: it was let go, or given up where False.

    Who inherits says where one takes it (``holds``).
    """

    carried = Signal(QPoint)
    landed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._taken_at: QPoint | None = None
        self._is_carried = False

    def holds(self, place: QPoint) -> bool:
        """Whether one takes it there."""
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() is Qt.MouseButton.LeftButton and self.holds(place):
            self._taken_at = place
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._taken_at is None:
            return
        way = event.position().toPoint() - self._taken_at
        self._is_carried = self._is_carried or way.manhattanLength() >= QApplication.startDragDistance()
        if self._is_carried:
            self.carried.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        self.let_go(put=True)

    def event(self, event: QEvent) -> bool:
        """Esc gives up what is carried before it means anything else."""
        if self._is_carried and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() is QEvent.Type.KeyPress:
                self.let_go(put=False)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.let_go(put=False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.let_go(put=False)

    def let_go(self, *, put: bool) -> None:
        """Land where it is, or give up."""
        was, self._taken_at, self._is_carried = self._is_carried, None, False
        if was:
            self.landed.emit(put)


@dataclass(frozen=True)
class _Place:
    """Where a tile would go: so many ``steps`` on, and where the bar stands that says so."""

    steps: int
    bar: QRect


class Carrying(QObject):
    """What is seen while a tile is carried over the others; ``put`` carries it and how many steps it goes on."""

    put = Signal(object, int)

    def __init__(self, ground: QWidget, tiles: Callable[[], Sequence[Carried]], gap: int) -> None:
        super().__init__(ground)
        self._ground, self._tiles, self._gap = ground, tiles, gap
        self.bar, self.picture = named(QFrame(ground), "tilePlace"), label("", "tilePicture")
        self.picture.setParent(ground)
        for one in (self.bar, self.picture):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            one.hide()
        self._hold, self._steps = QPoint(), 0

    def carry(self, tile: Carried, at: QPoint) -> None:
        """The pointer with the tile is here, on the screen."""
        here = self._ground.mapFromGlobal(at)
        if self.picture.isHidden():
            self._lift(tile, here)
        self.picture.move(here - self._hold)
        place = self._place(tile, here)
        self._steps = place.steps
        self.bar.setVisible(place.steps != 0)
        self.bar.setGeometry(place.bar)
        self.bar.raise_()

    def land(self, tile: Carried, put: bool) -> None:
        """It is let go where it was carried to; given up where not ``put``."""
        self.bar.hide()
        self.picture.hide()
        if put and self._steps:
            self.put.emit(tile, self._steps)

    def _lift(self, tile: Carried, here: QPoint) -> None:
        self._hold = here - tile.pos()
        self.picture.setPixmap(_faint(tile.grab()))
        self.picture.resize(tile.size())
        self.picture.raise_()
        self.picture.show()

    def _place(self, tile: Carried, here: QPoint) -> _Place:
        """Before or after the tile that is nearest: the left half of it is before."""
        tiles = list(self._tiles())
        near = min(tiles, key=lambda one: _distance(one.geometry(), here))
        room = near.geometry()
        after = here.x() > room.center().x()
        others = [one for one in tiles if one is not tile]
        steps = 0 if near is tile else others.index(near) + after - tiles.index(tile)
        edge = room.right() + self._gap // 2 if after else room.left() - self._gap // 2
        left = max(0, min(edge - BAR // 2, self._ground.width() - BAR))
        return _Place(steps, QRect(left, room.top(), BAR, room.height()))


def _distance(room: QRect, here: QPoint) -> int:
    """From a point to the nearest one of a rectangle; none within it."""
    nearest = QPoint(min(max(here.x(), room.left()), room.right()), min(max(here.y(), room.top()), room.bottom()))
    return (here - nearest).manhattanLength()


def _faint(picture: QPixmap) -> QPixmap:
    """The same, so that what is below shows through."""
    made = QPixmap(picture.size())
    made.setDevicePixelRatio(picture.devicePixelRatio())
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(FAINT)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return made
