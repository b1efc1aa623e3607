"""A page in a window of its own, beside the main window: on another screen, or next to what it is compared with."""

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from fofal_desktop import commands
from fofal_desktop.commands import bind
from fofal_desktop.fields.formats import tip_of
from fofal_desktop.parts import GAP, action_button, label
from fofal_desktop.shell.placing import come_forward, come_into_sight
from fofal_desktop.shell.tab_bar import TabBar, tab_words
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.page import Page

STEP = QPoint(32, 32)
"""So far from the one before it a window appears that would hide it."""


class PageWindow(QMainWindow):
    """``unwanted`` and ``returning`` carry the page: it shall be closed, or become a tab again.

    Closing it closes the page, which asks first where something is not saved; until it may go the window stays. Its
    ``tab`` is what the mouse takes it by.
    """

    unwanted = Signal(object)
    returning = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("pageWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page: Page | None = page
        self.resize(page.size())
        self.setWindowIcon(icon(page.symbol, "brand"))
        self.tab = self._make_tab()
        self.setMenuWidget(self.tab)
        self.setCentralWidget(page)
        page.show()
        page.titled.connect(self._name)
        page.touched.connect(self._name)
        self._name()
        self._lay_out_foot()

    def _make_tab(self) -> TabBar:
        """As it stood in the main window; keys do without it."""
        tab = TabBar()
        tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tab.setExpanding(False)
        tab.setTabsClosable(True)
        if self.page is not None:
            tab.addTab(icon(self.page.symbol, "muted"), "")
        tab.tabCloseRequested.connect(lambda _place: self.close())
        return tab

    def _lay_out_foot(self) -> None:
        foot = self.statusBar()
        foot.setSizeGripEnabled(False)
        foot.setContentsMargins(0, GAP // 4, GAP, GAP // 4)
        words = label(self.tr("Notices and the state of the connection are in the main window."), "muted")
        foot.addWidget(words, 1)
        self.button = action_button(bind(self, commands.ATTACH, self.give_back))
        foot.addPermanentWidget(self.button)

    def appear(self, kept: QByteArray, corner: QPoint, *, dropped: bool = False) -> None:
        """As the last of its kind was left (``kept``), else at ``corner``; there anyway if it was ``dropped`` there."""
        known = self.restoreGeometry(kept)
        if dropped:
            self.setWindowState(Qt.WindowState.WindowNoState)
        if dropped or not known:
            self.move(corner)
        come_into_sight(self)
        come_forward(self)

    def give_back(self) -> None:
        """Let the page become a tab of the main window again."""
        if self.page is not None:
            self.returning.emit(self.page)

    def let_go(self) -> None:
        """The page stands elsewhere or is closed: so is the window, without a word."""
        self.page = None
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None:
            self.unwanted.emit(self.page)
        event.setAccepted(self.page is None)

    def _name(self, *_told: object) -> None:
        if self.page is not None:
            self.setWindowTitle(("● " if self.page.dirty else "") + f"{self.page.title} — FOFAL")
            self.tab.setTabText(0, tab_words(self.page))
            self.tab.setTabToolTip(0, tip_of(self.page.title))
