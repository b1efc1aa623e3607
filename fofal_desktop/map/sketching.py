"""The tool that draws an outline and changes it, corner by corner, along the borders of the neighbours."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPainterPath, QPen, QPolygonF

from fofal_desktop.map.furniture import area_text, length_text
from fofal_desktop.map.measuring import paint_line, paint_told, tinted
from fofal_desktop.map.mercator import Position
from fofal_desktop.map.sketch import FEWEST, Corner, Drawing, Sketch
from fofal_desktop.map.snapping import REACH, Snap, rounded, snap
from fofal_desktop.map.tool import Tool, Touch
from fofal_desktop.map.view import View
from fofal_desktop.theme.icons import colour
from fofal_desktop.theme.ramps import PAPER, PENCIL

if TYPE_CHECKING:
    from fofal_desktop.map.canvas import MapCanvas

NEAR = 9.0
"""So many pixels beside a corner or an edge still mean it."""
ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Sketching(Tool):
    """``changed`` at each step; ``ended`` when the person means it to be kept, ``given_up`` when not."""

    changed = Signal()
    ended = Signal()
    given_up = Signal()
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: "MapCanvas", geometry: dict[str, Any] | None = None) -> None:
        super().__init__(canvas)
        self.sketch, self.snaps = Sketch(geometry), True
        self.held: Corner | None = None
        self.hollowing = False
        self._dragged: Position | None = None
        self._next: Position | None = None
        self._snap: Snap | None = None

    @property
    def aims(self) -> bool:
        return self.hollowing or not self.sketch.drawing.closed

    @property
    def seen(self) -> Drawing:
        """The drawing with what the hand does at this moment."""
        drawing = self.sketch.drawing
        if self.held is not None and self._dragged is not None:
            return drawing.moved(self.held, self._dragged)
        return drawing.grown(self._next) if self._next is not None else drawing

    def words(self) -> str:
        """Area and border as they are at this moment, the corner under way included."""
        if self.hollowing:
            return self.tr("Click inside the outline where the hole begins; Esc gives it up.")
        drawing = self.seen
        if len(drawing.polygons[0][0]) < FEWEST:
            return ""
        corners = self.tr("%n corner(s)", "", len(drawing.corners()))
        return f"{area_text(drawing.area_m2)} · {length_text(drawing.around_m)} · {corners}"

    # -- the mouse

    def grip(self, touch: Touch) -> bool:
        """Take hold of a corner, or of an edge, which gets a corner there."""
        if self.aims:
            return False
        self.held = self._corner_at(touch)
        if self.held is None:
            edge = self._edge_at(touch)
            if edge is None:
                self._show()
                return False
            self.sketch.put(self.sketch.drawing.added(edge, self._place(touch)))
            self.held = edge._replace(place=edge.place + 1)
        self._show()
        return True

    def drag(self, touch: Touch) -> None:
        self._dragged = self._place(touch)
        self._show()

    def drop(self, _touch: Touch) -> None:
        if self.held is not None and self._dragged is not None:
            self.sketch.put(self.sketch.drawing.moved(self.held, self._dragged))
        self._dragged = self._snap = None
        self._show()

    def hover(self, touch: Touch) -> None:
        if not self.sketch.drawing.closed:
            self._next = self._place(touch)
            self._show()

    def click(self, touch: Touch) -> None:
        drawing = self.sketch.drawing
        if self.hollowing:
            self._begin_hole(touch)
        elif drawing.open is None:
            return
        elif len(drawing.under_way) >= FEWEST and self._corner_at(touch) == Corner(*drawing.open, 0):
            self.close()
        else:
            self.sketch.put(drawing.grown(self._place(touch)))
            self._show()

    def double(self, _touch: Touch) -> None:
        self.close()

    def hollow(self) -> None:
        """The next click begins a hole; the outline must be closed first."""
        if not self.sketch.drawing.closed:
            return
        self.held, self.hollowing = None, True
        self.canvas.setCursor(self.cursor)
        self._show()

    def _begin_hole(self, touch: Touch) -> None:
        """A click beside the outline begins nothing: the words still say where."""
        hollowed = self.sketch.drawing.hollowed(self._place(touch))
        self.hollowing = hollowed is self.sketch.drawing
        self.sketch.put(hollowed)
        self._show()

    def close(self) -> None:
        """The ring is whole; from now on its corners can be moved."""
        self.sketch.put(self.sketch.drawing.closing())
        if not self.aims:
            self._next = self._snap = None
            self.canvas.setCursor(Qt.CursorShape.ArrowCursor)
        self._show()

    # -- the keyboard

    def key(self, event: QKeyEvent) -> bool:
        code, drawing = event.key(), self.sketch.drawing
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif code == Qt.Key.Key_Escape:
            self._escape()
        elif code in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.ended.emit() if not self.aims else self.close()
        elif code == Qt.Key.Key_Space and self.aims:
            self.click(Touch(*self.canvas.view.middle))
        elif code in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.remove()
        elif drawing.closed and code in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._walk(1 if code == Qt.Key.Key_PageDown else -1)
        elif code == Qt.Key.Key_Insert and self.held is not None:
            self._halve(self.held)
        elif code in ARROWS and self.held is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._nudge(self.held, *(step * far for step in ARROWS[code]))
        else:
            return False
        return True

    def _escape(self) -> None:
        """A hole that is not closed goes alone; else all of it is given up."""
        if self.hollowing:
            self._forget()
            return
        without = self.sketch.drawing.abandoned()
        if without is self.sketch.drawing:
            self.given_up.emit()
        else:
            self.sketch.put(without)
            self._forget()

    def put(self, drawing: Drawing) -> None:
        """As if the hand had drawn all of it at once."""
        self.sketch.put(drawing)
        self._forget()

    def undo(self) -> None:
        self.sketch.undo()
        self._forget()

    def redo(self) -> None:
        self.sketch.redo()
        self._forget()

    def remove(self) -> None:
        """The corner that is held, or the last one of what is being drawn."""
        drawing = self.sketch.drawing
        corner = self.held
        if drawing.open is not None:
            corner = Corner(*drawing.open, len(drawing.under_way) - 1) if drawing.under_way else None
        if corner is not None:
            self.sketch.put(drawing.removed(corner))
            self._forget()

    def _forget(self) -> None:
        self.held = self._dragged = None
        self.hollowing = False
        self.canvas.setCursor(self.cursor if self.aims else Qt.CursorShape.ArrowCursor)
        self._show()

    def _walk(self, step: int) -> None:
        """Hold the corner after (or before) this one."""
        corners = self.sketch.drawing.corners()
        place = corners.index(self.held) + step if self.held in corners else 0
        self.held = corners[place % len(corners)]
        self.canvas.bring(self.sketch.drawing.at(self.held))
        self._show()

    def _halve(self, corner: Corner) -> None:
        """A corner in the middle of the edge that begins here."""
        _, start, end = next(edge for edge in self.sketch.drawing.edges() if edge[0] == corner)
        middle = rounded(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        self.sketch.put(self.sketch.drawing.added(corner, middle))
        self.held = corner._replace(place=corner.place + 1)
        self._show()

    def _nudge(self, corner: Corner, right: int, down: int) -> None:
        view = self.canvas.view
        pixel = view.pixel_of(self.sketch.drawing.at(corner)) + QPointF(right, down)
        self.sketch.put(self.sketch.drawing.moved(corner, rounded(view.position(pixel.x(), pixel.y()))))
        self._show()

    # -- places

    def _place(self, touch: Touch) -> Position:
        """Where a touch is meant: on the neighbour's border when that is near, unless Ctrl is held."""
        view = self.canvas.view
        near = self.snaps and not touch.ctrl
        self._snap = snap(self.canvas.plots, view.spot(touch.x, touch.y), REACH / view.scale) if near else None
        return self._snap.position if self._snap else rounded(view.position(touch.x, touch.y))

    def _corner_at(self, touch: Touch) -> Corner | None:
        found = ((self._apart(self.sketch.drawing.at(one), touch), one) for one in self.sketch.drawing.corners())
        apart, corner = min(found, default=(NEAR, None))
        return corner if apart < NEAR else None

    def _edge_at(self, touch: Touch) -> Corner | None:
        view = self.canvas.view
        edges = (
            (_beside(QPointF(touch.x, touch.y), view.pixel_of(start), view.pixel_of(end)), corner)
            for corner, start, end in self.sketch.drawing.edges()
        )
        apart, corner = min(edges, default=(NEAR, None))
        return corner if apart < NEAR else None

    def _apart(self, position: Position, touch: Touch) -> float:
        away = self.canvas.view.pixel_of(position) - QPointF(touch.x, touch.y)
        return float(QPointF.dotProduct(away, away) ** 0.5)

    def _show(self) -> None:
        self.told.emit(self.words())
        self.changed.emit()
        self.canvas.update()

    # -- drawn

    def paint(self, painter: QPainter, view: View) -> None:
        drawing, shown = self.sketch.drawing, self.seen
        lines = {
            (part, number): [view.pixel_of(one) for one in ring]
            for part, rings in enumerate(shown.polygons)
            for number, ring in enumerate(rings)
        }
        _paint_ground(painter, [line for place, line in lines.items() if place != drawing.open])
        for place, line in lines.items():
            paint_line(painter, line, closed=place != drawing.open, filled=False)
            if self.held is not None and place == self.held[:2] and self.held.place < len(line):
                _paint_handle(painter, line[self.held.place], PENCIL)
            if place == drawing.open and self._next is not None and self.words():
                paint_told(painter, line[-1], self.words())
        if self._snap is not None:
            _paint_snap(painter, view.pixel_of(self._snap.position), self._snap)


