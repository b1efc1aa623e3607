"""Editor of lines: a grid that is filled from the keyboard alone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from fofal_desktop.fields.editor import EditorContext, FieldEditor, Row
from fofal_desktop.fields.relation import RelationEditor
from fofal_desktop.models.lines import LinesModel
from fofal_server.contract.meta import FieldMeta

Make = Callable[[FieldMeta, EditorContext], FieldEditor]
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Opens the same editors as a form, without their hints."""

    def __init__(self, model: LinesModel, make: Make, context: EditorContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines, self._make, self._context = model, make, context

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = self._make(self._lines.fields[index.column()], self._context)
        editor.compact()
        editor.setParent(parent)
        editor.setAutoFillBackground(True)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, FieldEditor):
            editor.set_value(index.data(Qt.ItemDataRole.EditRole), self._lines.line(index.row()))

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, FieldEditor):
            label = editor.chosen()[1] if isinstance(editor, RelationEditor) else None
            self._lines.put(index, editor.value(), label)
            self._lines.show_problem(index.row(), editor.field.name, editor.problem())


class Grid(QTableView):
    """Enter and Tab go on to the next cell; behind the last one a new line begins."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.setCurrentIndex(self.moveCursor(QAbstractItemView.CursorAction.MoveNext, event.modifiers()))
        else:
            super().keyPressEvent(event)


class LinesEditor(FieldEditor):
    """A list of objects on the wire, sent whole."""

    def __init__(self, field: FieldMeta, context: EditorContext, make: Make) -> None:
        super().__init__(field)
        self.grid = Grid()
        self.model = LinesModel(field.lines, self)
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(CellDelegate(self.model, make, context, self.grid))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.model.edited.connect(self.changed)
        self._place(self.grid)
        remove = QShortcut(QKeySequence("Ctrl+Del"), self.grid, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        remove.activated.connect(lambda: self.model.remove(self.grid.currentIndex().row()))

    def value(self) -> list[dict[str, Any]]:
        return self.model.lines()

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self.model.set_lines(wire or [])
        self.changed.emit()

    def set_readonly(self, readonly: bool) -> None:
        self.model.beginResetModel()
        self.model.readonly = readonly
        self.model.endResetModel()

    def show_cell_problem(self, row: int, name: str, text: str) -> None:
        """Mark the cell that the server named ``<field>.<row>.<name>``."""
        self.model.show_problem(row, name, text)
