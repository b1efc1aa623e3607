"""Ctrl+Delete inside a grid takes out a line: where a cell is open it must not ask about the whole record."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from fofal_desktop.fields.editors import FieldEditor
from fofal_desktop.fields.lines import LinesEditor
from fofal_desktop.parts import application


class DeletionKey(QObject):
    """Takes the key from ``delete`` while one of the grids among ``editors`` has the focus."""

    def __init__(self, delete: QAction, editors: Iterable[FieldEditor], parent: QObject) -> None:
        super().__init__(parent)
        self._delete, self._keys = delete, delete.shortcut()
        self._grids = [editor for editor in editors if isinstance(editor, LinesEditor)]
        if self._grids:
            application().focusChanged.connect(self._share)

    def _share(self, _before: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and any(grid is now or grid.isAncestorOf(now) for grid in self._grids)
        wanted = QKeySequence() if inside else self._keys
        if self._delete.shortcut() != wanted:  # each change goes through all shortcuts of the program
            self._delete.setShortcut(wanted)
