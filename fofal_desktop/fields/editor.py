"""What every editor of a value has in common, whatever it looks like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_server.contract.meta import FieldMeta, ResourceMeta

Row = Mapping[str, Any]


@dataclass(frozen=True)
class EditorContext:
    """What editors may ask for.

    ``choose`` opens the list of a resource and hands the chosen record back (F2); ``make`` opens the form of a new
    one (F3).
    """

    client: Client
    metas: Mapping[str, ResourceMeta]
    choose: Callable[[ResourceMeta, Callable[[dict[str, Any]], None]], None] | None = None
    make: Callable[[ResourceMeta, Callable[[dict[str, Any]], None]], None] | None = None


class FieldEditor(QWidget):
    """Edits one field. ``value()`` is what travels; what cannot be read stays as typed and ``problem()`` says why."""

    changed = Signal()

    def __init__(self, field: FieldMeta, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = QLabel(self)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setObjectName("fieldProblem")
        self._hint.setWordWrap(True)
        self._hint.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._hint)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, wire: Any, row: Row | None = None, /) -> None:
        """Show a value; ``row`` holds the words that the server sent beside ids."""
        raise NotImplementedError

    def set_readonly(self, readonly: bool) -> None:
        raise NotImplementedError

    def problem(self) -> str:
        """Why what stands there is no value of this kind; empty when it is one."""
        return ""

    def show_problem(self, text: str) -> None:
        """Say under the field what is wrong with it; an empty text takes it back."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        target = self.focusProxy() or self
        target.setProperty("problem", bool(text))
        target.setAccessibleDescription(text)
        target.style().unpolish(target)
        target.style().polish(target)

    def compact(self) -> None:
        """Fit into a cell of a grid: no hint of its own."""
        self._column.removeWidget(self._hint)

    def _place(self, widget: QWidget) -> None:
        """Show ``widget`` as the editor itself: it takes the focus and the name."""
        self._column.insertWidget(0, widget)
        widget.setAccessibleName(self.field.label)
        if self.field.help:
            widget.setToolTip(self.field.help)
        self.setFocusProxy(widget)