def _paint_ground(painter: QPainter, rings: list[list[QPointF]]) -> None:
    """What the rings enclose, without the holes."""
    ground = QPainterPath()
    for ring in rings:
        ground.addPolygon(QPolygonF(ring))
        ground.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tinted())
    painter.drawPath(ground)


def _paint_handle(painter: QPainter, at: QPointF, ink: str) -> None:
    painter.setPen(QPen(QColor(PAPER), 2))
    painter.setBrush(QColor(ink))
    painter.drawEllipse(at, 6.5, 6.5)


def _paint_snap(painter: QPainter, at: QPointF, found: Snap) -> None:
    """A square on a corner, a ring on an edge."""
    painter.setPen(QPen(colour("accent"), 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if found.on == "corner":
        painter.drawRect(int(at.x()) - 7, int(at.y()) - 7, 14, 14)
    else:
        painter.drawEllipse(at, 7, 7)


def _beside(point: QPointF, start: QPointF, end: QPointF) -> float:
    """How far a point is from a stretch, in pixels."""
    along, away = end - start, point - start
    squared = QPointF.dotProduct(along, along)
    share = max(0.0, min(1.0, QPointF.dotProduct(away, along) / squared)) if squared else 0.0
    rest = away - along * share
    return float(QPointF.dotProduct(rest, rest) ** 0.5)
