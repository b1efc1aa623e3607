"""Puts pages on a printer one after the other, so that the window stays alive and the person may stop it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMarginsF, QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from fofal_desktop.paper.drawing import draw
from fofal_server.contract.paper import Page


class Printing(QObject):
    """``told`` how many pages are done; ``ended`` whether all of them are on the printer."""

    told = Signal(int)
    ended = Signal(bool)

    def __init__(self, printer: Any, pages: Sequence[Page], parent: QObject) -> None:
        super().__init__(parent)
        self._printer, self._all = printer, len(pages)
        first, last = max(1, printer.fromPage() or 1), printer.toPage() or len(pages)
        self._due = list(pages[first - 1 : last])
        self._painter, self._done = QPainter(), 0

    def start(self) -> None:
        if not self._due or not self._painter.begin(self._printer):
            self.ended.emit(False)
            return
        QTimer.singleShot(0, self, self._next)

    def cancel(self) -> None:
        """Leave the rest of the pages; the printer is told to forget what it has."""
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
            self.ended.emit(False)

    def _next(self) -> None:
        if not self._painter.isActive():
            return
        page = self._due[self._done]
        if self._done and not self._printer.newPage():
            self.cancel()
            return
        self._place(page)
        self._done += 1
        self.told.emit(self._done)
        if self._done < len(self._due):
            QTimer.singleShot(0, self, self._next)
        else:
            self.ended.emit(self._painter.end())

    def _place(self, page: Page) -> None:
        """Draw a page as large as it is; smaller where the sheet is."""
        sheet = self._printer.pageLayout().fullRectPoints().size()
        fit = min(1.0, sheet.width() / page.width, sheet.height() / page.height)
        dots = self._painter.device().logicalDpiX() / 72 * fit
        self._painter.save()
        self._painter.scale(dots, dots)
        draw(self._painter, page, self._all)
        self._painter.restore()


def layout_of(page: Page) -> QPageLayout:
    """The sheet that a page is meant for; its margins are drawn, not kept by the printer."""
    upright = QPageSize(QSizeF(*sorted((page.width, page.height))), QPageSize.Unit.Point)
    across = page.width > page.height
    way = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    return QPageLayout(upright, way, QMarginsF())
