"""F1: the user guide in a window of its own that stands beside the work; every page is on this computer."""

from collections.abc import Iterator

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from fofal_desktop import commands
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.guide_page import GuideBrowser, on_paper
from fofal_desktop.models.guide import GuidePage, shipped
from fofal_desktop.parts import GAP, action_button, clearable, label, named, stay_on_screen, tight

TOPIC = "helpTopic"
"""Property of a widget: the name under which the guide knows the screen."""
WIDTH, HEIGHT, LIST_WIDTH = 980, 720, 280
_PAGE = Qt.ItemDataRole.UserRole
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def topics(widget: QWidget | None) -> Iterator[str]:
    """Names of the screens that ``widget`` stands in, the innermost first."""
    while widget is not None:
        if name := widget.property(TOPIC):
            yield str(name)
        widget = widget.parentWidget()


class HelpWindow(QDialog):
    """Contents or what was found on the left, the page on the right; it may stay open while one works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("helpWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        self.resize(WIDTH, HEIGHT)
        stay_on_screen(self)
        self.search = named(QLineEdit(placeholderText=self.tr("Search the guide")), "helpSearch")
        self.list, self.browser = named(QListWidget(), "helpList"), GuideBrowser()
        self.language = label(self.tr("The guide is written in French for now."), "hint", wrap=True)
        self.deeds = self._bind()
        self._lay_out()
        self._connect()
        self._fill("")

    def show_page(self, page: GuidePage) -> None:
        """Turn to ``page``."""
        self.browser.show_page(page)

    def show_for(self, widget: QWidget | None) -> None:
        """Turn to the page that tells of the screen in which ``widget`` stands."""
        self.show_page(shipped().page_for(topics(widget)))

    def appear(self) -> None:
        """Come to the front, ready to be read by keyboard."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus()

    def print_page(self) -> None:
        """Let the person choose a printer, then print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.browser.page.title)
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("printDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: on_paper(self.browser.page).print_(printer))
        QDialog.open(dialog)  # its own ``open`` wants a slot by name

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the search the arrow leads into what was found, Enter to the first of it."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.list.setFocus()
        elif self.search.hasFocus() and event.key() in _ENTER:
            self._open_first()
        else:
            super().keyPressEvent(event)

    # -- the list

    def _fill(self, typed: str) -> None:
        """Chapters and their pages, or what holds the typed words."""
        self.list.clear()
        if typed.strip():
            self._show_found(typed)
        else:
            for chapter in shipped().chapters:
                self._add_title(chapter.title)
                for page in chapter.pages:
                    self._add(page, page.title)
        self._mark()

    def _show_found(self, typed: str) -> None:
        found = shipped().find(typed)
        for one in found:
            self._add(one.page, f"{one.page.title}\n{one.excerpt}")
        if not found:
            self._add_title(self.tr("Nothing found. Try fewer words."))

    def _add_title(self, words: str) -> None:
        item = QListWidgetItem(words, self.list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font()
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)

    def _add(self, page: GuidePage, words: str) -> None:
        QListWidgetItem(words, self.list).setData(_PAGE, page.name)

    def _items(self) -> list[QListWidgetItem]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if item.data(_PAGE)]

    def _mark(self) -> None:
        """Show in the list which page is open."""
        name = self.browser.page.name
        marked = next((item for item in self._items() if item.data(_PAGE) == name), None)
        if marked is None:
            self.list.clearSelection()
        else:
            self.list.setCurrentItem(marked)

    def _open(self, item: QListWidgetItem) -> None:
        if name := item.data(_PAGE):
            self.show_page(shipped().pages[name])

    def _open_first(self) -> None:
        for item in self._items()[:1]:
            self._open(item)
            self.browser.setFocus()

    def _turned(self) -> None:
        self.setWindowTitle(self.tr("{0} — Help").format(self.browser.page.title))
        self._mark()

    # -- put together

    def _bind(self) -> dict[str, QAction]:
        deeds = {
            commands.FIND: self._find,
            commands.BACK: self.browser.backward,
            commands.FORWARD: self.browser.forward,
            commands.CONTENTS: lambda: self.show_page(shipped().contents),
            commands.PRINT_PAGE: self.print_page,
        }
        return {command.name: bind(self, command, deed) for command, deed in deeds.items()}

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        left, right, split = QWidget(), QWidget(), QSplitter(Qt.Orientation.Horizontal)
        clearable(self.search)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Pages"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.browser.setAccessibleName(self.windowTitle())
        column = tight(QVBoxLayout(left), GAP)
        column.setContentsMargins(0, 0, GAP, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column = tight(QVBoxLayout(right), GAP)
        column.setContentsMargins(GAP, 0, 0, 0)
        column.addLayout(self._tools())
        column.addWidget(self.language)
        column.addWidget(self.browser, 1)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_WIDTH, WIDTH - LIST_WIDTH])
        split.setChildrenCollapsible(False)
        tight(QHBoxLayout(self), 0, 2 * GAP).addWidget(split)
        self.language.setVisible(QLocale().language() is not QLocale.Language.French)

    def _tools(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        for name in (commands.BACK.name, commands.FORWARD.name):
            row.addWidget(action_button(self.deeds[name], words=False))
        row.addWidget(action_button(self.deeds[commands.CONTENTS.name]))
        row.addStretch(1)
        row.addWidget(action_button(self.deeds[commands.PRINT_PAGE.name]))
        return row

    def _connect(self) -> None:
        back, forward = self.deeds[commands.BACK.name], self.deeds[commands.FORWARD.name]
        self.browser.backwardAvailable.connect(back.setEnabled)
        self.browser.forwardAvailable.connect(forward.setEnabled)
        for action in (back, forward):
            action.setEnabled(False)
        self.browser.turned.connect(self._turned)
        self.search.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._open)
        self.list.itemActivated.connect(self._open)


def open_help(over: QWidget) -> HelpWindow:
    """The page of the dialog ``over``, in a window that goes with it: a dialog lets nothing else be used."""
    opened = over.findChild(HelpWindow) or HelpWindow(over)
    opened.show_for(over)
    opened.appear()
    return opened
