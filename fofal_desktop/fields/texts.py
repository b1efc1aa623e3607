"""Editors of words: one line, several lines, secrets, lists of words, values of any kind."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from fofal_desktop.fields.editor import FieldEditor, Row
from fofal_desktop.fields.formats import text_of
from fofal_desktop.fields.reading import read_text
from fofal_server.contract.meta import FieldMeta

SHORTEST, LONGEST, ROOM = 3, 14, 18
"""Lines of a note in sight, and what the frame of the house takes, in pixels."""


class LineEditor(FieldEditor):
    """Codes, names, addresses and telephone numbers; an emptied field means nothing, not an empty text."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        if field.max_length:
            self.line.setMaxLength(field.max_length)
        self.line.textChanged.connect(self.changed)
        self._place(self.line)

    def value(self) -> Any:
        return self.line.text().strip() or None

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self.line.setText("" if wire is None else str(wire))
        self.line.setCursorPosition(0)

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)


class SecretEditor(LineEditor):
    """Written, never read: shows nothing of what is stored and sends nothing while it is empty."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setPlaceholderText(self.tr("unchanged"))

    def value(self) -> Any:
        return self.line.text() or None

    def set_value(self, _wire: Any, _row: Row | None = None, /) -> None:
        self.line.clear()


class GrowingText(QPlainTextEdit):
    """As high as what is written, as far as a form allows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())

    def sizeHint(self) -> QSize:
        shortest = 1 if self.isReadOnly() else SHORTEST  # an empty room invites to write
        lines = max(shortest, min(LONGEST, int(self.document().size().height())))
        margins = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + margins + ROOM)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class NoteEditor(FieldEditor):
    """Several lines; Tab leaves the field."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.text = GrowingText()
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self.changed)
        self._place(self.text)

    def value(self) -> Any:
        return self.text.toPlainText().strip() or None

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self.text.setPlainText(wire or "")

    def set_readonly(self, readonly: bool) -> None:
        self.text.setReadOnly(readonly)
        self.text.updateGeometry()


class WordsEditor(NoteEditor):
    """A list of words, one a line."""

    def value(self) -> list[str]:
        return [word.strip() for word in self.text.toPlainText().splitlines() if word.strip()]

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self.text.setPlainText("\n".join(wire or []))


class ValueEditor(LineEditor):
    """A parameter, whose kind only its content tells: shown as a list shows it, read as the one before was."""

    def __init__(self, field: FieldMeta, today: Callable[[], dt.date]) -> None:
        super().__init__(field)
        self._today, self._shown = today, ""
        self._wire: Any = None

    def value(self) -> Any:
        text = self.line.text().strip()
        if text == self._shown:
            return self._wire
        found = read_text(self.field, text, self._today()).value
        if isinstance(self._wire, str) and type(found) is int:
            return text if text.isdecimal() else str(found)  # digits of a code keep their zeros
        return found

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        structured = isinstance(wire, dict | list)
        shown = json.dumps(wire, ensure_ascii=False) if structured else text_of(self.field, {self.field.name: wire})
        self._wire, self._shown = wire, shown
        super().set_value(shown)
