"""The address of a record, to be pasted into a letter to a colleague."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from fofal_desktop.notices import Notice
from fofal_desktop.views.page import Page
from fofal_server.contract.links import link_to


def copy_link(page: Page) -> None:
    """Put the address of the record that ``page`` shows on the clipboard."""
    QGuiApplication.clipboard().setText(link_to(page.place.name, page.place.key))
    words = QCoreApplication.translate("Link", "The link is copied: paste it into a message, or into Ctrl+K.")
    page.told.emit(Notice(words))
