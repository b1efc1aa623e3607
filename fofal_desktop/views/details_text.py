"""What a record says, as a text that is only read: set quickly while one moves from row to row, copied with Ctrl+C."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from fofal_desktop.fields.formats import said_of
from fofal_desktop.models.details import Part
from fofal_desktop.theme.icons import current

_REDRAWN = {QEvent.Type.PaletteChange, QEvent.Type.FontChange}


class DetailsText(QPlainTextEdit):
    """``show_parts`` sets it anew; data never becomes markup."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("detailsText")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self._parts: tuple[Part, ...] = ()

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these; whoever reads on in the same record stays where they are."""
        self._parts = tuple(parts)
        bar = self.verticalScrollBar()
        place = bar.value()
        self._set()
        bar.setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or size of text: the same is set anew."""
        super().changeEvent(event)
        if event.type() in _REDRAWN:
            self._set()

    def _set(self) -> None:
        document = self.document()
        document.clear()
        document.setDefaultFont(self.font())
        cursor = QTextCursor(document)
        for number, part in enumerate(self._parts):
            cursor.insertText("\n\n" if number else "", _looks("text", self.font()))
            cursor.insertText(part.title, _looks("brand", self.font(), bold=True))
            for name, words in part.fields:
                told = said_of(name, words)
                cursor.insertText("\n" + told.removesuffix(words), _looks("muted", self.font()))
                cursor.insertText(words, _looks("text", self.font()))
            for words in part.lines:
                cursor.insertText(f"\n– {words}", _looks("text", self.font()))


def _looks(role: str, font: QFont, *, bold: bool = False) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(font)
    form.setForeground(QColor(getattr(current(), role)))
    if bold:
        form.setFontWeight(QFont.Weight.DemiBold)
    return form
