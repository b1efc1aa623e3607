"""What was drawn at one distance, in pieces that are drawn once and shown again wherever the window moves."""

from collections import OrderedDict
from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from fofal_desktop.map.view import View

SIDE = 256
MOST_BYTES = 96_000_000
BUDGET_MS = 12
"""Longer than this nothing is drawn anew within one picture: what lacks comes with the next one."""

Paint = Callable[[QPainter, View], None]
Cell = tuple[int, int]


class Sheet:
    """One distance (``scale``) on a screen with ``ratio`` dots a pixel; the pieces used longest ago go first."""

    def __init__(self, scale: float, ratio: float, paint: Paint) -> None:
        self.scale, self._ratio, self._paint = scale, ratio, paint
        self._pieces: OrderedDict[Cell, QPixmap] = OrderedDict()
        self._most = max(16, int(MOST_BYTES / (SIDE * SIDE * 4 * ratio * ratio)))

    def draw(self, painter: QPainter, view: View, budget_ms: int = BUDGET_MS) -> bool:
        """Show all that is there; whether it was everything. ``view`` has the scale of this sheet."""
        clock, whole = QElapsedTimer(), True
        clock.start()
        for cell in cells(view):
            if cell not in self._pieces and clock.elapsed() >= budget_ms:
                whole = False
                continue
            piece = self._piece(cell)
            painter.drawPixmap(QPointF(cell[0] * SIDE - view.left, cell[1] * SIDE - view.top), piece)
        return whole

    def has(self, view: View) -> bool:
        """Whether all of the window has been drawn."""
        return all(cell in self._pieces for cell in cells(view))

    def complete(self, view: View, budget_ms: int = BUDGET_MS) -> bool:
        """Draw beforehand what lies just outside the window; whether all of it is there, or there is no room for it."""
        clock, around = QElapsedTimer(), list(cells(_wider(view)))
        clock.start()
        for cell in around if len(around) <= self._most else []:
            if clock.elapsed() >= budget_ms:
                return False
            self._piece(cell)
        return True

    def draw_scaled(self, painter: QPainter, view: View) -> None:
        """Stand in for a sheet of another distance until that one is drawn."""
        factor = view.scale / self.scale
        for (column, row), piece in self._pieces.items():
            corner = QPointF(column * SIDE * factor - view.left, row * SIDE * factor - view.top)
            target = QRectF(corner.x(), corner.y(), SIDE * factor, SIDE * factor)
            if target.intersects(QRectF(0, 0, view.width, view.height)):
                painter.drawPixmap(target, piece, QRectF(piece.rect()))

    def _piece(self, cell: Cell) -> QPixmap:
        if cell in self._pieces:
            self._pieces.move_to_end(cell)
            return self._pieces[cell]
        piece = QPixmap(QSize(SIDE, SIDE) * self._ratio)
        piece.setDevicePixelRatio(self._ratio)
        piece.fill(Qt.GlobalColor.transparent)
        painter = QPainter(piece)
        self._paint(painter, View(self.scale, cell[0] * SIDE, cell[1] * SIDE, SIDE, SIDE))
        painter.end()
        self._pieces[cell] = piece
        while len(self._pieces) > self._most:
            self._pieces.popitem(last=False)
        return piece


def _wider(view: View) -> View:
    return View(view.scale, view.left - SIDE, view.top - SIDE, view.width + 2 * SIDE, view.height + 2 * SIDE)


def cells(view: View, side: int = SIDE) -> Iterator[Cell]:
    """Columns and rows of the pieces that a window touches."""
    for row in range(view.top // side, (view.top + view.height - 1) // side + 1):
        for column in range(view.left // side, (view.left + view.width - 1) // side + 1):
            yield column, row
