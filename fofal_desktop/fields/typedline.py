"""One line of text that is read when it is left: numbers, days and moments build on it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from fofal_desktop.fields.editor import FieldEditor, Row
from fofal_desktop.fields.limits import problem_of
from fofal_desktop.fields.reading import Reading, read_text
from fofal_server.contract.meta import FieldMeta

Today = Callable[[], dt.date]


class TypedLine(FieldEditor):
    """Short forms are spelt out on the way out; what was not understood stays as typed, with the reason under it."""

    def __init__(self, field: FieldMeta, today: Today) -> None:
        super().__init__(field)
        self.today = today
        self._shown: tuple[str, Any] = ("", None)
        self.line = QLineEdit()
        self.line.textChanged.connect(self.changed)
        self.line.installEventFilter(self)
        self._place(self.line)

    def words(self, wire: Any) -> str:
        """Spell a value out."""
        raise NotImplementedError

    def value(self) -> Any:
        return self._reading().value

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        text = "" if wire is None else self.words(wire)
        self._shown = (text, wire)
        self.line.setText(text)

    def as_typed(self) -> Any:
        return {"value": self._shown[1]} if self._untouched() else {"text": self.line.text()}

    def type_again(self, kept: Any) -> None:
        if "text" in kept:
            self.line.setText(kept["text"])
        else:
            self.set_value(kept["value"])

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)
        self.line.setPlaceholderText("" if readonly else self.example())

    def example(self) -> str:
        """Show in an empty field what may be typed."""
        return ""

    def problem(self) -> str:
        return "" if self._untouched() else problem_of(self.field, self._reading())

    def settle(self) -> None:
        """Write the value out in full and say what is wrong with it."""
        if self._untouched() or self.line.isReadOnly():
            return
        problem = self.problem()
        if not problem:
            self.set_value(self.value())
        self.show_problem(problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and watched is self.line:
            self.settle()
        return super().eventFilter(watched, event)

    def _untouched(self) -> bool:
        return self.line.text() == self._shown[0]

    def _reading(self) -> Reading:
        """What nobody touched keeps every digit and second that the eye was spared."""
        if self._untouched():
            return Reading(self._shown[1])
        return read_text(self.field, self.line.text(), self.today())
