"""Pages under each other as they will be printed: scrolled and zoomed with the mouse or the keys."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from fofal_desktop import zooming
from fofal_desktop.paper.drawing import draw
from fofal_desktop.theme.ramps import PAPER, PAPER_MUTED
from fofal_server.contract.paper import Page

GAP = 14
LEAST, MOST, STEP = 0.4, 6.0, 1.2
"""Bounds of the zoom, in dots a point, and how much one press changes it."""


class PaperView(QAbstractScrollArea):
    """``turned``: another page is in the middle, counted from 1; the zoom fits the width until somebody sets it."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperView")
        self.setAccessibleName(self.tr("Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pages: list[Page] = []
        self.total: int | None = None
        self._zoom, self._fits, self._shown = 1.0, True, 0
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    # -- what is shown

    def clear(self) -> None:
        self.pages, self.total, self._shown = [], None, 0
        self._measure()

    def add(self, page: Page) -> None:
        self.pages.append(page)
        self._measure()

    def finish(self, total: int) -> None:
        """All pages are there: each can tell how many they are."""
        self.total = total
        self._look()

    @property
    def page(self) -> int:
        """The page in the middle of the window, counted from 1; 0 while there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return min(len(self.pages), 1 + int(middle / self._step)) if self.pages else 0

    @property
    def zoom(self) -> float:
        return self._zoom

    # -- deeds

    def go_to(self, number: int) -> None:
        """Show a page, or the nearest there is, from its top."""
        wanted = min(max(1, number), max(1, len(self.pages)))
        self.verticalScrollBar().setValue(round((wanted - 1) * self._step))

    def zoom_to(self, zoom: float) -> None:
        self._fits = False
        self._set_zoom(zoom)

    def fit(self) -> None:
        """As large as the width of the window allows."""
        self._fits = True
        self._refit()

    def larger(self) -> None:
        self.zoom_to(self._zoom * STEP)

    def smaller(self) -> None:
        self.zoom_to(self._zoom / STEP)

    # -- inside

    @property
    def _largest(self) -> QSize:
        """Of the pages, in dots; all of a paper are alike."""
        first = self.pages[0] if self.pages else Page(1, 1, ())
        return QSize(round(first.width * self._zoom), round(first.height * self._zoom))

    @property
    def _step(self) -> float:
        return self._largest.height() + GAP

    def _set_zoom(self, zoom: float) -> None:
        place = self.verticalScrollBar().value() / self._step
        self._zoom = min(MOST, max(LEAST, zoom))
        self._measure()
        self.verticalScrollBar().setValue(round(place * self._step))

    def _refit(self) -> None:
        if self._fits and self.pages:
            self._set_zoom((self.viewport().width() - 2 * GAP) / self.pages[0].width)

    def _measure(self) -> None:
        if self._fits and len(self.pages) == 1:
            self._zoom = min(MOST, max(LEAST, (self.viewport().width() - 2 * GAP) / self.pages[0].width))
        whole, seen = self._largest, self.viewport().size()
        height = round(len(self.pages) * self._step) + GAP
        self.verticalScrollBar().setRange(0, max(0, height - seen.height()))
        self.verticalScrollBar().setPageStep(seen.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, whole.width() + 2 * GAP - seen.width()))
        self.horizontalScrollBar().setPageStep(seen.width())
        self._look()

    def _look(self) -> None:
        self.viewport().update()
        if self.page != self._shown:
            self._shown = self.page
            self.turned.emit(self._shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window))
        size, top = self._largest, self.verticalScrollBar().value()
        left = max(GAP, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
        for place, page in enumerate(self.pages):
            y = GAP + place * self._step - top
            if y + size.height() < 0 or y > self.viewport().height():
                continue
            sheet = QRectF(left, y, size.width(), size.height())
            painter.fillRect(sheet, QColor(PAPER))
            painter.setPen(QColor(PAPER_MUTED))
            painter.drawRect(sheet)
            painter.save()
            painter.setClipRect(sheet)
            painter.translate(left, y)
            painter.scale(self._zoom, self._zoom)
            draw(painter, page, self.total)
            painter.restore()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pages: dict[Qt.Key, Callable[[], Any]] = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self.page + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.page - 1),
            Qt.Key.Key_Home: lambda: self.go_to(1),
            Qt.Key.Key_End: lambda: self.go_to(len(self.pages)),
        }
        if not zooming.pressed(self, event, pages):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not zooming.turned(self, event):
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
