"""Opens the editors of a form in the cells of a grid and gives the keys their meaning there."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from fofal_desktop.fields.editor import EditorContext, FieldEditor
from fofal_desktop.fields.numbers import NumberEditor
from fofal_desktop.fields.relation import RelationEditor
from fofal_desktop.models.lines import Cell, LineRole, LinesModel
from fofal_desktop.theme.icons import colour
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

Make = Callable[[FieldMeta, EditorContext], FieldEditor]
Index = QModelIndex | QPersistentModelIndex
_LEAVE = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_STAY = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason}


def _rect(option: Any) -> QRect:
    """Find the place of a cell; the stubs leave out the fields of style options."""
    rect: QRect = option.rect
    return rect


def _has_cursor(option: Any) -> bool:
    return bool(option.state & QStyle.StateFlag.State_HasFocus)


def _written(editor: FieldEditor, index: Index) -> list[Cell]:
    if editor.value() == index.data(Qt.ItemDataRole.EditRole):
        return []
    row, name = index.row(), editor.field.name
    if isinstance(editor, RelationEditor):  # words that are no record yet are looked up by the grid
        return [Cell(row, name, editor.value(), editor.chosen()[1], unit=editor.unit or None)]
    return [Cell(row, name, editor.value(), None, editor.problem())]


class CellDelegate(QStyledItemDelegate):
    """``left`` tells that a cell was left by a key and where to go on: columns, rows; ``typing``: one is typed in."""

    left = Signal(int, int)
    typing = Signal()
    pressed = Signal(QKeyEvent)

    def __init__(self, model: LinesModel, make: Make, context: EditorContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines, self._make, self._context = model, make, context
        self._open: FieldEditor | None = None
        self._filled: FieldEditor | None = None

    # -- the editor of a cell

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._lines.fields[index.column()]
        if field.kind is Kind.NOTE:
            field = field.model_copy(update={"kind": Kind.NAME})  # a cell has one line
        editor = self._make(field, self._context)
        editor.setParent(parent)
        editor.setAutoFillBackground(True)
        editor.inner().setObjectName("cellEditor")
        editor.inner().installEventFilter(self)
        editor.changed.connect(self.typing)
        self._open = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the cell's editor once: whatever the table learns meanwhile must not overwrite what is being typed."""
        if isinstance(editor, FieldEditor) and editor is not self._filled:
            self._filled = editor
            editor.set_value(index.data(Qt.ItemDataRole.EditRole), self._lines.line(index.row()))
            if isinstance(editor, NumberEditor):
                editor.show_unit(self._lines.unit(index.row(), editor.field))

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, FieldEditor):
            self._lines.write(_written(editor, index))

    def open_cell(self, index: Index) -> list[Cell]:
        """What would be written if the editor that is open there were left now."""
        editor = self.editing()
        return _written(editor, index) if editor is not None and index.isValid() else []

    def editing(self) -> FieldEditor | None:
        """Find the editor that is open, if one is; a window that closes destroys it without a word."""
        return self._open if self._open is not None and isValid(self._open) else None

    def close(self) -> None:
        """Close the open editor without taking what stands in it; losing the cursor meanwhile is no second leaving."""
        editor, self._open, self._filled = self.editing(), None, None
        if editor is not None:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    # -- keys inside it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = self.editing()
        if isinstance(watched, FieldEditor):
            return super().eventFilter(watched, event)
        if editor is None or watched is not editor.inner():
            return False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(editor, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            return self._claim(event)
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut and event.reason() not in _STAY:
            self._leave(editor)
        return False

    def _claim(self, event: QKeyEvent) -> bool:
        """Keep the grid's keys from the shortcuts of the form."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        self.pressed.emit(event)
        return event.isAccepted()

    def _on_key(self, editor: FieldEditor, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            if not editor.dismiss():
                self.close()
            return True
        step = self._step_of(editor, event)
        if step is not None and isinstance(editor, RelationEditor) and editor.making:
            editor.open_new()
            return True
        if step is not None:
            editor.settle()
            self._leave(editor)
            self.left.emit(*step)
            return True
        event.ignore()
        self.pressed.emit(event)
        return event.isAccepted()

    def _step_of(self, editor: FieldEditor, event: QKeyEvent) -> tuple[int, int] | None:
        key = Qt.Key(event.key())
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or key == Qt.Key.Key_Backtab
        if key in _LEAVE:
            return (-1 if back else 1, 0)
        own_arrows = isinstance(editor, RelationEditor) or isinstance(editor.inner(), QComboBox)
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not own_arrows and not event.modifiers():
            return (0, -1 if key == Qt.Key.Key_Up else 1)
        return None

    def _leave(self, editor: FieldEditor) -> None:
        self.commitData.emit(editor)
        self.close()

    # -- how a cell looks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        frame = "danger" if index.data(LineRole.PROBLEM) else "focus" if _has_cursor(option) else ""
        if frame:
            painter.save()
            painter.setPen(QPen(colour(frame), 2))
            painter.drawRect(_rect(option).adjusted(1, 1, -1, -1))
            painter.restore()
