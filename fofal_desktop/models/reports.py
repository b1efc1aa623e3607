"""What the rehearsal of an import found, as two tables: the first rows as understood, and the errors."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fofal_desktop.fields.formats import alignment_of, text_of, tip_of
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import ImportProblem

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_UNSHOWN = frozenset({"id", "version", "allowed"})


class PreviewModel(QAbstractTableModel):
    """Rows of a file as the server understood them."""

    def __init__(self, resource: ResourceMeta, rows: Sequence[dict[str, Any]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = list(rows)
        named = dict.fromkeys(name for row in rows for name in row if name not in _UNSHOWN)
        self._fields = [resource.fields[name] for name in named if name in resource.fields]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return alignment_of(self._fields[section])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._fields[section].label if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        field, row = self._fields[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(field)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        words = text_of(field, row) or ("" if row.get(field.name) is None else str(row[field.name]))
        return tip_of(words) if role == Qt.ItemDataRole.ToolTipRole else words


class ProblemModel(QAbstractTableModel):
    """Errors by row of the file, as a person counts them in the spreadsheet."""

    def __init__(
        self, resource: ResourceMeta, problems: Sequence[ImportProblem], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._resource, self._problems = resource, sorted(problems, key=lambda problem: problem.row)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Row"), self.tr("Column"), self.tr("What is wrong"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        problem = self._problems[index.row()]
        field = self._resource.fields.get(problem.field or "")
        words = (str(problem.row), field.label if field else problem.field or "", problem.message)[index.column()]
        return tip_of(words) if role == Qt.ItemDataRole.ToolTipRole else words
