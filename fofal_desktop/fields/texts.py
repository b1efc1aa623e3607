"""Editors of words: one line, several lines, secrets, lists of words, values of any kind."""

import json
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from fofal_desktop.fields.editor import FieldEditor, Row
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
    """A parameter whose kind only the server knows: JSON where it reads as JSON, else a text."""

    def value(self) -> Any:
        text = self.line.text().strip()
        try:
            return json.loads(text, parse_float=str) if text else None
        except ValueError:
            return text

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        text = wire if isinstance(wire, str) else json.dumps(wire, ensure_ascii=False)
        self.line.setText("" if wire is None else text)
        self.line.setCursorPosition(0)
