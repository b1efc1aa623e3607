"""Ctrl+Delete inside a grid takes out a line: where a cell is open it must not ask about the whole record."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from fofal_desktop.fields.lines import LinesEditor
from fofal_desktop.parts import application
from fofal_desktop.views.form import RecordForm
from fofal_server.contract.kinds import Kind


class DeletionKey(QObject):
    """Takes the key from ``delete`` while one of the grids of ``form`` has the focus."""

    def __init__(self, delete: QAction, form: RecordForm, parent: QObject) -> None:
        super().__init__(parent)
        self._delete, self._keys, self._form = delete, delete.shortcut(), form
        if any(field.kind is Kind.LINES for field in form.resource.fields.values()):
            application().focusChanged.connect(self._share)

    def _share(self, _before: QWidget | None, now: QWidget | None) -> None:
        wanted = QKeySequence() if self._is_in_grid(now) else self._keys
        if self._delete.shortcut() != wanted:  # each change goes through all shortcuts of the program
            self._delete.setShortcut(wanted)

    def _is_in_grid(self, widget: QWidget | None) -> bool:
        while widget is not None and widget is not self._form:
            if isinstance(widget, LinesEditor):
                return self._form.isAncestorOf(widget)
            widget = widget.parentWidget()
        return False
