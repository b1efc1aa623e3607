"""The rows of a lines field as a table that is edited in place, with one empty row to begin the next."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fofal_desktop.fields.formats import alignment_of, label_key, text_of
from fofal_server.contract.meta import FieldMeta

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Line = dict[str, Any]


class LinesModel(QAbstractTableModel):
    """``lines()`` is what travels: ids of lines already stored, no labels, no computed columns."""

    edited = Signal()

    def __init__(self, fields: list[FieldMeta], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.readonly = False
        self._lines: list[Line] = []
        self._problems: dict[tuple[int, str], str] = {}

    def lines(self) -> list[Line]:
        written = [field.name for field in self.fields if not field.readonly]
        return [
            {name: line[name] for name in ("id", *written) if line.get(name) is not None or name in written}
            for line in self._lines
        ]

    def set_lines(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self._lines, self._problems = [dict(line) for line in lines], {}
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Show the line of a row as it stands, labels included; empty for the row where the next one begins."""
        return self._lines[row] if row < len(self._lines) else {}

    def show_problem(self, row: int, name: str, text: str) -> None:
        """Mark one cell; an empty text takes the mark back."""
        self._problems.pop((row, name), None)
        if text:
            self._problems[row, name] = text
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))

    def put(self, index: Index, value: Any, label: Any = None) -> None:
        """Write one cell, beginning a new line where there was none; ``label`` are the words of an id."""
        if index.row() == len(self._lines):
            self._begin_line()
        field, line = self.fields[index.column()], self._lines[index.row()]
        line[field.name] = value
        if label is not None:
            line[label_key(field)] = label
        self.show_problem(index.row(), field.name, "")
        self.edited.emit()

    def remove(self, row: int) -> None:
        if row >= len(self._lines):
            return
        self.beginRemoveRows(NOWHERE, row, row)
        del self._lines[row]
        self._problems = {(at - (at > row), name): text for (at, name), text in self._problems.items() if at != row}
        self.endRemoveRows()
        self.edited.emit()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines) + (not self.readonly)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.fields[section].label if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        free = index.isValid() and not self.readonly and not self.fields[index.column()].readonly
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if free else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field, line = self.fields[index.column()], self.line(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text_of(field, line)
            case Qt.ItemDataRole.EditRole:
                return line.get(field.name)
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment_of(field)
            case Qt.ItemDataRole.ToolTipRole:
                return self._problems.get((index.row(), field.name))
        return None

    def _begin_line(self) -> None:
        at = len(self._lines)
        self.beginInsertRows(NOWHERE, at, at)
        self._lines.append({field.name: field.default for field in self.fields if not field.readonly})
        self.endInsertRows()
