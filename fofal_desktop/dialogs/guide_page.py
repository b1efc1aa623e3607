"""A page of the guide on screen and paper: the one place that reads markup, and only what ships with the program."""

from typing import Any

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from fofal_desktop.models.guide import GuidePage, shipped, slug
from fofal_desktop.theme import fonts
from fofal_desktop.theme.colours import LIGHT
from fofal_desktop.theme.icons import current
from fofal_desktop.theme.reading import set_page

SCHEME, MARGIN = "guide", 20


class GuideBrowser(QTextBrowser):
    """``turned`` whenever a page was read and set; it reads pages of the guide by their names and nothing else."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidePage")
        self.setOpenExternalLinks(False)
        self._address = QUrl()
        self.sourceChanged.connect(self._set)

    @property
    def page(self) -> GuidePage:
        return shipped().named(self._address.fileName()) or shipped().contents

    def show_page(self, page: GuidePage) -> None:
        """Turn to ``page``; the way back leads to the one before."""
        self.setSource(QUrl(f"{SCHEME}:/{page.name}"))

    def loadResource(self, _type: int, name: QUrl | str) -> Any:
        """The text of a page; no file, no picture and no address of a network is ever followed."""
        address = QUrl(name)
        page = shipped().named(address.fileName()) if address.scheme() == SCHEME else None
        return page.text if page is not None else None

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or size of text: the same page is set anew."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange} and self._address.isValid():
            set_page(self.document(), current(), self.font())

    def _set(self, address: QUrl) -> None:
        """``source()`` names the page before while the new one is told of."""
        self._address = address
        set_page(self.document(), current(), self.font())
        self.document().setDocumentMargin(MARGIN)
        self.turned.emit()
        if heading := address.fragment(QUrl.ComponentFormattingOption.FullyDecoded):
            self._go_to(heading)

    def _go_to(self, heading: str) -> None:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and slug(block.text()) == heading:
                place = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(place))
                return
            block = block.next()


def on_paper(page: GuidePage) -> QTextDocument:
    """The page as it is printed: always light."""
    document = QTextDocument()
    document.setMarkdown(page.text)
    set_page(document, LIGHT, fonts.house_font())
    return document
