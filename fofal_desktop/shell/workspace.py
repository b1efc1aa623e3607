"""The tabs in the middle: one page each, closed only after its guard has agreed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QTabWidget, QWidget

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.page import Page, Place

LONGEST = 30
"""Letters of a title that a tab shows; the whole of it stands in its tooltip."""


class _Tabs(QTabBar):
    """A tab bar on which the middle button closes."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            place = self.tabAt(event.position().toPoint())
            if place >= 0:
                self.tabCloseRequested.emit(place)
            return
        super().mouseReleaseEvent(event)


class Workspace(QTabWidget):
    """``showing`` names the place on top, or None when no tab is open."""

    showing = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self.setTabBar(_Tabs())
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)  # document mode switches it on
        self.setMovable(True)
        self.setTabsClosable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabCloseRequested.connect(self.close_tab)
        self.currentChanged.connect(lambda _place: self.showing.emit(self.page.place if self.page else None))

    @property
    def shelf(self) -> QWidget:
        """Where pages stand, hidden until they are added."""
        return self.findChild(QStackedWidget) or self

    @property
    def page(self) -> Page | None:
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    def pages(self) -> list[Page]:
        widgets = (self.widget(place) for place in range(self.count()))
        return [widget for widget in widgets if isinstance(widget, Page)]

    def page_of(self, place: Place) -> Page | None:
        return next((page for page in self.pages() if page.place == place), None)

    def add(self, page: Page) -> None:
        """Open ``page`` right of the tab on top and show it."""
        place = self.insertTab(self.currentIndex() + 1, page, icon(page.symbol, "muted"), _safe(page.title))
        page.titled.connect(lambda _words: self._name(page))
        page.touched.connect(lambda _dirty: self._name(page))
        page.finished.connect(lambda: self.close_page(page))
        page.recalled.connect(lambda: self.bring_forward(page))
        self.setTabToolTip(place, tip_of(page.title))
        self.setCurrentIndex(place)
        (page.focusWidget() or page).setFocus()  # where the page has put the cursor

    def bring_forward(self, page: Page) -> None:
        """Show ``page`` again, with the cursor where it stood or was put meanwhile."""
        self.setCurrentWidget(page)
        (page.focusWidget() or page).setFocus()

    def close_tab(self, place: int) -> None:
        widget = self.widget(place)
        if isinstance(widget, Page):
            self.close_page(widget)

    def close_current(self) -> None:
        if self.page is not None:
            self.close_page(self.page)

    def close_page(self, page: Page) -> None:
        if page.dirty:
            self.setCurrentWidget(page)
        page.leave(lambda may: self._remove(page) if may else None)

    def close_all(self, then: Callable[[bool], Any]) -> None:
        """Ask each page in turn; ``then`` hears whether all are gone, and the first that refuses stays on top."""
        pages = self.pages()
        if not pages:
            then(True)
            return
        page = next((page for page in pages if page.dirty), pages[0])
        if page.dirty:
            self.setCurrentWidget(page)
        page.leave(lambda may: self._go_on(page, then) if may else then(False))

    def drop_all(self) -> None:
        """Close all without asking: nobody who may see them is there."""
        for page in self.pages():
            self._remove(page)

    def _go_on(self, page: Page, then: Callable[[bool], Any]) -> None:
        self._remove(page)
        self.close_all(then)

    def _remove(self, page: Page) -> None:
        place = self.indexOf(page)
        if place >= 0:
            self.removeTab(place)
            page.deleteLater()

    def _name(self, page: Page) -> None:
        place = self.indexOf(page)
        if place >= 0:
            self.setTabText(place, ("● " if page.dirty else "") + _safe(page.title))
            self.setTabToolTip(place, tip_of(page.title))


def _safe(words: str) -> str:
    """Short enough for a tab, and without marks of shortcuts."""
    short = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
    return short.replace("&", "&&")
