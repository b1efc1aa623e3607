"""All pages that are open, as tabs in the middle or in windows of their own; closed only after their guard agreed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QTabWidget, QWidget

from fofal_desktop import commands
from fofal_desktop.fields.formats import tip_of
from fofal_desktop.parts import application
from fofal_desktop.pieces import paint_later
from fofal_desktop.preferences import Preferences
from fofal_desktop.shell.page_window import STEP, PageWindow
from fofal_desktop.shell.placing import come_forward, come_into_sight
from fofal_desktop.shell.tab_bar import TabBar, tab_words
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.page import Page, Place

STRIP = 40
"""Height of the tab bar where there is none because no tab is open."""


class Workspace(QTabWidget):
    """``showing`` names the place on top, or None when no tab is open; ``parted`` a window that a tab was taken out to.

    ``windows`` are those of their own; ``kept`` remembers where they were left.
    """

    showing = Signal(object)
    parted = Signal(object)

    def __init__(self, kept: Preferences) -> None:
        super().__init__()
        self.setObjectName("tabs")
        self._kept = kept
        self.windows: list[PageWindow] = []
        self.bar = bar = TabBar()
        self.setTabBar(bar)
        self.setDocumentMode(True)
        bar.setDrawBase(False)  # document mode switches it on
        self.setMovable(True)
        self.setTabsClosable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabCloseRequested.connect(self.close_tab)
        self.currentChanged.connect(lambda _place: self.showing.emit(self.page.place if self.page else None))
        queued = Qt.ConnectionType.QueuedConnection  # the bar first ends the movement, Qt moves windows by itself
        bar.torn.connect(self._tear, queued)
        bar.asked.connect(lambda place, at: self._offer(self.widget(place), at))
        application().screenRemoved.connect(self._come_into_sight, queued)

    @property
    def shelf(self) -> QWidget:
        """Where pages stand, hidden until they are added."""
        return self.findChild(QStackedWidget) or self

    @property
    def page(self) -> Page | None:
        """The tab on top."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    def pages(self) -> list[Page]:
        """Tabs first, then those in windows of their own."""
        widgets = [self.widget(place) for place in range(self.count())] + [window.page for window in self.windows]
        return [widget for widget in widgets if isinstance(widget, Page)]

    def window_of(self, page: Page) -> PageWindow | None:
        """The window of its own in which ``page`` stands."""
        return next((window for window in self.windows if window.page is page), None)

    def page_of(self, place: Place) -> Page | None:
        return next((page for page in self.pages() if page.place == place), None)

    def add(self, page: Page) -> None:
        """Open ``page`` right of the tab on top and show it."""
        page.titled.connect(lambda _words: self._name(page))
        page.touched.connect(lambda _dirty: self._name(page))
        page.finished.connect(lambda: self.close_page(page))
        page.recalled.connect(lambda: self.bring_forward(page))
        paint_later(page)
        self._insert(page)
        (page.focusWidget() or page).setFocus()  # where the page has put the cursor

    def _insert(self, page: Page, before: int | None = None) -> None:
        wanted = self.currentIndex() + 1 if before is None else before
        place = self.insertTab(wanted, page, icon(page.symbol, "muted"), "")
        self._name(page)
        self.setCurrentIndex(place)

    def bring_forward(self, page: Page) -> None:
        """Show ``page`` where it stands; with more than one window that one comes to the front."""
        window = self.window_of(page)
        if window is None:
            self.setCurrentWidget(page)
        if self.windows:
            come_forward(window or self.window())
        (page.focusWidget() or page).setFocus()  # where it stood, or was put meanwhile

    # -- windows of their own

    def take_out(self, page: Page, at: QPoint | None = None) -> PageWindow:
        """Show ``page`` in a window of its own: where the last of its kind was left, or ``at`` where it was dropped."""
        cursor = page.focusWidget() or page
        self.removeTab(self.indexOf(page))
        window = PageWindow(page)
        window.unwanted.connect(self.close_page)
        window.returning.connect(self.put_back)
        window.tab.torn.connect(lambda _place, where: self._land(window, where), Qt.ConnectionType.QueuedConnection)
        window.tab.carried.connect(self._show_landing)
        window.tab.asked.connect(lambda _place, where: self._offer(page, where))
        self.destroyed.connect(window.deleteLater)
        self.windows.append(window)
        self.parted.emit(window)
        corner = self.window().pos() + STEP if at is None else at - STEP
        window.appear(self._kept.window_place(_kind(page)), corner, dropped=at is not None)
        while any(other.pos() == window.pos() for other in self.windows if other is not window):
            window.move(window.pos() + STEP)
        cursor.setFocus()
        return window

    def put_back(self, page: Page, before: int | None = None) -> None:
        """Make ``page`` a tab again, ``before`` the one at that place or right of the one on top, and show it."""
        window, cursor = self.window_of(page), page.focusWidget() or page
        if window is not None:
            self._insert(page, before)
            self._let_go(window, page)
            come_forward(self.window())
            cursor.setFocus()

    def _let_go(self, window: PageWindow, page: Page) -> None:
        self._kept.keep_window_place(_kind(page), window.saveGeometry())
        self.windows.remove(window)
        window.let_go()

    def drop_windows(self) -> None:
        """Close all windows of their own without asking, with what stands in them."""
        for window in list(self.windows):
            if window.page is not None:
                self._let_go(window, window.page)

    def _landing(self, at: QPoint) -> int | None:
        """Before which tab a page is put that is dropped there; None where nobody sees the bar of the tabs."""
        above = self.parentWidget() or self
        strip = QRect(above.mapToGlobal(QPoint()), QSize(above.width(), max(STRIP, self.bar.height())))
        seen = strip.contains(at) and QApplication.topLevelAt(at) is self.window()
        return self.bar.place_at(at) if seen else None

    def _show_landing(self, at: QPoint | None) -> None:
        self.bar.show_gap(None if at is None else self._landing(at))

    def _land(self, window: PageWindow, at: QPoint) -> None:
        """Dropped over the tabs it becomes one of them again, elsewhere it stands there."""
        before = self._landing(at)
        if window.page is None:
            return
        if before is not None:
            self.put_back(window.page, before)
        elif not window.isMaximized():
            window.move(at - STEP)
            come_into_sight(window)

    def _tear(self, place: int, at: QPoint) -> None:
        page = self.widget(place)
        if isinstance(page, Page):
            self.take_out(page, at)

    def _offer(self, page: QWidget | None, at: QPoint) -> None:
        """What may be done with a tab, without turning to it first."""
        if not isinstance(page, Page):
            return
        apart = self.window_of(page)
        moves = (commands.DETACH, self.take_out) if apart is None else (commands.ATTACH, self.put_back)
        menu = QMenu(apart or self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command, deed in (moves, (commands.CLOSE_TAB, self.close_page)):
            keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(icon(command.icon), f"{command.label}\t{keys}")
            action.triggered.connect(lambda _checked=False, deed=deed: deed(page) if page in self.pages() else None)
        menu.popup(at)

    def _come_into_sight(self) -> None:
        """A screen was taken away."""
        for window in self.windows:
            come_into_sight(window)

    # -- closing

    def close_tab(self, place: int) -> None:
        widget = self.widget(place)
        if isinstance(widget, Page):
            self.close_page(widget)

    def close_current(self) -> None:
        if self.page is not None:
            self.close_page(self.page)

    def close_page(self, page: Page) -> None:
        if page.dirty:
            self.bring_forward(page)
        page.leave(lambda may: self._remove(page) if may else None)

    def close_all(self, then: Callable[[bool], Any]) -> None:
        """Ask each page in turn; ``then`` hears whether all are gone, and the first that refuses stays in front."""
        pages = self.pages()
        if not pages:
            then(True)
            return
        page = next((page for page in pages if page.dirty), pages[0])
        if page.dirty:
            self.bring_forward(page)
        page.leave(lambda may: self._go_on(page, then) if may else then(False))

    def drop_all(self) -> None:
        """Close all without asking: nobody who may see them is there."""
        for page in self.pages():
            self._remove(page)

    def _go_on(self, page: Page, then: Callable[[bool], Any]) -> None:
        self._remove(page)
        self.close_all(then)

    def _remove(self, page: Page) -> None:
        place, window = self.indexOf(page), self.window_of(page)
        if place >= 0:
            self.removeTab(place)
            page.deleteLater()
        elif window is not None:
            self._let_go(window, page)

    def _name(self, page: Page) -> None:
        place = self.indexOf(page)
        if place >= 0:
            self.setTabText(place, tab_words(page))
            self.setTabToolTip(place, tip_of(page.title))


def _kind(page: Page) -> str:
    """Under which name the place of its window is remembered: all records of a kind share one."""
    return f"{'list' if page.place.kind == 'list' else 'one'}-{page.place.name}"
