"""What happened to a record as a table: one row a changed field, newest first."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fofal_desktop.fields.formats import moment_text, text_of
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import History, HistoryEntry

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Change:
    """One field of one entry."""

    entry: HistoryEntry
    label: str
    before: str
    after: str


class HistoryModel(QAbstractTableModel):
    def __init__(self, resource: ResourceMeta, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resource = resource
        self._changes: list[Change] = []

    def show_history(self, history: History) -> None:
        self.beginResetModel()
        entries = sorted(history.items, key=lambda entry: entry.at, reverse=True)
        self._changes = [change for entry in entries for change in self._changes_of(entry)]
        self.endResetModel()

    def change(self, row: int) -> Change:
        return self._changes[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._changes)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 6

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        heads = (
            self.tr("When"),
            self.tr("Who"),
            self.tr("Action"),
            self.tr("Field"),
            self.tr("Before"),
            self.tr("After"),
        )
        return heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        change = self._changes[index.row()]
        when = moment_text(change.entry.at.isoformat())
        return (when, change.entry.actor or "", change.entry.action, change.label, change.before, change.after)[
            index.column()
        ]

    def _changes_of(self, entry: HistoryEntry) -> list[Change]:
        before, after = entry.before or {}, entry.after or {}
        names = [name for name in self._resource.fields if name in before or name in after]
        return [self._change(entry, self._resource.fields[name]) for name in names] or [Change(entry, "", "", "")]

    @staticmethod
    def _change(entry: HistoryEntry, field: FieldMeta) -> Change:
        return Change(entry, field.label, text_of(field, entry.before or {}), text_of(field, entry.after or {}))
