"""The bar of the tabs: the middle button closes one, the right one asks what may be done, dragged away it comes off."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QTabBar

from fofal_desktop.views.page import Page

LONGEST = 30
"""Letters of a title that a tab shows; the whole of it stands in its tooltip."""
GAP_WIDTH = 4
"""Of the line that shows where a tab would be put."""


def tab_words(page: Page) -> str:
    """What a tab says of its page: short enough, and without marks of shortcuts."""
    title = page.title
    short = title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
    return ("● " if page.dirty else "") + short.replace("&", "&&")


class TabBar(QTabBar):
    """``torn`` carries the place of a tab and where on the screens it was dropped, ``asked`` where its menu belongs.

    Until then ``carried`` says where the mouse holds a tab that is away from its bar; None once that is over. ``gap``
    is the place at which one from elsewhere would be put.
    """

    torn = Signal(int, QPoint)
    carried = Signal(object)
    asked = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pageTabs")
        self.setDrawBase(False)  # its line is none of the theme's
        self._held = self._carries = False
        self.gap: int | None = None

    # -- what the mouse does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        self._held = left and self.tabAt(event.position().toPoint()) >= 0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._held and self._is_away(event):
            self._carries = True
            self.setCursor(Qt.CursorShape.DragMoveCursor)
            self.carried.emit(event.globalPosition().toPoint())
        else:
            self._end_carrying()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            place = self.tabAt(event.position().toPoint())
            if place >= 0:
                self.tabCloseRequested.emit(place)
            return
        super().mouseReleaseEvent(event)
        torn, self._held = self._held and self._is_away(event), False
        self._end_carrying()
        if torn:
            self.torn.emit(self.currentIndex(), event.globalPosition().toPoint())

    def hideEvent(self, event: QHideEvent) -> None:
        """The lock may fall under the hand."""
        self._held = False
        self._end_carrying()
        super().hideEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex() if by_key else self.tabAt(event.pos())
        if place >= 0:
            corner = self.mapToGlobal(self.tabRect(place).bottomLeft())
            self.asked.emit(place, corner if by_key else event.globalPos())

    def _end_carrying(self) -> None:
        self.unsetCursor()
        if self._carries:
            self._carries = False
            self.carried.emit(None)

    def _is_away(self, event: QMouseEvent) -> bool:
        """More than its own height above or below the bar, or out of the window: along the bar a tab is only moved."""
        off = not -self.height() <= event.position().y() <= 2 * self.height()
        return off or not self.window().frameGeometry().contains(event.globalPosition().toPoint())

    # -- a tab that comes from elsewhere

    def place_at(self, at: QPoint) -> int:
        """Before which tab one would be put that is dropped at ``at`` on the screens."""
        here = self.mapFromGlobal(at).x()
        return sum(self.tabRect(place).center().x() < here for place in range(self.count()))

    def show_gap(self, place: int | None) -> None:
        """Show where a tab would be put; None: nowhere."""
        if place != self.gap:
            self.gap = place
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.gap is not None:
            painter = QPainter(self)
            painter.fillRect(self._gap_rect(self.gap), self.palette().color(QPalette.ColorRole.Highlight))
            painter.end()

    def _gap_rect(self, place: int) -> QRect:
        edge = self.tabRect(place).left() if place < self.count() else self.tabRect(self.count() - 1).right() + 1
        left = max(0, min(edge - GAP_WIDTH // 2, self.width() - GAP_WIDTH))
        return QRect(left, 0, GAP_WIDTH, self.height())
